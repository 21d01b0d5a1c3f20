"""How a booking ends: cancelled, not agreed to, or used."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from forms_engine.booking import claiming
from forms_engine.booking.actors import Actor, Owner
from forms_engine.booking.errors import NotInThisState, TooLate
from forms_engine.booking.models import Booking, BookingEvent, ResourceKind
from forms_engine.booking.recording import hours_before, lock_last, move_to
from forms_engine.booking.states import State

By = BookingEvent.By


class Ended(NamedTuple):
    """What was cancelled, and whether what was paid for it is to be paid back by the kind's rule."""

    booking: Booking
    refund_is_due: bool


@transaction.atomic
def cancel(owner: Owner, actor: Actor) -> Ended:
    """Cancel and free the place. Its customer may until the kind's deadline, or as long as it is unpaid, an officer
    (or the house) until it begins. Again it changes nothing.

    Raises:
        NothingHeld: the owner never had a booking.
        NotInThisState: it is over already.
        TooLate: the deadline for customers has passed, or it has begun.
    """
    booking, place = lock_last(owner)
    now = timezone.now()
    if booking.state == State.CANCELLED:
        return Ended(booking, refund_is_due(booking, actor.by, booking.ended_at or now))
    if place is None:
        raise NotInThisState(booking.state)
    if now >= last_cancel(booking, actor.by):
        raise TooLate(booking.state)
    move_to(booking, State.CANCELLED, actor)
    claiming.give_back(place, booking.slot)
    return Ended(booking, refund_is_due(booking, actor.by, now))


@transaction.atomic
def refuse(owner: Owner, actor: Actor) -> Booking:
    """An officer does not agree to it; the reason is the actor's. Its place is free. Again it changes nothing.

    Raises:
        NothingHeld: the owner never had a booking.
        NotInThisState: it does not wait to be agreed to.
    """
    booking, place = lock_last(owner)
    if booking.state == State.REFUSED:
        return booking
    move_to(booking, State.REFUSED, actor)
    assert place is not None
    claiming.give_back(place, booking.slot)
    return booking


def attended(owner: Owner, actor: Actor) -> Booking:
    """They came. Corrects a no-show.

    Raises:
        NothingHeld, NotInThisState: as `refuse`; also before it begins.
    """
    return _used(owner, State.ATTENDED, actor)


def no_show(owner: Owner, actor: Actor) -> Booking:
    """They did not come. Corrects an attended.

    Raises:
        NothingHeld, NotInThisState: as `refuse`; also before it begins.
    """
    return _used(owner, State.NO_SHOW, actor)


@transaction.atomic
def _used(owner: Owner, state: State, actor: Actor) -> Booking:
    booking, _place = lock_last(owner)
    if booking.state == state:
        return booking
    if timezone.now() < first_mark(booking):
        raise NotInThisState(booking.state)
    move_to(booking, state, actor)
    return booking


def first_mark(booking: Booking) -> datetime:
    """From when on it can be said whether they came. Somebody who is early is there: on the day itself, but not before."""
    return booking.slot.local_start.replace(hour=0, minute=0, second=0, microsecond=0)


def last_cancel(booking: Booking, by: str) -> datetime:
    """Until when it can be cancelled: by its customer until the kind's deadline, by an officer until it begins. What is
    not paid for yet may be given up until then as well: somebody else may want it."""
    has_a_deadline = by == By.CUSTOMER and booking.state != State.AWAITING_PAYMENT
    return hours_before(booking, booking.slot.resource.kind.cancel_hours if has_a_deadline else 0)


def refund_is_due(booking: Booking, by: str, at: datetime) -> bool:
    """Whether what was paid is to be paid back when it is cancelled then: always where the council cancels."""
    kind = booking.slot.resource.kind
    if by != By.CUSTOMER or kind.refund_rule == ResourceKind.RefundRule.ALWAYS:
        return True
    in_time = at < hours_before(booking, kind.cancel_hours)
    return kind.refund_rule == ResourceKind.RefundRule.IN_TIME and in_time
