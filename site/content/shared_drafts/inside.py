"""While a shared draft is being shown: the pages shared with it lead to their drafts, and stay inside the link."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from content.models import ContentPage

NAME = "shared drafts"


@dataclass(frozen=True, slots=True)
class InsidePage:
    """A draft that is shared by the link at hand. ``url`` is its address inside the link."""

    page: "ContentPage"
    title: str
    url: str


def remember(kept: dict[Any, Any], shared: "list[InsidePage]") -> None:
    """Note on the request (``content.links.kept_for``) what the link opens."""
    kept[NAME] = {one.page.pk: one for one in shared}


def inside(kept: dict[Any, Any], page_id: int | None) -> InsidePage | None:
    """The draft of that page, if the link at hand shares it."""
    found: InsidePage | None = kept.get(NAME, {}).get(page_id)
    return found


def all_inside(kept: dict[Any, Any]) -> dict[int, InsidePage]:
    """Every draft that the link at hand shares, by the page's id; none outside of one."""
    found: dict[int, InsidePage] = kept.get(NAME, {})
    return found
