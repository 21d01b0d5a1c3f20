"""settle(): what Stripe says becomes what we hold. Webhook, return page, poller and staff all call this."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from payments import gateway, ledger, owners
from payments.errors import GatewayRefused
from payments.flags import propose_refund, raise_flag
from payments.gateway import SessionFacts
from payments.models import Cause, Charge, PaymentAttempt
from payments.schedule import next_check
from payments.transitions import move

logger = logging.getLogger(__name__)

State = PaymentAttempt.State

# Stripe keeps an idempotency key for at least 24 hours; within this time the same call means the same session.
KEY_IS_GOOD_FOR = timedelta(hours=23)


def settle(attempt_id: int, cause: str, provider_event_id: str = "") -> PaymentAttempt:
    """Ask Stripe about an attempt and record the answer, with all that follows from it, in one transaction.

    Safe to call at any time, any number of times, by any number of processes: the result depends only on what
    Stripe holds. When the charge becomes paid the owner's callable runs in the same transaction, once.
    Must not be called inside a transaction. An attempt still `opening` is opened first, by the very same call.

    Raises:
        GatewayUnavailable: Stripe did not answer; nothing changed.
        GatewayRefused: Stripe does not know a session that should still be open; nothing changed.
    """
    attempt = PaymentAttempt.objects.select_related("charge").get(pk=attempt_id)
    if not attempt.session_id:
        if attempt.state != State.OPENING:
            return attempt  # it never got a session, so there is nothing to ask about
        attempt = open_session(attempt, cause)
        if not attempt.session_id:
            return attempt
    patience = gateway.HASTY if cause == Cause.RETURN else gateway.PATIENT
    try:
        facts = gateway.retrieve_session(attempt.session_id, patience=patience)
    except GatewayRefused:
        if timezone.now() <= attempt.expires_at:
            raise
        return _end(attempt.pk, State.EXPIRED, cause)  # unknown there and past its time: nobody can pay on it
    return record(attempt.pk, facts, cause, provider_event_id)


def open_session(attempt: PaymentAttempt, cause: str) -> PaymentAttempt:
    """Open the attempt's session at Stripe and store it; the repair of an attempt that never heard the answer.

    An attempt that Stripe refuses becomes `failed`; one too old to repeat the call becomes `expired` (nobody
    was ever given its address, so nobody can have paid on it).

    Raises:
        GatewayUnavailable: no answer; the attempt stays `opening` and the poller repeats the call.
    """
    now = timezone.now()
    if now > min(attempt.created_at + KEY_IS_GOOD_FOR, attempt.expires_at):
        return _end(attempt.pk, State.EXPIRED, cause)
    try:
        facts = gateway.create_session(attempt)
    except GatewayRefused as refused:
        logger.warning("payment attempt %s could not be opened: %s", attempt.pk, refused)
        return _end(attempt.pk, State.FAILED, cause)
    return record(attempt.pk, facts, cause)


@transaction.atomic(durable=True)
def record(attempt_id: int, facts: SessionFacts, cause: str, provider_event_id: str = "") -> PaymentAttempt:
    """Apply what Stripe said. Locks attempt, then charge, then (in the owner's callable) request and booking."""
    attempt, charge = _lock(attempt_id)
    now = timezone.now()
    # A session is stored once. An answer about another one would be a mistake of ours: refuse to mix them.
    if attempt.session_id not in {"", facts.id}:
        raise ValueError(f"payment attempt {attempt.pk} was asked about a session that is not its own")
    attempt.session_id = facts.id
    attempt.url = facts.url or attempt.url
    attempt.intent_id = facts.intent_id or attempt.intent_id
    attempt.charge_ref = facts.charge_ref or attempt.charge_ref
    attempt.expires_at = facts.expires_at

    target = facts.attempt_state
    newly_paid = target == State.PAID and attempt.state != State.PAID
    newly_won, flag = False, None
    if newly_paid:
        flag = _why_it_cannot_pay(attempt, charge, facts)
        move(attempt, State.PAID, cause=cause, provider_event_id=provider_event_id, flag=flag)
        attempt.received_pence = facts.amount_pence
        if flag:
            raise_flag(charge, flag)
        else:
            attempt.won = newly_won = True
            charge.state, charge.paid_at, charge.cancelled_at = Charge.State.PAID, now, None
    elif (attempt.state, target) != (
        State.CANCELLED,
        State.EXPIRED,
    ):  # what we closed is expired there: no news
        move(attempt, target, cause=cause, provider_event_id=provider_event_id)
    attempt.last_checked_at = now
    attempt.next_check_at = (
        next_check(created_at=attempt.created_at, expires_at=attempt.expires_at, now=now)
        if attempt.is_live
        else None
    )
    attempt.save()
    _follow(charge)
    if newly_paid:
        attempt.charge = charge
        ledger.post_paid(attempt, now)
        if flag:
            propose_refund(charge, attempt, flag)
    charge.save()
    if newly_won:
        owners.tell_paid(charge)
    return attempt


def _why_it_cannot_pay(
    attempt: PaymentAttempt, charge: Charge, facts: SessionFacts
) -> Charge.Attention | None:
    """Why this money may not pay the charge, though it was taken; None when it may."""
    as_asked = (
        facts.amount_pence == attempt.amount_pence == charge.total_pence
        and facts.currency == charge.currency
        and facts.livemode == gateway.is_live()
        and facts.client_reference_id == str(attempt.uuid)
    )
    if not as_asked:
        return Charge.Attention.AMOUNT_MISMATCH
    if charge.is_settled:
        return Charge.Attention.OVERPAID
    if charge.state == Charge.State.CANCELLED and not owners.takes_late(charge):
        return Charge.Attention.LATE_PAID
    return None


def _follow(charge: Charge) -> None:
    """While a charge is unpaid, whether it is `due` or `paying` follows from its attempts."""
    if charge.state in {Charge.State.DUE, Charge.State.PAYING}:
        being_paid = charge.attempts.filter(state__in=PaymentAttempt.LIVE).exists()
        charge.state = Charge.State.PAYING if being_paid else Charge.State.DUE


def _lock(attempt_id: int) -> tuple[PaymentAttempt, Charge]:
    """Lock both rows in the house's order: attempt, then charge."""
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
    return attempt, Charge.objects.select_for_update().get(pk=attempt.charge_id)


@transaction.atomic(durable=True)
def _end(attempt_id: int, state: State, cause: str) -> PaymentAttempt:
    attempt, charge = _lock(attempt_id)
    if move(attempt, state, cause=cause):
        attempt.last_checked_at = timezone.now()
        attempt.next_check_at = None
        attempt.save()
        _follow(charge)
        charge.save()
    return attempt


def close(attempt_id: int, cause: str) -> PaymentAttempt:
    """Record that we closed the attempt's session at Stripe ourselves."""
    return _end(attempt_id, State.CANCELLED, cause)
