"""What officers do to a request's booking. Each says so on its timeline, to its customer and to its back offices.

Who may is ``seeing_bookings``'s to say. ``seen`` is ``seen_of`` the booking that the officer's page showed, or "": where
it has changed since, nothing is done. The reason of a move, a cancellation or a refusal is told to the customer.
"""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from audiences.principal import Principal
from forms_engine.booking import confirming
from forms_engine.booking import ending as places
from forms_engine.booking.actors import officer
from forms_engine.booking.errors import BookingError
from forms_engine.booking.models import Booking
from forms_engine.requests import announcing, cancelling
from forms_engine.requests.bookings import letters, moving
from forms_engine.requests.bookings.ending import give_back, lock_money
from forms_engine.requests.bookings.recording import record
from forms_engine.requests.bookings.sending import booking_of, owner_of
from forms_engine.requests.feedback import asking as feedback
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move as move_request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.seeing_bookings import bookings_for
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.states import By, NotAllowed, RequestState, StateRefused, may_move
from forms_engine.requests.telling import tell_of_state
from payments.models import Refund

Kind = TimelineEntry.Kind

CHANGED = "Someone changed this appointment while you were reading it. Look at it again, then decide."


def seen_of(booking: Booking) -> str:
    """What a page showed of a booking, to be sent back with what is decided on it."""
    return f"{booking.state}.{booking.slot_id}.{booking.sequence}"


@transaction.atomic
def move(principal: Principal, request_id: UUID, slot_id: int, *, reason: str, seen: str = "") -> Booking:
    """Book another time, whatever the deadline, also one that is too soon or too far ahead for residents.

    Raises:
        NotAllowed: the principal may not see this booking.
        StateRefused: it has changed, begun, or no reason is given.
        NoPlace: nobody can have that time any more; the old one stays.
    """
    user = _allowed(principal, request_id)
    lock_money(request_id)
    _found(request_id, seen)
    return moving.move(request_id, slot_id, by=By.OFFICER, user=user, reason=_required(reason))


def cancel(
    principal: Principal, request_id: UUID, *, reason: str, refund: bool | None = None, seen: str = ""
) -> Booking:
    """Cancel it, and its request with it, until it begins. What was paid is paid back, unless ``refund`` is False. Must not be called inside a transaction. Doing it again changes nothing.

    Raises:
        NotAllowed: the principal may not see this booking.
        StateRefused: it has changed, begun, or no reason is given.
        PaidMeanwhile, PaymentsAway: where it waits for its payment (``cancelling``).
    """
    user = _allowed(principal, request_id)
    request = Request.objects.get(id=request_id)
    booking = _expected(request, seen)
    cancelling.cancel_appointment(request_id, user, _required(reason), seen=request.state, refund=refund)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def approve(principal: Principal, request_id: UUID, *, reason: str = "", seen: str = "") -> Booking:
    """Agree to it. Again it changes nothing.

    Raises:
        NotAllowed: the principal may not see this booking.
        StateRefused: it has changed, or does not wait to be agreed to.
    """
    user = _allowed(principal, request_id)
    request, before = _found(request_id, seen)
    try:
        booking = confirming.approve(owner_of(request), officer(user, reason))
    except BookingError as error:
        raise StateRefused("This appointment does not wait for anybody to agree to it.") from error
    if booking.state != before.state:
        record(request, booking, Kind.BOOKING_AGREED, actor=user, reason=reason)
        letters.tell_agreed(request, booking, reason=reason)
    return booking


