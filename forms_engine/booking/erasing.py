"""Emptying what appointments say of whom they are for. When they were, and what became of them, stays."""

from forms_engine.booking.models import Booking


def erase(owner_type: str, owner_id: str) -> None:
    """Empty the person's key of an owner's bookings, in the caller's transaction."""
    Booking.objects.filter(owner_type=owner_type, owner_id=owner_id).update(person="")
