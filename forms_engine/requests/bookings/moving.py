"""Another time for a request's booking: its customer's choice, within the deadline."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.booking import confirming
from forms_engine.booking import moving as places
from forms_engine.booking.errors import NothingHeld, NotInThisState, TooLate
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.booking.states import State
from forms_engine.requests.bookings import letters
from forms_engine.requests.bookings.ending import lock_money
from forms_engine.requests.bookings.recording import actor_for, record
from forms_engine.requests.bookings.sending import booking_of, owner_of
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import FINISHED, By, StateRefused
from payments import services as payments
from payments.models import Charge, Refund
from payments.selectors import charge_of

Kind = TimelineEntry.Kind


class CannotMove(StateRefused):
    """It cannot be moved (any more); nothing was changed."""


def may_move(request: Request, booking: Booking | None) -> bool:
    """Whether its customer may choose another time for an appointment that they have."""
    return (
        booking is not None
        and booking.state in places.MOVABLE
        and timezone.now() < places.last_move(booking, BookingEvent.By.CUSTOMER)
    )


def may_choose_again(request: Request, booking: Booking | None) -> bool:
    """Whether they have paid for a time that was gone, and may choose another one: until somebody has begun to give the
    money back."""
    if booking is None or booking.state not in {State.RELEASED, State.EXPIRED}:
        return False
    if request.received_at is None or request.state in FINISHED:
        return False
    charge = charge_of(OWNER_TYPE, str(request.id))
    return charge is not None and charge.state == Charge.State.PAID and not _is_going_back(charge)


def move_as_customer(request_id: UUID, slot_id: int, *, user: User | None) -> Booking:
    """Book another time for a request that the caller found as its customer's: instead of the one it has, which is kept
    until the new one is had, or for one that was paid for too late. To the time that it has already it changes nothing.

    Raises:
        CannotMove: the deadline has passed, or there is nothing to move.
        NoPlace: nobody can have that time any more; what was booked stays.
    """
    return move(request_id, slot_id, by=By.CUSTOMER, user=user)


@transaction.atomic
def move(request_id: UUID, slot_id: int, *, by: By, user: User | None, reason: str = "") -> Booking:
    """The same by whoever may, who gives the ``reason`` that its customer reads."""
    lock_money(request_id)
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    before = booking_of(request)
    if before is None:
        raise CannotMove("It has no appointment.")
    actor = actor_for(by, user, reason)
    try:
        if may_choose_again(request, before):
            booking = confirming.choose_again(owner_of(request), slot_id, actor)
        else:
            booking = places.move(owner_of(request), slot_id, actor)
    except TooLate as error:
        raise CannotMove("It is too late to move this appointment.") from error
    except (NotInThisState, NothingHeld) as error:
        raise CannotMove("This appointment cannot be moved any more.") from error
    if booking.slot_id == before.slot_id and booking.state == before.state:
        return booking
    if before.state in places.MOVABLE:
        record(request, booking, Kind.BOOKING_MOVED, actor=user, reason=reason)
        letters.tell_moved(request, booking, by=actor.by, reason=reason)
        return booking
    charge = payments.lock_money(OWNER_TYPE, str(request.id))
    if charge is None or not payments.withdraw_no_place(charge):
        raise CannotMove("The money for it is being paid back.")
    record(request, booking, Kind.BOOKED, actor=user, reason=reason)
    letters.tell_chosen_again(request, booking)
    return booking


def _is_going_back(charge: Charge) -> bool:
    under_way = [Refund.State.ASKED, Refund.State.APPROVED, Refund.State.PENDING]
    return charge.refunds.filter(state__in=under_way).exists()
