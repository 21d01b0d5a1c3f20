"""What the worker puts in order. Nothing waits for it: a hold that is over can be taken before it has come by."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forms_engine.booking import claiming
from forms_engine.booking.actors import HOUSE
from forms_engine.booking.models import Booking, Place, Slot
from forms_engine.booking.recording import is_over, lock, move_to
from forms_engine.booking.states import State

AT_ONCE = 500
# What nobody booked is of no use when it is over; what somebody did is kept with its booking.
KEPT = timedelta(days=30)


def expire() -> int:
    """Free the places of holds that are over; how many. One that is being sent at this moment is left for later."""
    now = timezone.now()
    over = Booking.objects.filter(state=State.HELD, places__held_until__lte=now).order_by("pk")
    return sum(_expire(pk) for pk in list(over.values_list("pk", flat=True)[:AT_ONCE]))


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


def clear() -> int:
    """Delete free places above their slot's capacity, and slots of a month ago that nobody ever booked; how many."""
    leaving = Place.objects.filter(is_leaving=True, booking=None)
    unused = Slot.objects.filter(ends_at__lt=timezone.now() - KEPT, bookings=None)
    with transaction.atomic():
        ids = list(leaving.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
        places, _ = Place.objects.filter(pk__in=ids).delete()
        slots = list(unused.values_list("pk", flat=True)[:AT_ONCE])
        Slot.objects.filter(pk__in=slots).delete()
    return places + len(slots)
