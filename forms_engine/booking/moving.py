"""Another time for what was sent already: the new place first, then the old one is let go, in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from forms_engine.booking.actors import Actor, Owner
from forms_engine.booking.errors import NotInThisState, TooLate
from forms_engine.booking.holding import check_offered, exchange, slot_to_take
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.booking.recording import hours_before, lock_last, tell
from forms_engine.booking.states import State

MOVABLE = frozenset({State.AWAITING_APPROVAL, State.CONFIRMED})


@transaction.atomic
def move(owner: Owner, slot_id: int, actor: Actor) -> Booking:
    """Book another time of the same kind instead. The time it has is kept until the new one is had; its invitation's
    sequence goes up by one. To the time that it has already it changes nothing. What was agreed to stays agreed to.

    Raises:
        NothingHeld: the owner never had a booking.
        NotInThisState: it waits for its payment, is over, or the slot is of another kind.
        TooLate: the deadline for customers has passed, or it has begun.
        NoPlace: nobody can have the new time any more; the old one stays.
    """
    booking, place = lock_last(owner)
    if booking.state not in MOVABLE or place is None:
        raise NotInThisState(booking.state)
    now = timezone.now()
    if booking.slot_id == slot_id:
        return booking
    if now >= last_move(booking, actor.by):
        raise TooLate(booking.state)
    slot = slot_to_take(slot_id)
    if slot.resource.kind_id != booking.slot.resource.kind_id:
        raise NotInThisState(booking.state)
    check_offered(slot, now, actor)
    exchange(booking, place, slot, None, now)
    booking.sequence += 1
    booking.save(update_fields=["sequence"])
    tell(booking, BookingEvent.What.MOVED, actor, booking.state)
    return booking


def last_move(booking: Booking, by: str) -> datetime:
    """Until when it can be moved: by its customer until the kind's deadline, by an officer until it begins."""
    is_customer = by == BookingEvent.By.CUSTOMER
    return hours_before(booking, booking.slot.resource.kind.move_hours if is_customer else 0)
