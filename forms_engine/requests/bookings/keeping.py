"""The time of a request that looks as if a program had sent it: kept until an officer has looked."""

from accounts.models import User
from forms_engine.booking import confirming
from forms_engine.booking import ending as places
from forms_engine.booking.states import State
from forms_engine.requests.bookings.recording import actor_for
from forms_engine.requests.bookings.sending import booking_of, owner_of
from forms_engine.requests.models import Request
from forms_engine.requests.states import By


def let_in(request: Request, user: User | None) -> None:
    """An officer lets the request through: its booking is confirmed, or waits for what its kind says. The caller holds the
    request's lock, as below."""
    booking = booking_of(request)
    if booking is None or booking.state != State.AWAITING_APPROVAL:
        return
    if not booking.slot.resource.kind.needs_approval:
        confirming.approve(owner_of(request), actor_for(By.OFFICER, user, ""))


def give_up(request: Request, user: User | None) -> None:
    """Nobody meant it: its place is free."""
    booking = booking_of(request)
    if booking is not None and booking.state == State.AWAITING_APPROVAL:
        places.refuse(owner_of(request), actor_for(By.OFFICER, user, ""))
