"""Journeys and question sets as Wagtail's admin knows them: snippets under a menu of their own."""

from typing import Any

from django.urls import path
from wagtail.admin.panels import PublishingPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from forms_engine.editor.editing.panels import OverviewPanel
from forms_engine.editor.models import JourneyDraft, QuestionSet
from forms_engine.editor.views.comparing import JourneyCompareView
from forms_engine.editor.views.editing import (
    JourneyDeleteView,
    JourneyEditView,
    JourneyRevertView,
    JourneyUnpublishView,
    JourneyWorkflowActionView,
)
from forms_engine.editor.views.journeys import AddJourneyView
from forms_engine.editor.views.listing import JourneyIndexView
from forms_engine.editor.views.sets import AddSetView, SetIndexView, SetUsageView


class JourneyViewSet(SnippetViewSet):
    """Journeys: listed, edited a page at a time, compared, approved, scheduled and published."""

    model = JourneyDraft
    base_url_path = "journeys"
    icon = "clipboard-list"
    menu_label = "Journeys"
    menu_name = "journeys"
    copy_view_enabled = False
    list_per_page = 50
    index_template_name = "editor/listing.html"
    panels = [OverviewPanel(), PublishingPanel()]
    index_view_class = JourneyIndexView
    edit_view_class = JourneyEditView
    revisions_revert_view_class = JourneyRevertView
    revisions_compare_view_class = JourneyCompareView
    workflow_action_view_class = JourneyWorkflowActionView
    unpublish_view_class = JourneyUnpublishView
    delete_view_class = JourneyDeleteView

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's, but for adding: a new journey begins with its name."""
        return _replaced(super().get_urlpatterns(), path("add/", AddJourneyView.as_view(), name="add"))


class QuestionSetViewSet(SnippetViewSet):
    """Question sets: listed, edited like a page, with the journeys that use them."""

    model = QuestionSet
    base_url_path = "question-sets"
    icon = "list-ul"
    menu_label = "Question sets"
    menu_name = "question-sets"
    copy_view_enabled = False
    panels = [OverviewPanel()]
    index_view_class = SetIndexView

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's, but for adding, and for usage: sets are named by key inside documents."""
        return _replaced(
            super().get_urlpatterns(),
            path("add/", AddSetView.as_view(), name="add"),
            path("usage/<int:pk>/", SetUsageView.as_view(), name="usage"),
        )


class JourneyGroup(SnippetViewSetGroup):
    """The menu."""

    items = (JourneyViewSet, QuestionSetViewSet)
    menu_label = "Journeys"
    menu_name = "journeys"
    menu_icon = "clipboard-list"
    menu_order = 200


def _replaced(patterns: list[Any], *ours: Any) -> list[Any]:
    names = {pattern.name for pattern in ours}
    return [*ours, *(pattern for pattern in patterns if pattern.name not in names)]
