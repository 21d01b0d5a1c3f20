"""Cancelling a request's booking, with the money that goes back for it."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from forms_engine.booking import ending, holding
from forms_engine.booking.errors import NotInThisState, TooLate
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.booking.states import LIVE, State
from forms_engine.requests.bookings.recording import actor_for, write_when
from forms_engine.requests.bookings.sending import booking_of, owner_of
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import By, StateRefused
from payments import services as payments
from payments.giving_back import NOTHING, GivenBack, foresee
from payments.models import Refund
from payments.selectors import charge_of

_AS_BOOKING: dict[By, BookingEvent.By] = {
    By.CUSTOMER: BookingEvent.By.CUSTOMER,
    By.OFFICER: BookingEvent.By.OFFICER,
    By.BACK_OFFICE: BookingEvent.By.HOUSE,
    By.HOUSE: BookingEvent.By.HOUSE,
}


class TooLateToCancel(StateRefused):
    """The time until which it can be cancelled has passed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A booking that was cancelled, and what goes back of what was paid for it: None where no rule gives anything."""

    booking: Booking
    given: GivenBack | None


def lock_money(request_id: object) -> None:
    """Lock what was paid for a request, where something was, before its own row is locked (attempt, charge, request): by
    every verb that may have to give money back."""
    payments.lock_money(OWNER_TYPE, str(request_id))


def to_cancel(request: Request, by: By) -> Booking | None:
    """The booking that ends with the request, which the caller has locked; None where none is to come.

    Raises:
        TooLateToCancel: the deadline for its customer has passed, or it has begun.
    """
    booking = booking_of(request)
    if booking is None or booking.state not in LIVE:
        return None
    if booking.state == State.AWAITING_PAYMENT:
        return booking  # nothing has been promised yet
    if timezone.now() >= ending.last_cancel(booking, _AS_BOOKING[by]):
        raise TooLateToCancel(
            "The appointment has begun, or it is too late to cancel it. Say whether they came instead."
        )
    return booking


def cancel(request: Request, by: By, user: User | None, reason: str, *, refund: bool | None = None) -> Ended:
    """Cancel the booking that ``to_cancel`` found, in the same transaction, and give back what its kind's rule gives
    (``payments.give_back_by_rule``: sent by itself, or proposed where a person has to look); ``refund`` (an officer's
    decision) comes before the rule. The caller has called ``lock_money``.

    Raises:
        TooLateToCancel: as ``to_cancel``.
    """
    if holding.release(owner_of(request), actor_for(by, user, reason)):
        booking = booking_of(request)
        assert booking is not None
        return Ended(booking, NOTHING)
    try:
        ended = ending.cancel(owner_of(request), actor_for(by, user, reason))
    except (TooLate, NotInThisState) as error:
        raise TooLateToCancel("It is too late to cancel this appointment.") from error
    write_when(request, ended.booking, TimelineEntry.Kind.BOOKING_CANCELLED, actor=user)
    is_due = ended.refund_is_due if refund is None else refund
    return Ended(ended.booking, give_back(request, Refund.Reason.CANCELLED) if is_due else None)


def give_back_unbooked(request: Request) -> GivenBack:
    """The same for a request that was paid for too late and has no time: nothing of it was provided. Nothing otherwise."""
    booking = booking_of(request)
    if booking is None or booking.state not in {State.RELEASED, State.EXPIRED} or not request.received_at:
        return NOTHING
    return give_back(request, Refund.Reason.NO_PLACE)


def give_back(request: Request, reason: Refund.Reason) -> GivenBack:
    """Pay back what was paid for a request, as its rule says. The caller has called ``lock_money``."""
    charge = payments.lock_money(OWNER_TYPE, str(request.id)) if request.fee_pence else None
    return payments.give_back_by_rule(charge, reason) if charge else NOTHING


def refund_if_cancelled(request: Request, booking: Booking, by: By = By.CUSTOMER) -> GivenBack | None:
    """What would be paid back if it were cancelled now, None where its rule gives nothing; what somebody is told before
    they do."""
    if booking.state == State.AWAITING_PAYMENT:
        return NOTHING
    charge = charge_of(OWNER_TYPE, str(request.id)) if request.fee_pence else None
    if charge is None or not charge.is_settled:
        return NOTHING
    is_live = booking.state in LIVE
    if is_live and not ending.refund_is_due(booking, _AS_BOOKING[by], timezone.now()):
        return None
    return foresee(charge)


def paid_pence(request: Request) -> int:
    """What was paid for a request; 0 where nothing was asked or it has not come."""
    return request.fee_pence if request.received_at else 0


def may_cancel_booking(request: Request, by: By) -> bool:
    """Whether its deadline allows it; true where nothing is to come."""
    try:
        to_cancel(request, by)
    except TooLateToCancel:
        return False
    return True
