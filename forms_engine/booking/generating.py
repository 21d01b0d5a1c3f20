"""Slots as schedules say them: made ahead, and brought in line when a schedule changes.

Again and again gives the same slots. A change withdraws what nobody has booked and leaves what somebody has: those
bookings are listed for a person (`selectors.no_longer_fits`), and new slots at the same time leave room for them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from forms_engine.booking import capacity, clocks, holidays
from forms_engine.booking.models import Place, Schedule, ScheduleException, Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.rounds import going_on


class Times(NamedTuple):
    """When a slot begins and ends."""

    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class Done:
    """What generating did."""

    made: int = 0
    withdrawn: int = 0
    # Slots that are not on offer any more and that somebody has booked.
    no_longer_fit: int = 0


def generate_all() -> int:
    """Bring every schedule's slots up to its kind's days ahead; how many there are."""
    return generate_each(Schedule.objects.order_by("pk").values_list("pk", flat=True))


def generate_each(schedule_ids: Iterable[int]) -> int:
    """The same for these schedules, each in a transaction of its own.

    Raises:
        RoundNotWhole: some failed; all the others are done.
    """
    with going_on("making slots") as attempt:
        return sum(attempt(f"schedule {pk}", partial(_generated, pk)) for pk in list(schedule_ids))


def _generated(schedule_id: int) -> int:
    generate(schedule_id)
    return 1


@transaction.atomic
def generate(schedule_id: int) -> Done:
    """Make the slots of a schedule from now until a week more than its kind offers, and withdraw those to come that it
    does not say any more. Several at once wait for each other."""
    schedule = (
        Schedule.objects.select_for_update(of=("self",)).select_related("resource__kind").get(pk=schedule_id)
    )
    now = timezone.now()
    today = now.astimezone(LONDON).date()
    last = today + timedelta(days=schedule.resource.kind.days_ahead + 7)
    exclusive = _exclusive(schedule)
    wanted = {times: None for times in _wanted(schedule, today, last) if times.starts_at > now}
    to_come = schedule.slots.filter(starts_at__gt=now).annotate(
        booked=Count("places", filter=Q(places__booking__isnull=False))
    )
    done, kept = Done(), []
    for slot in to_come.filter(withdrawn_at=None).order_by("starts_at"):
        times = Times(slot.starts_at, slot.ends_at)
        if times in wanted and slot.exclusive_ids == exclusive:
            del wanted[times]
            kept.append(slot)
        else:
            capacity.withdraw(slot.pk)
            done.withdrawn += 1
            done.no_longer_fit += bool(slot.booked)
    for slot in to_come.filter(withdrawn_at__isnull=False, booked__gt=0).order_by("-pk"):
        times = Times(slot.starts_at, slot.ends_at)
        if times in wanted and slot.exclusive_ids == exclusive:
            # Said again: what was booked in it fits again.
            capacity.restore(slot.pk, schedule.capacity)
            del wanted[times]
            done.made += 1
    booked = _still_booked(schedule)
    for slot in kept:
        room = _room(schedule, Times(slot.starts_at, slot.ends_at), booked)
        if slot.capacity != room and not slot.is_set_by_hand:
            capacity.change(slot.pk, room, by_hand=False)
    done.made += _make(schedule, list(wanted), exclusive, booked)
    return done


def _wanted(schedule: Schedule, first: date, last: date) -> Iterator[Times]:
    first = max(first, schedule.valid_from)
    last = min(last, schedule.valid_until or last)
    minutes = schedule.minutes or schedule.resource.kind.minutes
    closed = frozenset() if schedule.opens_on_bank_holidays else holidays.closed_days(first, last)
    rules = list(schedule.rules.all())
    exceptions: dict[date, list[ScheduleException]] = {}
    for one in schedule.exceptions.filter(day__range=(first, last)):
        exceptions.setdefault(one.day, []).append(one)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day in exceptions:
            hours = [(one.opens, one.closes) for one in exceptions[day]]
        elif day in closed:
            hours = []
        else:
            hours = [(rule.opens, rule.closes) for rule in rules if rule.weekday == day.weekday()]
        for opens, closes in hours:
            if opens is not None and closes is not None:
                yield from (Times(*times) for times in clocks.starts(day, opens, closes, minutes))


def _exclusive(schedule: Schedule) -> list[int]:
    also = schedule.also_needs.filter(is_exclusive=True).values_list("pk", flat=True)
    own = [schedule.resource_id] if schedule.resource.is_exclusive else []
    return sorted({*own, *also})


Booked = list[tuple[Times, int]]


def _make(schedule: Schedule, wanted: list[Times], exclusive: list[int], booked: Booked) -> int:
    slots = Slot.objects.bulk_create(
        Slot(
            schedule=schedule,
            resource=schedule.resource,
            starts_at=times.starts_at,
            ends_at=times.ends_at,
            capacity=_room(schedule, times, booked),
            exclusive_ids=exclusive,
        )
        for times in wanted
    )
    Place.objects.bulk_create(
        Place(slot=slot, number=number + 1) for slot in slots for number in range(slot.capacity)
    )
    return len(slots)


def _still_booked(schedule: Schedule) -> Booked:
    """What is booked in slots that the schedule does not say any more."""
    rows = schedule.slots.filter(withdrawn_at__isnull=False, ends_at__gt=timezone.now()).annotate(
        booked=Count("places", filter=Q(places__booking__isnull=False))
    )
    return [(Times(row.starts_at, row.ends_at), row.booked) for row in rows if row.booked]


def _room(schedule: Schedule, times: Times, booked: Booked) -> int:
    """The capacity, less what is booked at that time in slots that were withdrawn."""
    taken = sum(
        number
        for other, number in booked
        if other.starts_at < times.ends_at and times.starts_at < other.ends_at
    )
    return max(0, schedule.capacity - taken)
