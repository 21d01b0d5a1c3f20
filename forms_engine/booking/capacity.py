"""How many can book a slot: free places come and go, and nobody who has one loses it."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from forms_engine.booking.models import Place, Slot


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
    """Offer it no more. True where nobody has a place in it and nobody ever had: it is deleted altogether."""
    slot = _locked(slot_id)
    _offer(slot, 0)
    if not slot.places.exists() and not slot.bookings.exists():
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
    places = Place.objects.filter(slot=slot)
    staying = places.filter(is_leaving=False).count()
    if capacity > staying:
        # Those who were to leave may stay.
        back = list(places.filter(is_leaving=True).order_by("number").values_list("pk", flat=True))
        back = back[: capacity - staying]
        staying += places.filter(pk__in=back).update(is_leaving=False)
        last = places.aggregate(last=Max("number"))["last"] or 0
        Place.objects.bulk_create(
            Place(slot=slot, number=last + number) for number in range(1, capacity - staying + 1)
        )
    elif capacity < staying:
        free = places.filter(is_leaving=False, booking=None).select_for_update(skip_locked=True)
        gone = list(free.order_by("-number").values_list("pk", flat=True)[: staying - capacity])
        staying -= places.filter(pk__in=gone).delete()[0]
        # What is being taken at this moment counts as taken: this waits for it.
        rest = places.filter(is_leaving=False).select_for_update().order_by("-number")
        leaving = list(rest.values_list("pk", flat=True)[: staying - capacity])
        places.filter(pk__in=leaving).update(is_leaving=True)
    slot.capacity = capacity
