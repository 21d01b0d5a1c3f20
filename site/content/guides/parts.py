"""The parts of a guide, as far as the one asking may read them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamValue

from audiences.http import GuildhallRequest
from content.links import Child, address, children_of, listed, remember_besides, trail_to
from content.selectors import published

if TYPE_CHECKING:
    from content.models import ContentPage, GuidePage, GuidePartPage

# The address of the whole guide on one page, below its own.
PRINT = "print"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in its guide. ``before`` and ``after`` are the parts beside it; the first follows the guide's
    own page."""

    guide: Child
    parts: list[Child]
    number: int
    before: Child | None
    after: Child | None
    print_url: str


@dataclass(frozen=True, slots=True)
class WholePart:
    """A part with its blocks, for the guide as one."""

    page: "GuidePartPage"
    blocks: list[Any]


def place_of(request: GuildhallRequest, part: "ContentPage") -> Place | None:
    """Where the part stands among those the one asking may read; ``None`` where it stands in no guide."""
    above = trail_to(request, part)
    if not above:
        return None
    guide = listed(request, above[-1])
    parts = children_of(request, above[-1])
    own = address(request, part)
    position = next((index for index, one in enumerate(parts) if one.url == own), None)
    if position is None:
        return Place(guide, parts, 0, guide, parts[0] if parts else None, f"{guide.url}{PRINT}/")
    return Place(
        guide=guide,
        parts=parts,
        number=position + 1,
        before=parts[position - 1] if position else guide,
        after=parts[position + 1] if position + 1 < len(parts) else None,
        print_url=f"{guide.url}{PRINT}/",
    )


def whole_parts(request: GuildhallRequest, guide: "GuidePage") -> list[WholePart]:
    """Every part the one asking may read, in order, with its blocks. What the blocks point at is loaded for all parts
    together: a guide of ten parts asks the database no more than one of two."""
    found = list(published(request.principal, "GuidePartPage").child_of(guide).order_by("path"))
    if not found:
        return []
    remember_besides(request, found)
    raw = [list(part.body.raw_data) for part in found]
    all_blocks = StreamValue(found[0].body.stream_block, [one for body in raw for one in body], is_lazy=True)
    parts, begun = [], 0
    for part, body in zip(found, raw, strict=True):
        parts.append(WholePart(part, [all_blocks[begun + index] for index in range(len(body))]))
        begun += len(body)
    return parts
