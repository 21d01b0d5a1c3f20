"""Our seams in Wagtail."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import CollectionAudience, ContentPage
from content.richtext import ReadersPageLinkHandler


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


class CollectionAudienceViewSet(SnippetViewSet):
    """Who may have the files of each collection. Under Settings, for administrators."""

    model = CollectionAudience
    icon = "folder-open-inverse"
    menu_label = "Collection audiences"
    add_to_settings_menu = True
    list_display = ["collection", "audience"]


register_snippet(CollectionAudienceViewSet)
