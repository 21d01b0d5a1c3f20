"""Our seams in Wagtail."""

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from audiences.http import GuildhallRequest
from content import governance_menu  # noqa: F401 - its hooks
from content.alert_admin import AlertViewSet
from content.alerts_crowded import tell_when_crowded_out
from content.audience_log import ACTION, AudienceChanged
from content.audience_opening import open_one_at_a_time, tell_before_opening
from content.checks.in_wagtail import put_ours_in
from content.exchange.remembered import ACTION as FROM_FILE
from content.exchange.remembered import MadeFromFile
from content.languages import po_files, report
from content.lists.admin import AccessibilityProblemViewSet
from content.models import CollectionAudience, ContentPage
from content.richtext import ReadersDocumentLinkHandler, ReadersPageLinkHandler
from content.sections.admin import SectionEditorsViewSet
from content.sections.reach import known_pages
from content.service_status.admin import ServiceStatusViewSet


@hooks.register("register_admin_urls")
def translation_report_urls() -> list[Any]:
    """The report of translations, agreeing to what a machine translated, and PO files that come back."""
    return [*report.urlpatterns, *po_files.urlpatterns]


@hooks.register("register_reports_menu_item")
def translation_report_item() -> MenuItem:
    """The report among the others."""
    return MenuItem(_("Translation status"), reverse("translation_status"), icon_name="site", order=8900)


@hooks.register("construct_reports_menu")
def one_report_of_translations(request: HttpRequest, items: list[MenuItem]) -> None:
    """wagtail-localize's own counts a page as waiting that readers have in full; ours is the one to go by."""
    address = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if getattr(item, "url", None) != address]


@hooks.register("insert_global_admin_css")
def style_our_screens() -> str:
    """What our own screens need besides Wagtail's styles."""
    return format_html('<link rel="stylesheet" href="{}">', static("content/admin.css"))


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


@hooks.register("construct_page_chooser_queryset")
def offer_known_pages(pages: Any, request: GuildhallRequest) -> Any:
    """Editors of a section choose among the pages they may know of."""
    return known_pages(request, pages)


hooks.register("before_publish_page", tell_before_opening)
hooks.register("after_create_snippet", tell_when_crowded_out)
hooks.register("after_edit_snippet", tell_when_crowded_out)
hooks.register("before_bulk_action", open_one_at_a_time)
hooks.register("construct_wagtail_userbar", put_ours_in)


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
    """Who changed who may read, and what was made from files."""
    actions.register_action(ACTION)(AudienceChanged)
    actions.register_action(FROM_FILE)(MadeFromFile)


@hooks.register("register_admin_viewset")
def register_section_editors() -> SectionEditorsViewSet:
    """Who edits which section."""
    return SectionEditorsViewSet()


register_snippet(AlertViewSet)
register_snippet(AccessibilityProblemViewSet)
register_snippet(ServiceStatusViewSet)
