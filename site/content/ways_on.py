"""What somebody can do from a service's page besides what its start button does."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from audiences.http import GuildhallRequest
from content.links import link_to

if TYPE_CHECKING:
    from content.models import ServicePage


@dataclass(frozen=True, slots=True)
class WayOn:
    """One thing to do. ``kind`` is the task's: apply, book, pay, report, find."""

    label: str
    kind: str
    url: str
    block: str
    external: bool = False


def ways_on(request: GuildhallRequest, page: "ServicePage") -> list[WayOn]:
    """The calls to action of a service's page that lead where the one asking may go, in the editor's order."""
    found = []
    for block in page.actions:
        value = block.value
        url, external = "", False
        if slug := value["journey_slug"]:
            try:
                url = reverse("journey_start", args=[slug])
            except NoReverseMatch:
                continue
        elif value["page"] is not None:
            link = link_to(request, value["page"])
            url = link.url if link else ""
        else:
            url, external = value["url"] or "", True
        if url:
            found.append(WayOn(value["label"], value["kind"], url, block.id or "", external))
    return found
