"""Reading payments. Whose charge somebody may see is its owner's rule: the owner asks here by its own id. What is about
all services at once takes the principal, and shows it to finance and auditors only."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from audiences.principal import Principal
from payments.link_codes import hash_of_code, read_code
from payments.models import (
    Anomaly,
    Charge,
    CounterPayment,
    Dispute,
    PaymentAttempt,
    PaymentLink,
    Payout,
    ReconcileException,
    ReconcileRun,
    Refund,
    RefundLine,
)
from payments.parts import Payment, Refundable
from payments.parts import refundable as refundable_of_payment
from payments.permissions import may_read_money
from payments.return_tokens import hash_of


def charge_of(owner_type: str, owner_id: str) -> Charge | None:
    """The owner's charge with its lines, or None when nothing was charged."""
    return Charge.objects.prefetch_related("lines").filter(owner_type=owner_type, owner_id=owner_id).first()


def charge_id_of(owner_type: str, owner_id: str) -> int | None:
    """The id of the owner's charge, or None when nothing was charged."""
    return (
        Charge.objects.filter(owner_type=owner_type, owner_id=owner_id).values_list("pk", flat=True).first()
    )


def charge_in_full(charge_id: int) -> Charge | None:
    """A charge with its lines, attempts, counter payments, refunds (with lines), links and events, for a screen about
    it. The caller has asked the owner's rule, or `permissions.may_read_money`."""
    refunds = Refund.objects.select_related("asked_by", "decided_by").prefetch_related(
        Prefetch("lines", RefundLine.objects.select_related("line"))
    )
    return (
        Charge.objects.filter(pk=charge_id)
        .prefetch_related(
            "lines",
            "attempts__disputes",
            "counter_payments__taken_by",
            Prefetch("refunds", refunds),
            "links",
            "events__by",
        )
        .first()
    )


def charge_for(principal: Principal, uuid: UUID) -> Charge | None:
    """A charge by its uuid with all that happened to it and its books, as `charge_in_full`; None where there is none, and
    for those not in finance nor auditing."""
    found = Charge.objects.filter(uuid=uuid).values_list("pk", flat=True)
    pk = found.first() if may_read_money(principal) else None
    charge = charge_in_full(pk) if pk else None
    if charge is not None:
        prefetch_related_objects(
            [charge],
            "attempts__events",
            "refunds__events__by",
            "batches__entries",
            "links__made_by",
        )
    return charge


def payment_that_won(charge: Charge) -> Payment | None:
    """The payment that paid the charge, or None."""
    return charge.attempts.filter(won=True).first() or charge.counter_payments.filter(won=True).first()


def is_processing(charge: Charge) -> bool:
    """Whether the payer's bank is still working on a payment of it: nobody should pay again meanwhile."""
    return charge.attempts.filter(state=PaymentAttempt.State.PROCESSING).exists()


def refundable(charge: Charge, attempt_id: int | None = None) -> Refundable:
    """What may go back now of the payment that won, or of the given one: echo its ``total_pence`` to `ask_refund`."""
    payment = charge.attempts.filter(pk=attempt_id).first() if attempt_id else payment_that_won(charge)
    return refundable_of_payment(payment) if payment else Refundable(0, {})


def charges_needing_attention() -> QuerySet[Charge]:
    """Charges a person in finance has to look at, oldest first. For finance roles and the operations page."""
    return Charge.objects.exclude(needs_attention=[]).order_by("created_at")


def refunds_for(principal: Principal, *states: str) -> QuerySet[Refund]:
    """Refunds in these states (all, where none is named), oldest first; none for those not in finance nor auditing."""
    refunds = Refund.objects.select_related("charge", "attempt", "counter_payment", "asked_by", "decided_by")
    if not may_read_money(principal):
        return refunds.none()
    return (refunds.filter(state__in=states) if states else refunds).order_by("created_at", "pk")


