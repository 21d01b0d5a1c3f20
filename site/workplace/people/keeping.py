"""What those who keep entries have to see to: people whose manager has left, leavers from whom nobody has taken over, and who
is hidden."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from audiences.principal import Principal
from workplace.models import Profile
from workplace.people.selectors import WORKS_HERE, kept_for

MOST_SHOWN = 50
MANAGER_LEFT = Q(manager__isnull=False) & ~Q(manager__is_active=True, manager__is_staff=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """The first of some people, and whether there are more."""

    entries: list[Profile]
    more: bool


@dataclass(frozen=True, slots=True)
class ToSeeTo:
    """What there is for one who keeps entries."""

    without_manager: Shown
    not_taken_over: Shown
    hidden: Shown

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.without_manager.entries or self.not_taken_over.entries or self.hidden.entries)


def to_see_to(principal: Principal) -> ToSeeTo:
    """Of the entries that this principal keeps. Three queries, however many there are."""
    kept = kept_for(principal)
    working, left = kept.filter(WORKS_HERE), kept.exclude(WORKS_HERE)
    return ToSeeTo(
        _first(working.filter(MANAGER_LEFT)),
        _first(left.filter(taken_over_by=None).order_by(F("left_on").asc(nulls_last=True), "pk")),
        _first(working.filter(is_hidden=True)),
    )


def _first(entries: QuerySet[Profile]) -> Shown:
    ordered = entries if entries.query.order_by else entries.order_by("user__name", "pk")
    found = list(ordered[: MOST_SHOWN + 1])
    return Shown(found[:MOST_SHOWN], len(found) > MOST_SHOWN)
