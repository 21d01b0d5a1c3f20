"""A request's appointment as its customer's program is told it: when and where it is, and what may still be done."""

from datetime import datetime
from typing import Literal, cast

from django.utils.translation import get_language
from ninja import Schema
from pydantic import Field

from forms_engine.booking.ending import last_cancel
from forms_engine.booking.models import BookingEvent
from forms_engine.booking.models.slots import LONDON
from forms_engine.booking.moving import last_move
from forms_engine.booking.states import LIVE
from forms_engine.booking.wording import when_in_words
from forms_engine.journeys.times import where_of
from forms_engine.requests.bookings import booking_of
from forms_engine.requests.bookings.ending import paid_pence, refund_if_cancelled
from forms_engine.requests.bookings.letters import choose_link
from forms_engine.requests.bookings.moving import may_choose_again, may_move
from forms_engine.requests.bookings.refund_words import refund_words
from forms_engine.requests.bookings.told import OUTSIDE
from forms_engine.requests.cancelling import may_cancel
from forms_engine.requests.models import Request
from payments.giving_back import NOTHING

AppointmentState = Literal[
    "awaiting-payment",
    "awaiting-approval",
    "confirmed",
    "attended",
    "no-show",
    "cancelled",
    "refused",
    "no-place",
]


class AppointmentOut(Schema):
    """What was booked. ``state`` is what back offices are told too: ``no-place`` where it was not paid for in time, and
    then ``may_move`` says whether another time can be chosen without paying again."""

    state: AppointmentState
    kind: str = Field(description="What it is called, in the language of the answer.")
    starts_at: datetime = Field(description="In London's time, with its offset from UTC.")
    ends_at: datetime
    words: str = Field(description="Day and time in words, with the day's name.")
    where: list[str] = Field(description="A line each; empty where nobody has to come anywhere.")
    to_bring: str
    may_move: bool = Field(description="Whether its customer can choose another time now, on ``move_url``.")
    move_until: datetime | None = Field(
        description="Until when that is so; null where it is not, or has no end."
    )
    move_url: str = Field(description="The page to do it on, behind sign-in or a code; otherwise empty.")
    may_cancel: bool = Field(description="Whether ``/cancel`` takes it back now, and the request with it.")
    cancel_until: datetime | None = Field(description="Until when that is so; null where it is not.")
    refund_pence: int = Field(description="How much would go back if it were cancelled now.")
    refund: str = Field(
        description="What would become of what was paid, in words; empty where nothing was paid."
    )


def appointment_out(found: Request) -> AppointmentOut | None:
    """The appointment of a request that the caller may see; None where it has none."""
    booking = booking_of(found)
    if booking is None:
        return None
    language = get_language() or "en"
    kind = booking.slot.resource.kind
    moves, chooses_again = may_move(found, booking), may_choose_again(found, booking)
    cancels = booking.state in LIVE and may_cancel(found)
    may_end = cancels or chooses_again
    given = refund_if_cancelled(found, booking) if may_end else NOTHING
    paid = paid_pence(found) if may_end else 0
    return AppointmentOut(
        state=cast(AppointmentState, OUTSIDE[booking.state]),
        kind=kind.name_in(language),
        starts_at=booking.slot.starts_at.astimezone(LONDON),
        ends_at=booking.slot.ends_at.astimezone(LONDON),
        words=when_in_words(booking.slot, language),
        where=where_of(booking.slot.resource),
        to_bring=kind.what_to_bring_in(language),
        may_move=moves or chooses_again,
        move_until=last_move(booking, BookingEvent.By.CUSTOMER).astimezone(LONDON) if moves else None,
        move_url=choose_link(found) if moves or chooses_again else "",
        may_cancel=cancels,
        cancel_until=last_cancel(booking, BookingEvent.By.CUSTOMER).astimezone(LONDON) if cancels else None,
        refund_pence=given.pence if given else 0,
        refund=refund_words(given, paid, by_customer=True, language=language),
    )
