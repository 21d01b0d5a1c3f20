"""How many can book a slot: free places come and go, and nobody who has one loses it."""

from django.db import transaction
from django.utils import timezone

from forms_engine.booking.models import BookingEvent, Place, Slot


@transaction.atomic
def change(slot_id: int, capacity: int, *, by_hand: bool = True) -> Slot:
    """Offer so many places. Free ones go at once; those that are taken above the number go when they become free.

    ``by_hand``: an officer says so, and a change of the schedule leaves it.
    """
    slot = _locked(slot_id)
    _offer(slot, capacity)
    slot.is_set_by_hand = by_hand
    slot.save(update_fields=["capacity", "is_set_by_hand"])
    return slot


@transaction.atomic
def withdraw(slot_id: int) -> bool:
    """Offer it no more. True where nobody has a place in it and nobody ever had, not even for a moment: it
    is deleted altogether."""
    slot = _locked(slot_id)
    _offer(slot, 0)
    # Who only held it, and moved on, has been there too.
    if (
        not slot.places.exists()
        and not slot.bookings.exists()
        and not BookingEvent.objects.filter(slot=slot).exists()
    ):
        slot.delete()
        return True
    slot.withdrawn_at = slot.withdrawn_at or timezone.now()
    slot.save(update_fields=["capacity", "withdrawn_at"])
    return False


@transaction.atomic
def restore(slot_id: int, capacity: int) -> Slot:
    """Offer again what was withdrawn, to so many."""
    slot = _locked(slot_id)
    _offer(slot, capacity)
    slot.withdrawn_at = None
    slot.save(update_fields=["capacity", "withdrawn_at"])
    return slot


def _locked(slot_id: int) -> Slot:
    # Against other changes of it, and not against whoever is booking it: that refers to the slot.
    return Slot.objects.select_for_update(no_key=True).get(pk=slot_id)


def _offer(slot: Slot, capacity: int) -> None:
    # All of them, so that what is counted stays so: what is being taken or let go at this moment is waited for.
    places = list(Place.objects.filter(slot=slot).select_for_update().order_by("number"))
    staying = [place for place in places if not place.is_leaving]
    if capacity > len(staying):
        # Those who were to leave may stay.
        back = [place.pk for place in places if place.is_leaving][: capacity - len(staying)]
        Place.objects.filter(pk__in=back).update(is_leaving=False)
        last = places[-1].number if places else 0
        missing = capacity - len(staying) - len(back)
        Place.objects.bulk_create(Place(slot=slot, number=last + number + 1) for number in range(missing))
    elif capacity < len(staying):
        # Free ones first, and of all the last numbers.
        going = sorted(staying, key=lambda place: (place.booking_id is None, place.number), reverse=True)
        going = going[: len(staying) - capacity]
        Place.objects.filter(pk__in=[place.pk for place in going if place.booking_id is None]).delete()
        Place.objects.filter(pk__in=[place.pk for place in going if place.booking_id]).update(is_leaving=True)
    slot.capacity = capacity
