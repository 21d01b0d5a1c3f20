"""The menus of a site in the API."""

from collections import defaultdict

from django.conf import settings
from ninja import Query, Router
from ninja.decorators import decorate_view
from wagtail.models import Page

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content.links import site_roots
from content.models import ContentPage
from content.paths import path_above
from content_api.addresses import absolute_url, text_language
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.page_types import TYPE_NAMES
from content_api.pages_found import readable_pages
from content_api.schemas.base import InLanguage
from content_api.schemas.navigation import MenuItem, NavigationOut

router = Router(tags=["site"])

LEVELS = 3  # of a menu, below the front page
MOST_ITEMS = 500


@router.get(
    "/", response={200: NavigationOut, 422: Problem}, operation_id="get_navigation", openapi_extra=READERS
)
@decorate_view(conditional, known_filters(InLanguage))
def get_navigation(request: GuildhallRequest, query: Query[InLanguage]) -> NavigationOut:
    """The menu of this host's site as a tree: the pages that editors show in menus, three levels at most."""
    root = _root(request, query.language)
    home = readable_pages(request).filter(pk=root.pk).first() if root else None
    if home is None:
        return NavigationOut(language=query.language, fallback=False, home=None, items=[])
    language = text_language(home)
    return NavigationOut(
        language=language,
        fallback=language != query.language,
        home=_item(request, home, []),
        items=_tree(request, home),
    )


def _root(request: GuildhallRequest, language: str) -> Page | None:
    roots = site_roots(request)
    return roots.get(language) or roots.get(settings.LANGUAGE_CODE) or next(iter(roots.values()), None)


def _tree(request: GuildhallRequest, home: ContentPage) -> list[MenuItem]:
    """What hangs together from the front page down: a page below one that is not in the menu is not in it either."""
    found = (
        readable_pages(request)
        .descendant_of(home)
        .filter(show_in_menus=True, depth__lte=home.depth + LEVELS)
        .order_by("path")[:MOST_ITEMS]
    )
    below: defaultdict[str, list[ContentPage]] = defaultdict(list)
    for page in found:
        below[path_above(page.path)].append(page)

    def items(path: str) -> list[MenuItem]:
        return [_item(request, page, items(page.path)) for page in below[path]]

    return items(home.path)


def _item(request: GuildhallRequest, page: ContentPage, items: list[MenuItem]) -> MenuItem:
    return MenuItem(
        id=page.pk,
        type=TYPE_NAMES[page.specific_class],
        title=page.title,
        language=text_language(page),
        url=absolute_url(request, page),
        items=items,
    )
