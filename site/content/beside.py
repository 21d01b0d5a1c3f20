"""Where else one can go from a page: others of its section, and the pages a site has one of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiences.http import GuildhallRequest
from content.links import Child, Link, address, children_of, link_to, site_root, trail_to
from content.selectors import pages
from page_cache.remembered import remembered

if TYPE_CHECKING:
    from content.models import ContentPage

MOST = 6
# Of these a site has one, below its home page.
ONE_OF_A_SITE = ("atozpage", "statuspage", "accessibilitypage", "privacypage", "cookiespage")


@dataclass(frozen=True, slots=True)
class Beside:
    """Pages of the same section, and the section itself where it has more of them than are named."""

    pages: list[Child]
    section: Link | None = None


def pages_beside(request: GuildhallRequest, page: "ContentPage") -> Beside:
    """Up to six readable pages of the section that ``page`` stands in, those after it first. Two queries at most."""
    above = trail_to(request, page)
    # The home page is above all sections and is none.
    if len(above) < 2:
        return Beside([])
    found = children_of(request, above[-1])
    own = next((index for index, one in enumerate(found) if one.url == address(request, page)), None)
    others = found if own is None else [*found[own + 1 :], *found[:own]]
    section = link_to(request, above[-1]) if len(others) > MOST else None
    return Beside(others[:MOST], section)


def page_of_type(request: GuildhallRequest, kind: str) -> Link | None:
    """A link to the one page of that type directly below the home page (``ONE_OF_A_SITE``), if the one asking may read
    it."""
    root = site_root(request)
    if root is None:
        return None

    def look_up() -> "dict[str, ContentPage]":
        found = pages(request.principal).child_of(root).filter(content_type__model__in=ONE_OF_A_SITE)
        return {
            one.cached_content_type.model: one for one in found.select_related("locale").order_by("-path")
        }

    known = remembered(request, ("one_of_a_site", request.principal.keys, root.pk), look_up)
    return link_to(request, known.get(kind))
