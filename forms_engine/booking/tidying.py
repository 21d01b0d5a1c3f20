"""What the worker puts in order. Nothing waits for it: a hold that is over can be taken before it has come by."""

from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from forms_engine.booking import claiming
from forms_engine.booking.actors import HOUSE
from forms_engine.booking.models import Booking, BookingEvent, Place, Slot
from forms_engine.booking.recording import is_over, lock, move_to
from forms_engine.booking.states import State
from forms_engine.rounds import going_on

AT_ONCE = 500
# What nobody booked is of no use when it is over, nor a hold that was never sent; what became a request's is kept.
KEPT = timedelta(days=30)


def expire() -> int:
    """Free the places of holds that are over; how many. One that is being sent at this moment is left for later.

    Raises:
        RoundNotWhole: some could not be freed; all the others are.
    """
    now = timezone.now()
    over = Booking.objects.filter(state=State.HELD, places__held_until__lte=now).order_by("pk")
    with going_on("expiring") as attempt:
        ids = list(over.values_list("pk", flat=True)[:AT_ONCE])
        return sum(attempt(f"booking {pk}", partial(_expire, pk)) for pk in ids)


@transaction.atomic
def _expire(booking_id: int) -> bool:
    free = Booking.objects.select_for_update(skip_locked=True).filter(pk=booking_id, state=State.HELD)
    if not free.exists():
        return False
    booking, place = lock(booking_id)
    if place is None or not is_over(place, timezone.now()):
        return False
    claiming.give_back(place, booking.slot)
    move_to(booking, State.EXPIRED, HOUSE)
    return True


@transaction.atomic
def clear() -> int:
    """Delete free places above their slot's capacity; how many. Whoever has one while another place of the slot is free
    gets that: it was freed while theirs was locked."""
    above = Place.objects.filter(slot=OuterRef("slot"), is_leaving=True, booking__isnull=False)
    free = Place.objects.filter(Exists(above), is_leaving=False, booking=None)
    for place in free.select_for_update(skip_locked=True)[:AT_ONCE]:
        claiming.stay_instead(place.pk, place.slot_id)
    leaving = Place.objects.filter(is_leaving=True, booking=None)
    ids = list(leaving.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
    return Place.objects.filter(pk__in=ids).delete()[0]


def forget() -> int:
    """Delete what is a month old and of no use: holds that were never sent, and slots that nobody ever booked; how
    many. As often as there is something left."""
    done = 0
    while some := _forget_holds() + _forget_slots():
        done += some
    return done


@transaction.atomic
def _forget_holds() -> int:
    old = Booking.objects.filter(
        owner_type="submission",
        state__in=[State.EXPIRED, State.RELEASED],
        ended_at__lt=timezone.now() - KEPT,
    )
    ids = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
    with connection.cursor() as cursor:
        # The database lets nothing else go (migration 0003); Django would load every event first.
        cursor.execute("delete from booking_bookingevent where booking_id = any(%s)", [ids])
        cursor.execute("delete from booking_booking where id = any(%s)", [ids])
    return len(ids)


@transaction.atomic
def _forget_slots() -> int:
    was_in_it = BookingEvent.objects.filter(slot=OuterRef("pk"))
    unused = Slot.objects.filter(~Exists(was_in_it), ends_at__lt=timezone.now() - KEPT, bookings=None)
    ids = list(unused.values_list("pk", flat=True)[:AT_ONCE])
    Slot.objects.filter(pk__in=ids).delete()
    return len(ids)