def disputes_for(principal: Principal) -> QuerySet[Dispute]:
    """Disputes, newest first; none for those not in finance nor auditing."""
    disputes = Dispute.objects.select_related("attempt__charge")
    return disputes if may_read_money(principal) else disputes.none()


def payouts_for(principal: Principal) -> QuerySet[Payout]:
    """Payouts, newest first; none for those not in finance nor auditing."""
    return Payout.objects.all() if may_read_money(principal) else Payout.objects.none()


def counter_payments_for(principal: Principal) -> QuerySet[CounterPayment]:
    """Counter payments not banked yet, oldest first; none for those not in finance nor auditing."""
    waiting = CounterPayment.objects.filter(state=CounterPayment.State.RECORDED)
    waiting = waiting.select_related("charge", "taken_by").order_by("taken_at")
    return waiting if may_read_money(principal) else waiting.none()


def counter_payment_for(principal: Principal, uuid: UUID) -> CounterPayment | None:
    """One counter payment in any state; None where there is none, and for those not in finance nor auditing."""
    found = CounterPayment.objects.select_related("charge", "taken_by", "taken_back_by").filter(uuid=uuid)
    return found.first() if may_read_money(principal) else None


def anomalies_for(principal: Principal) -> QuerySet[Anomaly]:
    """News that could not be, newest first; none for those not in finance nor auditing."""
    return Anomaly.objects.order_by("-pk") if may_read_money(principal) else Anomaly.objects.none()


def exceptions_now() -> QuerySet[ReconcileException]:
    """What did not fit at the last run, accepted or not, longest known first, with its events."""
    return ReconcileException.objects.filter(gone_at=None).order_by("pk").prefetch_related("events__by")


def exceptions_for(principal: Principal, *, accepted: bool) -> QuerySet[ReconcileException]:
    """What did not fit at the last run, longest known first; none for those not in finance nor auditing."""
    found = exceptions_now().filter(is_accepted=accepted)
    return found if may_read_money(principal) else found.none()


def exception_for(principal: Principal, exception_id: int) -> ReconcileException | None:
    """One of any run, with its charge and events; None where there is none, and for those not in finance nor auditing."""
    found = ReconcileException.objects.select_related("charge").prefetch_related("events__by")
    return found.filter(pk=exception_id).first() if may_read_money(principal) else None


def last_reconcile() -> ReconcileRun | None:
    """The run that ended last, whether it could ask Stripe or not."""
    return ReconcileRun.objects.exclude(finished_at=None).order_by("-finished_at").first()


def attempt_by_return_token(token: str) -> PaymentAttempt | None:
    """The attempt whose payer holds this token; the token is the permission."""
    return PaymentAttempt.objects.select_related("charge").filter(return_token_hash=hash_of(token)).first()


def link_by_token(token: str) -> PaymentLink | None:
    """The link whose holder has this token; the token is the permission, also to hear that it is not good any more."""
    code = read_code(token)
    if code is None:
        return None
    return PaymentLink.objects.select_related("charge").filter(token_hash=hash_of_code(code)).first()


def payment_by_receipt_token(token: str) -> Payment | None:
    """The payment whose receipt this token opens; the token is the permission. A counter payment's receipt stays, also
    when it was taken back; a card payment has one where it paid its charge."""
    attempt = attempt_by_return_token(token)
    if attempt is not None:
        return attempt if attempt.won else None
    counter = CounterPayment.objects.select_related("charge")
    return counter.filter(receipt_token_hash=hash_of(token)).first()


def attempts_to_check(now: datetime) -> QuerySet[PaymentAttempt]:
    """Attempts without an end that are due for a question to Stripe, longest due first."""
    return PaymentAttempt.objects.filter(next_check_at__lte=now).order_by("next_check_at")


def refunds_to_check(now: datetime) -> QuerySet[Refund]:
    """Refunds without an end that are due to be sent or asked about, longest due first."""
    return Refund.objects.filter(next_check_at__lte=now).order_by("next_check_at")
