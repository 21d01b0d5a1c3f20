"""Writing down what became of a request's booking: its timeline, and its back offices."""

from accounts.models import User
from forms_engine.booking import wording
from forms_engine.booking.actors import CUSTOMER, HOUSE, Actor, officer
from forms_engine.booking.models import Booking
from forms_engine.requests import announcing
from forms_engine.requests.bookings.told import told
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.states import By
from forms_engine.requests.telling import write_entry


def record(
    request: Request,
    booking: Booking,
    kind: TimelineEntry.Kind,
    *,
    actor: User | None = None,
    reason: str = "",
) -> None:
    """Write down, with its time, what happened to a booking, and tell the request's back offices. The caller holds the
    request's lock."""
    write_when(request, booking, kind, actor=actor, reason=reason)
    said = {"message": reason.strip(), "booking": told(booking)}
    announcing.announce(request, announcing.UPDATED, said)


def write_when(
    request: Request,
    booking: Booking,
    kind: TimelineEntry.Kind,
    *,
    actor: User | None = None,
    reason: str = "",
) -> None:
    """Write an entry that says the booking's time, in the customer's language, and the reason below it."""
    when = wording.when_in_words(booking.slot, request.language)
    message = "\n\n".join(part for part in (when, reason.strip()) if part)
    write_entry(request, kind, shown=True, message=message, actor=actor)


def actor_for(by: By, user: User | None, reason: str) -> Actor:
    """Who does it, as bookings write it down."""
    if by is By.CUSTOMER:
        return CUSTOMER._replace(user=user)
    if by is By.OFFICER and user is not None:
        return officer(user, reason)
    return HOUSE._replace(reason=reason)
