"""Kinds, who comes, and what needs a person. Who may see a booking follows from its request: the callers that have one ask
there. What is on offer is `calendar`'s."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from forms_engine.booking.actors import Owner
from forms_engine.booking.clocks import day_bounds
from forms_engine.booking.models import BankHoliday, Booking, Place, ResourceKind, Schedule, Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.booking.states import COMES, LIVE, State


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


def booked_between(resource_ids: Iterable[int], first: date, last: date) -> QuerySet[Booking]:
    """Who comes to these resources from one London day to another, in order: what is confirmed, and what still waits to be
    agreed to."""
    begin, end = day_bounds(first, last)
    return (
        Booking.objects.filter(
            slot__resource__in=list(resource_ids),
            slot__starts_at__gte=begin,
            slot__starts_at__lt=end,
            state__in=COMES,
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
