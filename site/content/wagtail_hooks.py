"""Our seams in Wagtail."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.alert_admin import AlertViewSet
from content.audience_log import ACTION, AudienceChanged
from content.languages import po_files, report
from content.models import CollectionAudience, ContentPage
from content.richtext import ReadersDocumentLinkHandler, ReadersPageLinkHandler
from content.sections.admin import SectionEditorsViewSet


@hooks.register("register_admin_urls")
def translation_report_urls() -> list[Any]:
    """The report of translations, agreeing to what a machine translated, and PO files that come back."""
    return [*report.urlpatterns, *po_files.urlpatterns]


@hooks.register("register_reports_menu_item")
def translation_report_item() -> MenuItem:
    """The report among the others."""
    return MenuItem(_("Translation status"), reverse("translation_status"), icon_name="site", order=8900)


@hooks.register("before_serve_page")
def refuse_pages_without_keys(
    page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> None:
    """A page that is not ours carries no audience keys, so nobody may read it."""
    if not isinstance(page, ContentPage):
        raise Http404


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Links in rich text go through the one selector."""
    features.register_link_type(ReadersPageLinkHandler)
    features.register_link_type(ReadersDocumentLinkHandler)


class CollectionAudienceViewSet(SnippetViewSet):
    """Who may have the files of each collection. Under Settings, for administrators."""

    model = CollectionAudience
    icon = "folder-open-inverse"
    menu_label = "Collection audiences"
    add_to_settings_menu = True
    list_display = ["collection", "audience"]
    panels = [FieldPanel("collection"), FieldPanel("audience"), FieldPanel("organisations")]


register_snippet(CollectionAudienceViewSet)


@hooks.register("register_log_actions")
def register_audience_changes(actions: Any) -> None:
    """Who changed who may read."""
    actions.register_action(ACTION)(AudienceChanged)


@hooks.register("register_admin_viewset")
def register_section_editors() -> SectionEditorsViewSet:
    """Who edits which section."""
    return SectionEditorsViewSet()


register_snippet(AlertViewSet)
