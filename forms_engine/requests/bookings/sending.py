"""Sending: what a submission holds becomes its request's."""

from datetime import timedelta
from uuid import UUID

from forms_engine.booking import confirming, selectors
from forms_engine.booking.actors import Owner
from forms_engine.booking.errors import NothingHeld
from forms_engine.booking.models import Booking
from forms_engine.catalogue.selectors import definition_of
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.runtime.evaluate import Evaluation

# The owner of what somebody holds while they fill in.
HOLDER_TYPE = "submission"

# How long a place is kept for whoever has to pay for it. A page at Stripe is open for less, so that in the ordinary course
# it has ended by itself before we close it.
PAY_WITHIN = timedelta(minutes=35)
SESSION_LIFE = timedelta(minutes=31)


def take_over(
    request: Request, submission_id: UUID, evaluation: Evaluation, *, is_suspected: bool = False
) -> Booking | None:
    """Make what the submission holds the request's, in the transaction that makes the request; None where nothing has to
    be booked. It waits for the payment where a fee is owed, for an officer where its kind says so or the request
    ``is_suspected``, and is confirmed otherwise. Again for the same request it changes nothing.

    Raises:
        NothingHeld: it has to be booked and nothing was held, or another kind of appointment.
        NoPlace: what was held is over, and the time is gone. TooMany: its customer has as many as one may have.
            Nothing may be kept of the request then.
    """
    if evaluation.booking is None:
        return None
    booking = confirming.take_over(
        Owner(HOLDER_TYPE, str(submission_id)),
        owner_of(request),
        owes=bool(evaluation.fee_lines),
        asks_first=is_suspected,
    )
    if booking.slot.resource.kind.slug != evaluation.booking.resource_kind:
        # Held before the answers came to ask for another kind of appointment.
        raise NothingHeld(HOLDER_TYPE)
    return booking


def owner_of(request: Request) -> Owner:
    """What bookings call a request."""
    return Owner(OWNER_TYPE, str(request.id))


def booking_of(request: Request) -> Booking | None:
    """The request's booking: the live one, or else the last, with slot, resource and kind. No query where its journey
    never books anything."""
    if request.journey_version_id is None or definition_of(request.journey_version_id).booking is None:
        return None
    return selectors.booking_of(owner_of(request))
