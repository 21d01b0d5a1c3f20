"""What is on offer as a calendar shows it: which days have free times, the times of some days, the ones nearest to another.

Where residents do not choose where or with whom, a time that several resources have is there once, with the places of all.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from forms_engine.booking.clocks import day_bounds
from forms_engine.booking.models import ResourceKind, Slot
from forms_engine.booking.models.slots import LONDON

# Officers may look further ahead than residents; slots are made up to a week more than the kind offers.
OFFICER_LOOKS_FURTHER = timedelta(days=31)

# A place is to be had when nobody has it or a hold is over; an exclusive resource, when no other slot has it for somebody
# whose hold is not over.
ON_OFFER = """
from booking_slot slot
join booking_resource resource on resource.id = slot.resource_id
cross join lateral (
    select count(*) as places from booking_place place
    where place.slot_id = slot.id and not place.is_leaving
        and (place.booking_id is null or place.held_until <= %(now)s)
) free
where resource.kind_id = %(kind)s and slot.withdrawn_at is null and slot.capacity > 0
    and slot.starts_at >= %(first)s and slot.starts_at < %(last)s
    and (%(resource)s::bigint is null or slot.resource_id = %(resource)s)
    and free.places > 0
    and (slot.exclusive_ids = '{}' or not exists (
        select from booking_occupation busy
        where busy.resource_id = any(slot.exclusive_ids) and busy.slot_id <> slot.id
            and busy.during && tstzrange(slot.starts_at, slot.ends_at)
            and exists (
                select from booking_place place
                where place.slot_id = busy.slot_id and place.booking_id is not null
                    and (place.held_until is null or place.held_until > %(now)s)
            )
    ))
"""
DAYS = f"""
select (slot.starts_at at time zone 'Europe/London')::date,
    case when %(each)s then count(*) else count(distinct slot.starts_at) end {ON_OFFER}
group by 1 order by 1
"""
SOONEST = f"select slot.resource_id, min(slot.starts_at) {ON_OFFER} group by 1"
# By time, or by slot where it matters with whom.
TIMES = f"""
select min(slot.id), sum(free.places) {ON_OFFER}
group by slot.starts_at, case when %(each)s then slot.id end
"""
NEAREST = (
    f"{TIMES} order by abs(extract(epoch from slot.starts_at - %(near)s)), slot.starts_at limit %(limit)s"
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A time that can be chosen: true when it was looked at; the hold decides."""

    slot: Slot
    free: int


@dataclass(frozen=True, slots=True)
class OfferedDay:
    """A day with free times, and how many."""

    day: date
    times: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a kind for somebody who chooses: for one resource, or for all (``resource_id`` is None)."""

    kind: ResourceKind
    resource_id: int | None = None
    for_officer: bool = False

    def days(self) -> list[OfferedDay]:
        """Every day with free times, in order; one query. None at all means: there is nothing to choose."""
        with connection.cursor() as cursor:
            cursor.execute(DAYS, self._where(*self._horizon()))
            return [OfferedDay(day, times) for day, times in cursor.fetchall()]

    def soonest(self) -> dict[int, datetime]:
        """When each resource is free next, by its id; those that are not are not there. One query."""
        with connection.cursor() as cursor:
            cursor.execute(SOONEST, self._where(*self._horizon()))
            return dict(cursor.fetchall())

    def times(self, first: date, last: date) -> list[Offered]:
        """The free times of these days, in order; two queries."""
        return self._offered(TIMES, self._where(first, last))

    def nearest(self, to: datetime, most: int) -> list[Offered]:
        """The free times that are nearest to another one, in order of time; two queries."""
        return self._offered(NEAREST, {**self._where(*self._horizon()), "near": to, "limit": most})

    def _horizon(self) -> tuple[date, date]:
        today = timezone.now().astimezone(LONDON).date()
        last = today + timedelta(days=self.kind.days_ahead)
        return today, last + OFFICER_LOOKS_FURTHER if self.for_officer else last

    def _where(self, first: date, last: date) -> dict[str, int | datetime | None]:
        """What `ON_OFFER` is asked with: the slots of these days that may be chosen now. Residents see none sooner than the
        kind's notice and none further ahead than it says; officers do."""
        now = timezone.now()
        begin, end = day_bounds(first, last)
        soonest = now
        if not self.for_officer:
            soonest += timedelta(hours=self.kind.notice_hours)
            today = now.astimezone(LONDON).date()
            end = min(end, day_bounds(today, today + timedelta(days=self.kind.days_ahead))[1])
        return {
            "kind": self.kind.pk,
            "now": now,
            "first": max(begin, soonest + timedelta(microseconds=1)),
            "last": end,
            "resource": self.resource_id,
            "each": self.kind.chooses_resource or self.resource_id is not None,
        }

    def _offered(self, query: str, where: dict[str, int | datetime | None]) -> list[Offered]:
        with connection.cursor() as cursor:
            cursor.execute(query, where)
            free = {slot_id: int(places) for slot_id, places in cursor.fetchall()}
        slots = Slot.objects.filter(pk__in=free).select_related("resource__kind")
        return [Offered(slot, free[slot.pk]) for slot in slots.order_by("starts_at", "resource__name", "pk")]
