"""Ending a request that has an appointment to come: somebody says what becomes of the appointment.

An officer is asked: keep it, or cancel it. A back office that closes a request knows nothing of the appointment, so it stands;
its customer is told so, and officers find it among what waits for them (``seeing_bookings.left_behind``).
"""

from enum import StrEnum

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from forms_engine.booking.models import Booking
from forms_engine.booking.states import State
from forms_engine.booking.wording import when_in_words
from forms_engine.requests import announcing
from forms_engine.requests.bookings import letters
from forms_engine.requests.bookings.ending import cancel
from forms_engine.requests.bookings.recording import actor_for
from forms_engine.requests.bookings.sending import booking_of
from forms_engine.requests.bookings.told import told
from forms_engine.requests.models import Request
from forms_engine.requests.states import By, RequestState, StateRefused

# States of a request that say that nothing more comes. (A cancelled one takes its appointment with it.)
ASKS_FIRST = frozenset({RequestState.RESOLVED, RequestState.CLOSED})


class Choice(StrEnum):
    """What becomes of the appointment."""

    KEEP = "keep"
    CANCEL = "cancel"


def to_come(request: Request) -> Booking | None:
    """The appointment that somebody still expects to have: confirmed or waiting to be agreed to, and not begun."""
    booking = booking_of(request)
    if booking is None or booking.state not in {State.CONFIRMED, State.AWAITING_APPROVAL}:
        return None
    return booking if timezone.now() < booking.slot.starts_at else None


def check_said(request: Request, to: str, choice: str, why: str) -> Booking | None:
    """The appointment about which an officer has said enough to put its request into this state; None where there is
    nothing to say.

    Raises:
        StateRefused: it is not said what becomes of it, or why it is cancelled.
    """
    booking = to_come(request) if to in ASKS_FIRST else None
    if booking is None:
        return None
    if choice not in list(Choice):
        when = when_in_words(booking.slot, get_language() or "en")
        raise StateRefused(
            _("There is an appointment to come on %(when)s. Say whether to keep or to cancel it.")
            % {"when": when}
        )
    if choice == Choice.CANCEL and not why.strip():
        raise StateRefused(_("Say in the message why the appointment is cancelled: the customer reads it."))
    return booking


def cancel_with(request: Request, user: User | None, why: str) -> None:
    """Cancel the appointment of a request that an officer ends, and tell everybody whom it concerns. The caller holds the
    request's lock and, before it, that of its money (``ending.lock_money``)."""
    ended = cancel(request, By.OFFICER, user, why)
    announcing.announce(request, announcing.UPDATED, {"message": why.strip(), "booking": told(ended.booking)})
    by = actor_for(By.OFFICER, user, why).by
    letters.tell_cancelled(request, ended.booking, by=by, reason=why.strip(), given=ended.given)


def still_stands(request: Request) -> str:
    """The appointment that is still to come after its request has ended, in its customer's words for the letter that says
    so; "" where there is none."""
    booking = to_come(request) if request.state in ASKS_FIRST else None
    return when_in_words(booking.slot, request.language) if booking else ""
