"""Taking a request back: by its customer, or by an officer for them. (``unpaid`` does so by rule.)

Where a fee is owed, the page at Stripe is closed first, outside any transaction, and only then is the request cancelled:
so money is never taken for what is not wanted any more. Where the money was faster, nothing is cancelled.
"""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from audiences.principal import Principal
from forms_engine.delivery import services as delivery
from forms_engine.delivery.models import Destination
from forms_engine.requests import announcing
from forms_engine.requests.after_sending.rules import may_withdraw
from forms_engine.requests.bookings import ending, letters
from forms_engine.requests.bookings.recording import actor_for
from forms_engine.requests.bookings.refund_words import refund_words
from forms_engine.requests.bookings.told import told
from forms_engine.requests.models import AfterSending, Request
from forms_engine.requests.moving import move
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.states import By, NotAllowed, RequestState, StateRefused, may_move
from forms_engine.requests.telling import tell_customer
from payments import services as payments
from payments.errors import ChargeNotPayable, GatewayRefused, GatewayUnavailable
from payments.selectors import charge_of


class PaidMeanwhile(StateRefused):
    """It has been paid, or a payment is on its way."""


class PaymentsAway(StateRefused):
    """Stripe did not answer, so its page may still take money: nothing was cancelled."""


def may_cancel(request: Request, rules: AfterSending | None = None) -> bool:
    """Whether its customer may take a request back: where its service lets them (``rules``, looked up where they are not
    given), and not after the deadline of its appointment."""
    received = request.received_at is not None
    may = may_move(request.state, RequestState.CANCELLED, By.CUSTOMER, received=received)
    return may and may_withdraw(request, rules) and ending.may_cancel_booking(request, By.CUSTOMER)


def cancel_as_customer(request_id: UUID, *, user: User | None, why: str = "", seen: str = "") -> Request:
    """Take a request back that the caller found as its customer's. Doing it again changes nothing. Must not be called
    inside a transaction. ``seen`` is the state that their page showed: what they were told is not paid, and is by now,
    is not cancelled without telling them that nothing is paid back.

    Raises:
        StateRefused: where it may not be taken back (any more).
        PaidMeanwhile: where it was awaiting its payment, which has come.
        PaymentsAway: where that cannot be known now.
    """
    return _cancel(request_id, By.CUSTOMER, user, why, seen)


def cancel_as_officer(principal: Principal, request_id: UUID, *, why: str, seen: str) -> Request:
    """Cancel a request that waits for its payment, for its customer. Must not be called inside a transaction.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused, PaidMeanwhile, PaymentsAway: as for its customer, or when it is not in ``seen`` any more.
    """
    request = Request.objects.select_related("service").get(id=request_id)
    if not may_decide(principal, request):
        raise NotAllowed("You may not change this request.")
    if request.state != seen:
        raise StateRefused("Someone changed this request while you were reading it.")
    return _cancel(request_id, By.OFFICER, principal.user, why, seen)


def cancel_appointment(
    request_id: UUID, user: User, why: str, *, seen: str, refund: bool | None = None
) -> Request:
    """Cancel the appointment that a request has, for those whom the caller has found may, and the request with it unless
    that has come to its end. Must not be called inside a transaction.

    Raises:
        StateRefused, PaidMeanwhile, PaymentsAway: as above; it has begun.
    """
    if not may_move(seen, RequestState.CANCELLED, By.OFFICER, received=True):
        return _cancel_appointment_alone(request_id, user, why, refund)
    return _cancel(request_id, By.OFFICER, user, why, seen, refund=refund)


@transaction.atomic
def _cancel_appointment_alone(request_id: UUID, user: User, why: str, refund: bool | None) -> Request:
    ending.lock_money(request_id)
    request = _lock(request_id)
    if ending.to_cancel(request, By.OFFICER) is not None:
        ended = ending.cancel(request, By.OFFICER, user, why, refund=refund)
        said = {"message": why.strip(), "booking": told(ended.booking)}
        announcing.announce(request, announcing.UPDATED, said)
        _tell_of_appointment(request, ended, By.OFFICER, user, why)
    return request


def _cancel(
    request_id: UUID, by: By, actor: User | None, why: str, seen: str, *, refund: bool | None = None
) -> Request:
    before = Request.objects.get(id=request_id)
    was_unpaid = RequestState.AWAITING_PAYMENT in (before.state, seen)
    if before.state == RequestState.AWAITING_PAYMENT:
        close_payment(before)
    with transaction.atomic():
        ending.lock_money(request_id)
        request = _lock(request_id)
        if request.state == RequestState.CANCELLED:
            return request
        if was_unpaid and request.state != RequestState.AWAITING_PAYMENT:
            raise PaidMeanwhile("It has been paid meanwhile.")
        if by is By.CUSTOMER and not may_withdraw(request):
            raise StateRefused("Its service does not let its customers take it back themselves.")
        record_cancellation(request, by, actor, why, refund=refund)
    return request


def record_cancellation(
    request: Request,
    by: By,
    actor: User | None,
    why: str,
    *,
    but: Destination | None = None,
    has_read: bool = True,
    refund: bool | None = None,
) -> None:
    """Cancel a request, with the appointment that it has, and tell everybody whom it concerns, ``but`` the back office
    that said so; in the caller's transaction, which holds its lock and, before it, that of its money
    (``bookings.ending.lock_money``). ``has_read`` as for ``move``, ``refund`` as for ``bookings.ending.cancel``.

    Raises:
        StateRefused: where it may not be cancelled from where it is, or its appointment not any more.
    """
    booking = ending.to_cancel(request, by)
    move(request, RequestState.CANCELLED, by=by, actor=actor, message=why, has_read=has_read)
    delivery.cancel_held(owner_type=OWNER_TYPE, owner_id=str(request.id))
    ended = ending.cancel(request, by, actor, why, refund=refund) if booking else None
    said: dict[str, object] = {"by": by.value.replace(" ", "-"), "message": why.strip()}
    if ended:
        said["booking"] = told(ended.booking)
    announcing.announce(request, announcing.CANCELLED, said, but=but)
    if ended:
        _tell_of_appointment(request, ended, by, actor, why)
        return
    given = ending.give_back_unbooked(request)
    by_customer = by is By.CUSTOMER
    tell_customer(
        request,
        "request.cancelled",
        {
            "has_words": not by_customer and bool(why.strip()),
            "by_customer": by_customer,
            "money": refund_words(
                given, ending.paid_pence(request), by_customer=by_customer, language=request.language
            ),
        },
    )


def _tell_of_appointment(request: Request, ended: ending.Ended, by: By, actor: User | None, why: str) -> None:
    letters.tell_cancelled(
        request,
        ended.booking,
        by=actor_for(by, actor, why).by,
        reason=why.strip() if by is not By.CUSTOMER else "",
        given=ended.given,
    )


def close_payment(request: Request) -> None:
    """See to it that nobody can pay for a request any more. Must not be called inside a transaction.

    Raises:
        PaidMeanwhile: where somebody has, or is about to.
        PaymentsAway: where that cannot be known now.
    """
    charge = charge_of(OWNER_TYPE, str(request.id))
    if charge is None:
        return
    try:
        payments.cancel_charge(charge.pk)
    except ChargeNotPayable as error:
        raise PaidMeanwhile("A payment for it has come, or is on its way.") from error
    except (GatewayUnavailable, GatewayRefused) as error:
        raise PaymentsAway("Payments cannot be reached just now.") from error


def _lock(request_id: UUID) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
