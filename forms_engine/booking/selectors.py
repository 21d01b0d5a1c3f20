"""What is on offer, who comes, and what needs a person. Who may see a booking follows from its request: the callers
that have one ask there. What is on offer is for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from forms_engine.booking.actors import Owner
from forms_engine.booking.clocks import day_bounds
from forms_engine.booking.models import BankHoliday, Booking, Place, ResourceKind, Schedule, Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.booking.states import HAS_PLACE, LIVE, State

MOST = 200


class After(NamedTuple):
    """Where a page of times ended."""

    starts_at: datetime
    slot_id: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A time that can be chosen: true when it was looked at; the hold decides."""

    slot: Slot
    free: int

    @property
    def after(self) -> After:
        """To go on behind it."""
        return After(self.slot.starts_at, self.slot.pk)


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
OFFERED = f"""
select slot.id, free.places {ON_OFFER}
    and (slot.starts_at, slot.id) > (%(after)s, %(after_id)s)
order by slot.starts_at, slot.id limit %(limit)s
"""


def offered(
    kind: ResourceKind,
    first: date,
    last: date,
    *,
    resource_id: int | None = None,
    after: After | None = None,
    limit: int = MOST,
    for_officer: bool = False,
) -> list[Offered]:
    """Times of a kind that can be chosen, from one London day to another, in order; two queries.

    Residents see none sooner than the kind's notice and none further ahead than it says; officers do. Where residents
    do not choose with whom, each time is there once.
    """
    where = on_offer(kind, first, last, resource_id=resource_id, for_officer=for_officer)
    behind = after or After(day_bounds(first, last)[0] - timedelta(seconds=1), 0)
    with connection.cursor() as cursor:
        cursor.execute(
            OFFERED,
            {
                **where,
                "after": behind.starts_at,
                "after_id": behind.slot_id,
                "limit": min(limit, MOST),
            },
        )
        free: dict[int, int] = dict(cursor.fetchall())
    slots = Slot.objects.filter(pk__in=free).select_related("resource__kind").order_by("starts_at", "pk")
    found = [Offered(slot, free[slot.pk]) for slot in slots]
    return found if kind.chooses_resource or resource_id else _each_time_once(found, after)


def on_offer(
    kind: ResourceKind, first: date, last: date, *, resource_id: int | None, for_officer: bool
) -> dict[str, int | datetime | None]:
    """What `ON_OFFER` is asked with: the slots of a kind on these days that may be chosen now."""
    now = timezone.now()
    begin, end = day_bounds(first, last)
    soonest = now if for_officer else now + timedelta(hours=kind.notice_hours)
    if not for_officer:
        today = now.astimezone(LONDON).date()
        end = min(end, day_bounds(today, today + timedelta(days=kind.days_ahead))[1])
    return {
        "kind": kind.pk,
        "now": now,
        "first": max(begin, soonest + timedelta(microseconds=1)),
        "last": end,
        "resource": resource_id,
    }


def _each_time_once(found: Iterable[Offered], after: After | None) -> list[Offered]:
    # The page before has shown the time that it ended with.
    seen = {after.starts_at} if after else set()
    once = []
    for one in found:
        if one.slot.starts_at not in seen:
            seen.add(one.slot.starts_at)
            once.append(one)
    return once


def first_offered(kind: ResourceKind, *, resource_id: int | None = None) -> Offered | None:
    """The soonest time that can be chosen; none means the page of what to do instead."""
    today = timezone.now().astimezone(LONDON).date()
    last = today + timedelta(days=kind.days_ahead)
    return next(iter(offered(kind, today, last, resource_id=resource_id, limit=1)), None)


def kind_called(slug: str) -> ResourceKind | None:
    """The kind that a journey's ``booking.resource_kind`` names."""
    return ResourceKind.objects.select_related("service").filter(slug=slug).first()


