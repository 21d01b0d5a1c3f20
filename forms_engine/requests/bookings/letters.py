"""Letters about a booking, each with what belongs in its reader's calendar."""

from collections.abc import Mapping

from django.conf import settings

from forms_engine.booking import wording
from forms_engine.booking.ending import last_cancel
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.booking.moving import last_move
from forms_engine.booking.states import State
from forms_engine.requests.bookings.ending import paid_pence
from forms_engine.requests.bookings.invitations import cancellation, invitation, where_in_words
from forms_engine.requests.bookings.refund_words import refund_words
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState
from forms_engine.requests.telling import link_to, path_in, tell_customer
from payments.giving_back import GivenBack

By = BookingEvent.By


def tell_received(request: Request, booking: Booking, context: dict[str, object]) -> None:
    """The letter that says a request has arrived, of one with a booking: with its time, confirmed or asked for, or that
    the time was gone when it was paid for. ``context`` as for ``request.received``."""
    if booking.state == State.CONFIRMED:
        _tell(request, booking, "request.booked", context, invites=True)
    elif booking.state == State.AWAITING_APPROVAL:
        _tell(request, booking, "request.booking-asked", context)
    else:
        _tell(request, booking, "request.no-place", context | {"choose": choose_link(request)})


def kept_words(request: Request, booking: Booking | None) -> dict[str, object]:
    """For the letter that asks to pay: which time is kept, and until when."""
    if booking is None or request.pay_by is None:
        return {}
    language = request.language
    return {
        "when": wording.when_in_words(booking.slot, language),
        "until": wording.moment_in_words(request.pay_by, language),
    }


def tell_agreed(request: Request, booking: Booking, *, reason: str) -> None:
    """That an officer has agreed to it."""
    _tell(request, booking, "request.booked", {"was_asked": True, "has_words": bool(reason)}, invites=True)


def tell_chosen_again(request: Request, booking: Booking) -> None:
    """That the other time which they have chosen is theirs, or asked for."""
    if booking.state == State.CONFIRMED:
        _tell(request, booking, "request.booked", {}, invites=True)
    else:
        _tell(request, booking, "request.booking-asked", {})


def tell_moved(request: Request, booking: Booking, *, by: str, reason: str) -> None:
    """That it is at another time."""
    context = {"by_customer": by == By.CUSTOMER, "has_words": bool(reason)}
    invites = booking.state == State.CONFIRMED
    _tell(request, booking, "request.booking-moved", context | {"is_confirmed": invites}, invites=invites)


def tell_cancelled(
    request: Request, booking: Booking, *, by: str, reason: str, given: GivenBack | None
) -> None:
    """That it does not take place, and what becomes of what was paid."""
    by_customer = by == By.CUSTOMER
    context = {
        "by_customer": by_customer,
        "with_request": request.state == RequestState.CANCELLED,
        "has_words": bool(reason),
        "money": _money(request, given, by_customer=by_customer),
    }
    # In somebody's calendar is only what was confirmed once.
    _tell(request, booking, "request.booking-cancelled", context, cancels=booking.confirmed_at is not None)


def tell_refused(request: Request, booking: Booking, *, reason: str, given: GivenBack) -> None:
    """That nobody could agree to it, and what becomes of what was paid."""
    money = _money(request, given, by_customer=False)
    _tell(request, booking, "request.booking-refused", {"has_words": bool(reason), "money": money})


def tell_of_no_show(request: Request, booking: Booking) -> None:
    """That they were waited for."""
    _tell(request, booking, "request.no-show", {})


def remind(request: Request, booking: Booking) -> None:
    """That it is tomorrow."""
    _tell(request, booking, "request.booking-reminder", {})


def choose_link(request: Request) -> str:
    """Where its customer chooses another time."""
    return f"{link_to(request)}booking/"


def words_about(booking: Booking, language: str) -> dict[str, object]:
    """A booking in words, for letters and pages: ``what``, ``when``, ``where``, ``to_bring``, and until when its customer
    may move and cancel it."""
    kind = booking.slot.resource.kind
    return {
        "what": kind.name_in(language),
        "when": wording.when_in_words(booking.slot, language),
        "where": where_in_words(booking),
        "to_bring": kind.what_to_bring_in(language),
        "move_until": wording.moment_in_words(last_move(booking, By.CUSTOMER), language),
        "cancel_until": wording.moment_in_words(last_cancel(booking, By.CUSTOMER), language),
    }


def _tell(
    request: Request,
    booking: Booking,
    subject: str,
    context: Mapping[str, object],
    *,
    invites: bool = False,
    cancels: bool = False,
) -> None:
    link = link_to(request)
    enclosed = None
    if request.email and invites:
        enclosed = invitation(request, booking, link)
    elif request.email and cancels:
        enclosed = cancellation(request, booking, link)
    words = words_about(booking, request.language)
    tell_customer(request, subject, {**words, "again": _again(request), **context}, enclosed)


def _again(request: Request) -> str:
    """Where to ask for another one."""
    version = request.journey_version
    slug = version.journey.slug if version else ""
    return settings.ENVIRONMENT.origin("public") + path_in(request.language, f"/journeys/{slug}/")


def _money(request: Request, given: GivenBack | None, *, by_customer: bool) -> str:
    return refund_words(given, paid_pence(request), by_customer=by_customer, language=request.language)
