"""Reading tools and bookmarks. What somebody keeps at hand is read once for a request."""

from dataclasses import dataclass
from typing import Any

from audiences.http import GuildhallRequest
from audiences.keys import STAFF
from audiences.principal import Principal
from audiences.selectors import visible_to
from content.links import address, answered_page, kept_for
from content.models import ContentPage
from workplace.models import Bookmark, ToolsPage
from workplace.tools.addresses import HTTPS, host_of, may_be_address


@dataclass(frozen=True, slots=True)
class ToolView:
    """A tool as one person sees it. ``host`` is where it leads, "" on the intranet itself."""

    id: str
    name: str
    url: str
    text: str
    host: str
    is_starred: bool


@dataclass(frozen=True, slots=True)
class ToolGroup:
    """Tools that stand together, those starred first."""

    name: str
    tools: list[ToolView]


@dataclass(frozen=True, slots=True)
class Keeping:
    """The page that answers, and whether its reader keeps it at hand."""

    page_id: int
    is_kept: bool


def bookmarks_of(request: GuildhallRequest) -> list[Bookmark]:
    """What the one asking keeps at hand, in their order; nothing on another site. One query for a request."""
    if not may_keep(request.principal):
        return []
    kept = kept_for(request)
    if "bookmarks" not in kept:
        kept["bookmarks"] = list(own_bookmarks(request.principal))
    found: list[Bookmark] = kept["bookmarks"]
    return found


def own_bookmarks(principal: Principal) -> Any:
    """The bookmarks of the one asking, and of nobody else."""
    return Bookmark.objects.filter(user=principal.user) if may_keep(principal) else Bookmark.objects.none()


def may_keep(principal: Principal) -> bool:
    """Whether the one asking has bookmarks: somebody who works here, on the intranet."""
    return principal.user is not None and principal.audience == STAFF and principal.method != "preview"


def groups_of(request: GuildhallRequest, page: ToolsPage) -> list[ToolGroup]:
    """The tools of a page by group, in the order in which the groups are first named."""
    starred = {one.url for one in bookmarks_of(request)}
    groups: dict[str, list[ToolView]] = {}
    for block in page.tools:
        value = block.value
        if not may_be_address(value["url"], HTTPS):
            # Written past the editor's form, by a program say: nobody is led there.
            continue
        tool = ToolView(
            id=block.id or "",
            name=value["name"],
            url=value["url"],
            text=value["text"] or "",
            host=host_of(value["url"]),
            is_starred=value["url"] in starred,
        )
        groups.setdefault(value["group"], []).append(tool)
    return [
        ToolGroup(name, sorted(found, key=lambda one: not one.is_starred)) for name, found in groups.items()
    ]


def tool_of(principal: Principal, page_id: int, tool_id: str) -> tuple[ToolsPage, str, str] | None:
    """A tool on a page that the one asking may read: the page, the tool's name and its address."""
    page = visible_to(principal, ToolsPage.objects.live()).filter(pk=page_id).first()
    if page is None:
        return None
    found = next((block.value for block in page.tools if block.id == tool_id), None)
    return (page, found["name"], found["url"]) if found else None


def keeping_of(request: GuildhallRequest) -> Keeping | None:
    """Whether the reader keeps the page that answers; ``None`` where no page does, or it is the front page, to which every
    page leads."""
    page: ContentPage | None = answered_page(request)
    if page is None or page.pk is None or page.depth <= 2 or not may_keep(request.principal):
        return None
    url = address(request, page)
    return Keeping(page.pk, any(one.url == url for one in bookmarks_of(request))) if url else None
