"""Who comes: the sheet of a day for each resource, and the week of one resource."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.booking.clocks import day_bounds
from forms_engine.booking.models import Booking, Occupation, Resource, Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.booking.selectors import booked_between
from forms_engine.requests.models import Request
from forms_engine.requests.seeing_bookings import requests_of, shown_to

DAYS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who comes."""

    booking: Booking
    request: Request


@dataclass(frozen=True, slots=True)
class Time:
    """A slot of a sheet: who comes, and how many more could."""

    slot: Slot
    lines: list[Line]
    free: int
    is_busy: bool  # its room or officer does something else then, so that nobody can book it


@dataclass(slots=True)
class Sheet:
    """One resource's day."""

    resource: Resource
    day: date
    times: list[Time] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many come."""
        return sum(len(time.lines) for time in self.times)


def today() -> date:
    """The day in London."""
    return timezone.now().astimezone(LONDON).date()


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def day_sheets(principal: Principal, resources: Iterable[Resource], day: date) -> list[Sheet]:
    """The sheet of each of these resources that has any time that day, by name. Four queries."""
    return [sheet for sheet in _sheets(principal, list(resources), day, 1) if sheet.times]


def week_of(principal: Principal, resource: Resource, monday: date) -> list[Sheet]:
    """The seven days of one resource, those without any time too. Four queries."""
    return _sheets(principal, [resource], monday, DAYS)


def _sheets(principal: Principal, resources: list[Resource], first: date, days: int) -> list[Sheet]:
    last = first + timedelta(days=days - 1)
    ids = [one.pk for one in resources]
    lines: dict[int, list[Line]] = defaultdict(list)
    bookings = list(shown_to(principal, booked_between(ids, first, last)))
    about = requests_of(principal, bookings)
    for booking in bookings:
        if booking.owner_id in about:
            lines[booking.slot_id].append(Line(booking, about[booking.owner_id]))
    sheets = {
        (resource.pk, first + timedelta(days=number)): Sheet(resource, first + timedelta(days=number))
        for resource in resources
        for number in range(days)
    }
    slots = list(_slots(ids, first, last))
    busy = _busy(slots)
    for slot in slots:
        if slot.withdrawn_at is None or slot.pk in lines:
            free: int = slot.free  # type: ignore[attr-defined]  # counted with them
            time = Time(slot, lines[slot.pk], free, slot.pk in busy)
            sheets[slot.resource_id, slot.local_start.date()].times.append(time)
    return list(sheets.values())


def _slots(ids: list[int], first: date, last: date) -> QuerySet[Slot]:
    begin, end = day_bounds(first, last)
    has_it = Q(places__booking=None) | Q(places__held_until__lte=timezone.now())
    rows = Slot.objects.filter(resource__in=ids, starts_at__gte=begin, starts_at__lt=end)
    free = Count("places", filter=has_it & Q(places__is_leaving=False))
    return rows.annotate(free=free).order_by("starts_at", "pk")


def _busy(slots: list[Slot]) -> set[int]:
    """Those of them that nobody can book because who or what they need is taken in another slot."""
    wanted = {one for slot in slots for one in slot.exclusive_ids}
    if not wanted:
        return set()
    begin, end = min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots)
    taken = Occupation.objects.filter(resource__in=wanted, during__overlap=(begin, end)).values_list(
        "resource_id", "slot_id", "during"
    )
    return {
        slot.pk
        for slot in slots
        for resource, other, during in taken
        if other != slot.pk
        and resource in slot.exclusive_ids
        and during.lower < slot.ends_at
        and slot.starts_at < during.upper
    }
