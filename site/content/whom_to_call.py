"""Whom a reader of a page calls: the team the page names, or the one that its service area names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from audiences.http import GuildhallRequest
from content.links import site_root
from content.paths import paths_between
from content.selectors import published
from page_cache.remembered import remembered

if TYPE_CHECKING:
    from content.models import ContentPage, LandingPage


@dataclass(frozen=True, slots=True)
class Team:
    """How to reach a team. The hours are those of that phone, "" where nobody has said them."""

    phone: str
    hours: str
    email: str = ""


def whom_to_call(request: GuildhallRequest, page: "ContentPage") -> Team | None:
    """The team to call about a page: its own where it names one, else that of the nearest service area above it that the
    one asking may read; ``None`` where neither names one, and the council's own number is the one to call.

    Service areas are few: those of a site are remembered together until something changes.
    """
    own: str = getattr(page, "phone", "")
    if own:
        return Team(own, getattr(page, "opening_hours", ""), getattr(page, "email", ""))
    root = site_root(request)
    if root is None or not page.path or not page.path.startswith(root.path):
        return None

    def look_up() -> dict[str, Team]:
        areas = published(request.principal, "LandingPage").filter(path__startswith=root.path)
        found = (cast("LandingPage", one) for one in areas.exclude(phone="").defer("body", "tasks"))
        return {one.path: Team(one.phone, one.opening_hours, one.email) for one in found}

    areas = remembered(request, ("whom_to_call", request.principal.keys, root.pk), look_up)
    above = reversed(paths_between(root.path, page.path)) if areas else ()
    return next((areas[path] for path in above if path in areas), None)
