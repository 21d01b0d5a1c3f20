"""What stands below a service area, in the groups people look for it by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiences.http import GuildhallRequest
from audiences.selectors import may_read
from content.links import Child, children_of, in_readers_language, listed, look_up_translations

if TYPE_CHECKING:
    from content.models import ContentPage, SubLandingPage

STEPS, PUBLICATIONS = ("stepbysteppage",), ("publicationpage",)


@dataclass(frozen=True, slots=True)
class Below:
    """The pages below a service area: what takes somebody through several steps, what the council has published, and
    everything else."""

    services: list[Child]
    steps: list[Child]
    publications: list[Child]


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under a heading. Without a title: those that no group names."""

    title: str
    pages: list[Child]
    block: str = ""


def below(request: GuildhallRequest, page: "ContentPage") -> Below:
    """The readable pages directly below a service area."""
    children = children_of(request, page)
    return Below(
        services=[one for one in children if one.kind not in STEPS + PUBLICATIONS],
        steps=[one for one in children if one.kind in STEPS],
        publications=[one for one in children if one.kind in PUBLICATIONS],
    )


def groups_of(request: GuildhallRequest, page: "SubLandingPage") -> list[Group]:
    """The groups as an editor made them, then the pages below that none of them names. A page the one asking may not
    read is not there, nor is a group that is left with none."""
    chosen = [one for block in page.groups for one in block.value["pages"] if one is not None]
    look_up_translations(request, chosen)
    groups, told = [], set()
    for block in page.groups:
        found = []
        for one in block.value["pages"]:
            if one is not None and one.live and may_read(request.principal, one):
                child = listed(request, in_readers_language(request, one))
                told.add(child.url)
                found.append(child)
        if found:
            groups.append(Group(block.value["title"], found, block.id or ""))
    rest = [one for one in children_of(request, page) if one.url not in told]
    return [*groups, Group("", rest)] if rest else groups
