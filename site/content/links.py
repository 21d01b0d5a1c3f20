"""Where one asking is, and what they can go on to: the site's root, and links cut by the one selector.

What is found out is kept on the request: a page with thirty links asks the database no more than one with three.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.models import Site

from audiences.http import GuildhallRequest
from audiences.selectors import may_read
from content.selectors import pages

if TYPE_CHECKING:
    from content.models import ContentPage


@dataclass(frozen=True, slots=True)
class Link:
    """A page the one asking may open. ``url`` is relative on their own site."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A page listed on the page above it."""

    title: str
    url: str
    summary: str
    show_in_menus: bool


def remember_route(request: GuildhallRequest, root: "ContentPage", trail: "list[ContentPage]") -> None:
    """Keep what routing found: the site's root in the active language, and the pages down to the one asked for."""
    cache = _cache(request)
    cache.setdefault("root", root)
    cache.setdefault("trail", [root, *trail])


def site_root(request: GuildhallRequest) -> Any:
    """The home page of the request's site in the active language, or in the site's own, or ``None``."""
    cache = _cache(request)
    if "root" not in cache:
        site = Site.find_for_request(request)
        cache["root"] = site.root_page.localized if site else None
    return cache["root"]


def trail_to(request: GuildhallRequest, page: "ContentPage") -> "list[ContentPage]":
    """The readable pages from the site's root down to the one above ``page``."""
    root = site_root(request)
    if root is None or not page.path or not page.path.startswith(root.path):
        return []
    above = [page.path[:end] for end in range(len(root.path), len(page.path), page.steplen)]
    known = {one.path: one for one in _cache(request).get("trail", [])}
    if all(path in known for path in above):
        return [
            known[path] for path in above if known[path].live and may_read(request.principal, known[path])
        ]
    return list(pages(request.principal).filter(path__in=above).order_by("path"))


def children_of(request: GuildhallRequest, page: "ContentPage") -> list[Child]:
    """The published pages directly below ``page`` that the one asking may read, in the editors' order."""
    found = pages(request.principal).child_of(page).order_by("path")
    return [Child(one.title, address(request, one), one.summary, one.show_in_menus) for one in found]


def link_to(request: GuildhallRequest, page: "ContentPage | None") -> Link | None:
    """A link to ``page`` in the reader's language, or ``None`` where the one asking may not read it."""
    if page is None or not page.live or not may_read(request.principal, page):
        return None
    page = _in_readers_language(request, page)
    url = address(request, page)
    return Link(page.title, url) if url else None


def address(request: GuildhallRequest, page: "ContentPage") -> str:
    """The address of ``page`` for this request: an article's is on the reader's own site. "" where it has none."""
    specific = page.specific_deferred
    if page._meta.get_field("locale").is_cached(page):
        # Articles need it, and it does not come along by itself.
        specific.locale = page.locale
    return specific.get_url(request) or ""


def _in_readers_language(request: GuildhallRequest, page: "ContentPage") -> "ContentPage":
    root = site_root(request)
    if root is None or page.locale_id == root.locale_id:
        return page
    translations = pages(request.principal).filter(
        translation_key=page.translation_key, locale_id=root.locale_id
    )
    return translations.first() or page


def _cache(request: Any) -> dict[str, Any]:
    if not hasattr(request, "_guildhall_site"):
        request._guildhall_site = {}
    return request._guildhall_site