def booking_of(owner: Owner) -> Booking | None:
    """The owner's booking: the live one, or else the last; with slot, resource and kind. One query."""
    rows = Booking.objects.filter(owner_type=owner.type, owner_id=owner.id)
    return rows.select_related("slot__resource__kind").order_by("-id").first()


def held_until(booking: Booking) -> datetime | None:
    """Until when it is held; nothing where it has no such end, also where that has passed and the place is gone."""
    return Place.objects.filter(booking=booking).values_list("held_until", flat=True).first()


def day_sheet(resource_ids: Iterable[int], day: date) -> QuerySet[Booking]:
    """Who comes to these resources on a day, in order: what is confirmed, and what still waits to be agreed to."""
    return booked_between(resource_ids, day, day)


def booked_between(resource_ids: Iterable[int], first: date, last: date) -> QuerySet[Booking]:
    """The same from one London day to another."""
    begin, end = day_bounds(first, last)
    return (
        Booking.objects.filter(
            slot__resource__in=list(resource_ids),
            slot__starts_at__gte=begin,
            slot__starts_at__lt=end,
            state__in=HAS_PLACE - {State.HELD, State.AWAITING_PAYMENT},
        )
        .select_related("slot__resource__kind")
        .order_by("slot__starts_at", "slot__resource__name", "pk")
    )


def no_longer_fits(resource_ids: Iterable[int] | None = None) -> QuerySet[Booking]:
    """Live bookings to come at a time that their schedule does not say any more: somebody has to move or cancel them."""
    rows = Booking.objects.filter(
        state__in=LIVE - {State.HELD}, slot__withdrawn_at__isnull=False, slot__starts_at__gt=timezone.now()
    )
    return _of(rows, resource_ids).order_by("slot__starts_at", "pk")


def waits_for_approval(resource_ids: Iterable[int] | None = None) -> QuerySet[Booking]:
    """What an officer has to agree to, the soonest first; also what has begun meanwhile without an answer."""
    rows = Booking.objects.filter(state=State.AWAITING_APPROVAL)
    return _of(rows, resource_ids).order_by("slot__starts_at", "pk")


def not_marked(resource_ids: Iterable[int] | None = None) -> QuerySet[Booking]:
    """What is over, and nobody has said whether they came."""
    rows = Booking.objects.filter(state=State.CONFIRMED, slot__ends_at__lte=timezone.now())
    return _of(rows, resource_ids).order_by("slot__starts_at", "pk")


def over_capacity() -> QuerySet[Slot]:
    """Slots to come with more bookings than their capacity, since that was lowered."""
    leaving = Place.objects.filter(slot=OuterRef("pk"), is_leaving=True, booking__isnull=False)
    rows = Slot.objects.filter(Exists(leaving), starts_at__gt=timezone.now(), withdrawn_at=None)
    return rows.select_related("resource__kind").order_by("starts_at", "pk")


def bank_holidays_end_on() -> date | None:
    """The last bank holiday that is known, where that is sooner than slots are made: the list has to be added to."""
    today = timezone.now().astimezone(LONDON).date()
    ahead = ResourceKind.objects.filter(
        Exists(Schedule.objects.filter(resource__kind=OuterRef("pk"), opens_on_bank_holidays=False))
    ).order_by("-days_ahead")
    furthest = ahead.values_list("days_ahead", flat=True).first()
    last = BankHoliday.objects.order_by("-day").values_list("day", flat=True).first()
    if furthest is None or last is None or last.year > (today + timedelta(days=furthest)).year:
        return None
    # The year's last one is at Christmas: what is known to then is known for the year.
    known_to = date(last.year, 12, 31)
    return last if known_to < today + timedelta(days=furthest) else None


def _of(rows: QuerySet[Booking], resource_ids: Iterable[int] | None) -> QuerySet[Booking]:
    if resource_ids is not None:
        rows = rows.filter(slot__resource__in=list(resource_ids))
    return rows.select_related("slot__resource__kind")