@transaction.atomic
def refuse(principal: Principal, request_id: UUID, *, reason: str, seen: str = "") -> Booking:
    """Do not agree to it: the place is free, the request is closed, and what was paid is paid back. Again it changes
    nothing.

    Raises:
        NotAllowed: the principal may not see this booking.
        StateRefused: it has changed, does not wait to be agreed to, or no reason is given.
    """
    user = _allowed(principal, request_id)
    reason = _required(reason)
    lock_money(request_id)
    request, before = _found(request_id, seen)
    try:
        booking = places.refuse(owner_of(request), officer(user, reason))
    except BookingError as error:
        raise StateRefused("This appointment does not wait for anybody to agree to it.") from error
    if booking.state == before.state:
        return booking
    if may_move(request.state, RequestState.CLOSED, By.OFFICER, received=request.received_at is not None):
        move_request(request, RequestState.CLOSED, by=By.OFFICER, actor=user)
    record(request, booking, Kind.BOOKING_REFUSED, actor=user, reason=reason)
    given = give_back(request, Refund.Reason.NOT_PROVIDED)
    letters.tell_refused(request, booking, reason=reason, given=given)
    return booking


@transaction.atomic
def attended(
    principal: Principal, request_id: UUID, *, reason: str = "", seen: str = "", resolve: bool = False
) -> Booking:
    """They came. Also corrects a no-show. Again it changes nothing. With ``resolve`` its request is resolved with it, and
    its customer is told so.

    Raises:
        NotAllowed: the principal may not see this booking.
        StateRefused: it has changed, is not confirmed, is not today's or an earlier one, or (``resolve``) its request
            cannot be resolved in passing.
    """
    booking = _mark(principal, request_id, Kind.ATTENDED, reason, seen)
    if resolve:
        request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
        if not may_resolve_too(principal, request):
            raise StateRefused(
                "Its request cannot be resolved with it now: the customer has written, or somebody has decided on it. "
                "Look at the request first."
            )
        move_request(request, RequestState.RESOLVED, by=By.OFFICER, actor=principal.user)
        announcing.announce(request, announcing.UPDATED, {"message": ""})
        tell_of_state(request)
        feedback.ask(request)
    return booking


def may_resolve_too(principal: Principal, request: Request) -> bool:
    """Whether who says that they came may say with it that all is done: an officer who decides on the request, and where
    nothing of its customer's waits for an answer."""
    received = request.received_at is not None
    may = may_move(request.state, RequestState.RESOLVED, By.OFFICER, received=received)
    return may and request.customer_wrote_at is None and may_decide(principal, request)


def no_show(principal: Principal, request_id: UUID, *, reason: str = "", seen: str = "") -> Booking:
    """They did not come; they are written to. Also corrects an attended. Again it changes nothing.

    Raises:
        NotAllowed, StateRefused: as ``attended``.
    """
    return _mark(principal, request_id, Kind.NO_SHOW, reason, seen)


@transaction.atomic
def _mark(
    principal: Principal, request_id: UUID, kind: TimelineEntry.Kind, reason: str, seen: str
) -> Booking:
    user = _allowed(principal, request_id)
    request, before = _found(request_id, seen)
    verb = places.attended if kind == Kind.ATTENDED else places.no_show
    try:
        booking = verb(owner_of(request), officer(user, reason))
    except BookingError as error:
        raise StateRefused(
            "This can be said of a confirmed appointment, from the day on which it is."
        ) from error
    if booking.state != before.state:
        # Why an officer says so is for officers: it is in the booking's own history.
        record(request, booking, kind, actor=user)
        if kind == Kind.NO_SHOW:
            letters.tell_of_no_show(request, booking)
    return booking


def _allowed(principal: Principal, request_id: UUID) -> User:
    theirs = bookings_for(principal).filter(owner_type=OWNER_TYPE, owner_id=str(request_id))
    if principal.user is None or not theirs.exists():
        raise NotAllowed("You may not change this appointment.")
    return principal.user


def _found(request_id: UUID, seen: str) -> tuple[Request, Booking]:
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    return request, _expected(request, seen)


def _expected(request: Request, seen: str) -> Booking:
    booking = booking_of(request)
    if booking is None or (seen and seen != seen_of(booking)):
        raise StateRefused(CHANGED)
    return booking


def _required(reason: str) -> str:
    if not reason.strip():
        raise StateRefused("Say why: the customer reads it.")
    return reason.strip()
