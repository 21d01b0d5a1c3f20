"""What a change of kinds, resources, schedules or holidays does to what is on offer and to what is booked.

There is no second calculation to disagree with the first: the change is made, looked at, and taken back by whoever only
wanted to know (``transaction.set_rollback``).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from forms_engine.booking.generating import generate
from forms_engine.booking.models import Place, Schedule, Slot


@dataclass(frozen=True, slots=True)
class Effects:
    """New times on offer, times that are not on offer any more, and the ids of slots with bookings that this makes no
    longer fit their schedule, or more than their capacity. ``opened_days``: closed days that open again, whose times the
    worker makes (``closing``)."""

    made: int
    withdrawn: int
    no_longer_fit: tuple[int, ...]
    over: tuple[int, ...]
    opened_days: int = 0

    def __bool__(self) -> bool:
        return bool(self.made or self.withdrawn or self.no_longer_fit or self.over or self.opened_days)

    @property
    def mark(self) -> str:
        """What tells these effects from others: shown with them, and sent back by whoever agrees to them."""
        said = f"{self.made} {self.withdrawn} {self.no_longer_fit} {self.over} {self.opened_days}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def bring_in_line(schedules: Iterable[Schedule]) -> Effects:
    """Bring the slots of these schedules in line with a change that was just made, and say what that did. To be called in
    the change's transaction."""
    ids = sorted({one.pk for one in schedules})
    slots = Slot.objects.filter(schedule__in=ids, starts_at__gt=timezone.now())
    before = _booked_and_withdrawn(slots), _over(slots)
    made = withdrawn = 0
    for pk in ids:
        done = generate(pk)
        made, withdrawn = made + done.made, withdrawn + done.withdrawn
    return Effects(
        made,
        withdrawn,
        tuple(sorted(_booked_and_withdrawn(slots) - before[0])),
        tuple(sorted(_over(slots) - before[1])),
    )


def touched_by_holidays() -> QuerySet[Schedule]:
    """The schedules that close on bank holidays and are not over."""
    today = timezone.localdate()
    return Schedule.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=today), opens_on_bank_holidays=False
    )


def _booked_and_withdrawn(slots: QuerySet[Slot]) -> set[int]:
    booked = Place.objects.filter(slot=OuterRef("pk"), booking__isnull=False)
    return set(slots.filter(Exists(booked), withdrawn_at__isnull=False).values_list("pk", flat=True))


def _over(slots: QuerySet[Slot]) -> set[int]:
    leaving = Place.objects.filter(slot=OuterRef("pk"), booking__isnull=False, is_leaving=True)
    return set(slots.filter(Exists(leaving), withdrawn_at=None).values_list("pk", flat=True))
