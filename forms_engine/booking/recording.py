"""Finding a booking to do something with, and writing down what was done."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from forms_engine.booking.actors import Actor, Owner
from forms_engine.booking.errors import NothingHeld, NotInThisState
from forms_engine.booking.models import Booking, BookingEvent, Place
from forms_engine.booking.states import HAS_PLACE, LEGAL, LIVE, State

What = BookingEvent.What


class Locked(NamedTuple):
    """A booking whose row is locked, and its place where it has one."""

    booking: Booking
    place: Place | None


def lock_live(owner: Owner) -> Locked | None:
    """The owner's live booking with its row locked, with its slot and kind. Two queries."""
    rows = Booking.objects.filter(owner_type=owner.type, owner_id=owner.id, state__in=LIVE)
    return _locked(rows.select_for_update(of=("self",)).select_related("slot__resource__kind").first())


def lock_last(*owners: Owner) -> Locked:
    """The last booking of any of these, live or not, with its row locked. Two queries.

    Raises:
        NothingHeld: none of them ever had one.
    """
    theirs = reduce(or_, (Q(owner_type=one.type, owner_id=one.id) for one in owners))
    rows = Booking.objects.filter(theirs).order_by("-id")
    found = _locked(rows.select_for_update(of=("self",)).select_related("slot__resource__kind").first())
    if found is None:
        raise NothingHeld(owners[0].type)
    return found


def lock(booking_id: int) -> Locked:
    """This booking with its row locked."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("slot__resource__kind")
    found = _locked(rows.get(pk=booking_id))
    assert found is not None
    return found


def _locked(booking: Booking | None) -> Locked | None:
    if booking is None:
        return None
    if booking.state not in HAS_PLACE:
        return Locked(booking, None)
    # Read after the lock: until then it could have been taken away.
    return Locked(booking, Place.objects.get(booking=booking))


def is_over(place: Place, now: datetime) -> bool:
    """Whether a hold's time has passed: anybody may take the place now."""
    return place.held_until is not None and place.held_until <= now


def check_legal(booking: Booking, to_state: State) -> None:
    """Refuse what the table of states does not say.

    Raises:
        NotInThisState: with the booking's state.
    """
    if to_state not in LEGAL[booking.state]:
        raise NotInThisState(booking.state)


def move_to(booking: Booking, to_state: State, actor: Actor, what: BookingEvent.What = What.STATE) -> None:
    """Change the state of a locked booking and write it down; what its place needs is the caller's.

    Raises:
        NotInThisState: the table of states does not say this.
    """
    check_legal(booking, to_state)
    from_state, now = booking.state, timezone.now()
    booking.state = to_state
    booking.ended_at = None if to_state in HAS_PLACE else booking.ended_at or now
    if to_state == State.CONFIRMED:
        booking.confirmed_at = now
    if State.CONFIRMED in {from_state, to_state} and to_state not in {State.ATTENDED, State.NO_SHOW}:
        booking.sequence += 1
    booking.save()
    tell(booking, what, actor, from_state)


def tell(booking: Booking, what: BookingEvent.What, actor: Actor, from_state: str = "") -> None:
    """Add to the booking's history."""
    BookingEvent.objects.create(
        booking=booking,
        what=what,
        from_state=from_state,
        to_state=booking.state,
        slot_id=booking.slot_id,
        by=actor.by,
        user=actor.user,
        reason=actor.reason,
    )


def hours_before(booking: Booking, hours: int) -> datetime:
    """The moment so many hours before it begins."""
    return booking.slot.starts_at - timedelta(hours=hours)
