"""What back offices are told of a booking; ``booking_shape`` is its schema."""

from datetime import UTC
from typing import Any

from forms_engine.booking.models import Booking
from forms_engine.booking.states import State
from forms_engine.requests.bookings.invitations import where_in_words

# In the words of the outside; what is still held is nobody's business outside.
OUTSIDE: dict[str, str] = {
    State.AWAITING_PAYMENT: "awaiting-payment",
    State.AWAITING_APPROVAL: "awaiting-approval",
    State.CONFIRMED: "confirmed",
    State.ATTENDED: "attended",
    State.NO_SHOW: "no-show",
    State.CANCELLED: "cancelled",
    State.REFUSED: "refused",
    State.RELEASED: "no-place",
    State.EXPIRED: "no-place",
}


def told(booking: Booking | None) -> dict[str, Any] | None:
    """A booking as a back office is told of it, times in UTC; None where there is none. ``no-place``: it was paid for too
    late and the time was gone, so that its customer has no appointment."""
    if booking is None:
        return None
    slot = booking.slot
    return {
        "id": str(booking.uuid),
        "state": OUTSIDE[booking.state],
        "kind": slot.resource.kind.slug,
        "resource": slot.resource.slug,
        "starts_at": slot.starts_at.astimezone(UTC).isoformat(),
        "ends_at": slot.ends_at.astimezone(UTC).isoformat(),
        "where": where_in_words(booking),
        "sequence": booking.sequence,
    }
