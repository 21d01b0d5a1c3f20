"""What happened to a booking, as officers read it."""

from dataclasses import dataclass
from datetime import datetime

from forms_engine.booking.models import Booking, BookingEvent
from workplace.templatetags.booking_tags import slot_when

What = BookingEvent.What
By = BookingEvent.By


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of it, as ``components/timeline.html`` takes it."""

    title: str
    at: datetime
    by: str
    message: str


def history_of(booking: Booking) -> list[Entry]:
    """Newest first. One query."""
    events = booking.events.select_related("user", "slot").order_by("-id")
    return [Entry(_title(one), one.at, _by(one), one.reason) for one in events]


def _title(event: BookingEvent) -> str:
    state = event.get_to_state_display()
    match event.what:
        case What.HELD:
            return f"Chosen: {slot_when(event.slot)}"
        case What.EXTENDED:
            return "Kept for longer"
        case What.MOVED:
            return f"Moved to {slot_when(event.slot)}"
        case What.TAKEN_OVER:
            return f"Sent: {state.lower()}"
        case What.RECLAIMED:
            return f"Taken again after it was let go: {state.lower()}"
    return state


def _by(event: BookingEvent) -> str:
    if event.user is not None:
        return event.user.name
    return {By.CUSTOMER: "its customer", By.HOUSE: "Guildhall"}.get(By(event.by), "an officer")
