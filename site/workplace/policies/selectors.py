"""Reading policies: what the reader has to confirm, the versions there were before, and the list of a section."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models.fields.json import KeyTextTransform
from wagtail.models import PageLogEntry

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC, STAFF
from audiences.selectors import visible_to
from content.links import Child, address, listed
from content.models import ContentPage
from knowledge.reading.selectors import Asked, reading_for, reading_of

if TYPE_CHECKING:
    from workplace.models import PolicyPage

# What the log of a page calls its publishing, by hand and by the clock.
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
MOST = 20  # versions that are listed, and publications of each page that are looked at for them
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a policy that was in use: since when, and what its editor said had changed."""

    version: str
    published_at: datetime
    what_changed: str


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy in the list of its section. ``asked``: what the reader has to do with it, or ``None``."""

    page: Child
    version: str
    in_force_from: date | None
    asked: Asked | None

    @property
    def is_to_read(self) -> bool:
        """Whether the reader still has to confirm it."""
        return self.asked is not None and not self.asked.has_read


def asked_of(request: GuildhallRequest, page: "PolicyPage") -> Asked | None:
    """What the reader has to do with this policy: confirm it, or nothing (``None``)."""
    return reading_of(request, page) if request.principal.user and request.host_audience != PUBLIC else None


def earlier_versions(request: GuildhallRequest, page: "PolicyPage") -> list[Version]:
    """The versions of a policy before the one in use, the newest first, for staff. A version with a number that was
    published several times is one, from its first day on. One query, and no texts come with it."""
    if request.host_audience != STAFF or not request.principal.user:
        return []
    rows = (
        PageLogEntry.objects.filter(page=page.pk, action__in=PUBLISHED, revision__isnull=False)
        .order_by("-timestamp", "-pk")
        .values_list(
            KeyTextTransform("version", "revision__content"),
            KeyTextTransform("what_changed", "revision__content"),
            "timestamp",
        )
    )
    found: list[Version] = []
    for version, what_changed, published_at in rows[:LOOKED_AT]:
        one = Version(version or "", published_at, what_changed or "")
        if version and found and found[-1].version == version:
            # Published once more without a new number: it is the same, and what was said of it last stands.
            one = Version(one.version, published_at, found.pop().what_changed or one.what_changed)
        found.append(one)
    if found and found[0].version == page.version:
        found.pop(0)
    return [one for one in found if not one.version or one.version != page.version][:MOST]


def policies_below(request: GuildhallRequest, page: ContentPage) -> list[PolicyLine]:
    """The policies directly below a page that the reader may read: those they have to confirm first, the most urgent at
    the top, then the others in the editors' order."""
    from workplace.models import PolicyPage

    below = PolicyPage.objects.live().filter(path__startswith=page.path, depth=page.depth + 1)
    found = visible_to(request.principal, below).order_by("path")
    rows = list(found.select_related("locale").defer("body"))
    if not rows:
        return []
    asked = {one.url: one for one in reading_for(request)} if request.host_audience != PUBLIC else {}
    lines = [
        PolicyLine(listed(request, one), one.version, one.in_force_from, asked.get(address(request, one)))
        for one in rows
    ]
    return sorted(
        lines,
        key=lambda one: (not one.is_to_read, one.asked.due_on if one.asked and one.is_to_read else date.max),
    )
