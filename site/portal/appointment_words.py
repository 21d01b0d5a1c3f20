"""What somebody's own pages say of their appointment."""

from dataclasses import dataclass

from django.utils.translation import get_language

from forms_engine.booking.states import HAS_PLACE, LIVE, State
from forms_engine.journeys.times import where_of
from forms_engine.requests.bookings import booking_of
from forms_engine.requests.bookings.ending import paid_pence, refund_if_cancelled
from forms_engine.requests.bookings.letters import words_about
from forms_engine.requests.bookings.moving import may_choose_again, may_move
from forms_engine.requests.bookings.refund_words import refund_words
from forms_engine.requests.models import Request


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment as its customer's pages show it. ``where`` is a line each; ``money`` what becomes of what they paid
    if they cancel now, "" where they paid nothing."""

    what: str
    when: str
    where: list[str]
    to_bring: str
    state: str
    is_to_come: bool
    is_lost: bool
    may_move: bool
    may_choose_again: bool
    move_until: str
    cancel_until: str
    money: str


def appointment_of(found: Request) -> Appointment | None:
    """The appointment of a request, in the page's language; None where it has none."""
    booking = booking_of(found)
    if booking is None:
        return None
    language = get_language() or "en"
    words = words_about(booking, language)
    given = refund_if_cancelled(found, booking)
    return Appointment(
        what=str(words["what"]),
        when=str(words["when"]),
        where=where_of(booking.slot.resource),
        to_bring=str(words["to_bring"]),
        state=booking.state,
        is_to_come=booking.state in LIVE,
        is_lost=booking.state not in HAS_PLACE and booking.state not in {State.CANCELLED, State.REFUSED},
        may_move=may_move(found, booking),
        may_choose_again=may_choose_again(found, booking),
        move_until=str(words["move_until"]),
        cancel_until=str(words["cancel_until"]),
        money=refund_words(given, paid_pence(found), by_customer=True, language=language),
    )
