"""What Stripe says about refunds becomes what we hold. Sending, webhook, poller and import all end in `record_refund`."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from payments import gateway, ledger, owners
from payments.errors import GatewayRefused
from payments.flags import raise_flag
from payments.gateway import RefundFacts
from payments.models import Cause, Charge, PaymentAttempt, Refund, RefundEvent
from payments.parts import refundable, share, write_lines
from payments.schedule import next_check
from payments.settlement import KEY_IS_GOOD_FOR
from payments.transitions import move_refund, note_anomaly

logger = logging.getLogger(__name__)

State = Refund.State

AN_HOUR = timedelta(hours=1)


def send_refund(refund_id: int, cause: str = Cause.STAFF) -> Refund:
    """Send an approved refund to Stripe, or ask about one that was sent. Safe to repeat: its uuid is the call's key.

    Must not be called inside a transaction. A refund that a person pays by hand is left alone.

    Raises:
        GatewayUnavailable: no answer; the poller makes the very same call again.
    """
    refund = Refund.objects.select_related("attempt", "charge").get(pk=refund_id)
    if not refund.is_by_card:
        return refund
    if refund.provider_id:
        record_refund(gateway.retrieve_refund(refund.provider_id), cause)
    elif refund.state == State.APPROVED:
        _send(refund, cause)
    refund.refresh_from_db()
    return refund


def _send(refund: Refund, cause: str) -> None:
    assert refund.approved_at is not None
    failure = "too_late_to_repeat"
    if timezone.now() <= refund.approved_at + KEY_IS_GOOD_FOR:
        try:
            record_refund(gateway.create_refund(refund), cause)
            return
        except GatewayRefused as refused:
            failure = refused.code or "refused"
            logger.warning("refund %s was refused: %s", refund.pk, refused)
    # It may be there all the same: Stripe may have done it and broken down before it could say so.
    found = import_refunds_of(refund.attempt, cause) if refund.attempt and refund.attempt.intent_id else []
    if refund.pk not in found:
        _fail(refund.pk, failure, cause)


def import_refunds_of(attempt: PaymentAttempt, cause: str) -> list[int]:
    """Record every refund that Stripe has of a payment; the ids of ours. Must not be called inside a transaction.

    Raises:
        GatewayUnavailable, GatewayRefused: as the gateway does.
    """
    recorded = [record_refund(facts, cause) for facts in gateway.refunds_of(attempt.intent_id)]
    return [refund.pk for refund in recorded if refund is not None]


@transaction.atomic(durable=True)
def record_refund(facts: RefundFacts, cause: str) -> Refund | None:
    """Apply what Stripe said about a refund, ours or one made in its dashboard; None where it is of no payment of ours.

    Locks attempt, charge, refund, then (in the owner's callable) request and booking. Doing it again changes nothing.
    """
    attempt = _attempt_of(facts)
    if attempt is None or attempt.received_pence is None:
        return None  # a payment that is not recorded yet is settled first; the nightly import finds its refunds then
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
    charge = Charge.objects.select_for_update().get(pk=attempt.charge_id)
    refund = _refund_of(facts, attempt)
    if facts.state in Refund.LIVE and not _fits(facts, attempt, refund):
        # A person has paid it back by hand meanwhile. Whoever is in finance sees it, and reconciling lists the money.
        note_anomaly(f"refund {facts.id} at Stripe", "paid back otherwise", facts.state, cause)
        return refund
    refund = refund or _external(facts, attempt, charge)
    refund.charge, refund.attempt = charge, attempt
    if refund.amount_pence != facts.amount_pence:
        note_anomaly(f"refund {refund.pk}", str(refund.amount_pence), str(facts.amount_pence), cause)
        raise_flag(charge, Charge.Attention.AMOUNT_MISMATCH)
        charge.save()
        return refund
    refund.provider_id = facts.id
    _apply(refund, facts.state, facts.failure, cause)
    return refund


def _apply(refund: Refund, state: str, failure: str, cause: str) -> None:
    """Move a (locked) refund, with the books, the charge and the owner. Saves all of it."""
    charge, now = refund.charge, timezone.now()
    if state in Refund.LIVE and refund.state not in Refund.LIVE:
        _make_room(refund)
    if state == State.FAILED and refund.state in Refund.GIVEN:
        ledger.post_refund_came_back(refund, now)
    has_moved = move_refund(refund, state, cause=cause, note=failure)
    is_over = refund.state in {State.SUCCEEDED, State.FAILED}
    if has_moved:
        refund.finished_at = now if is_over else None
        refund.failure = failure
    refund.next_check_at = None if is_over else next_look(refund)
    refund.save()
    if has_moved and state in Refund.GIVEN:
        ledger.post_refunded(refund, now)
    if has_moved and state == State.FAILED:
        raise_flag(charge, Charge.Attention.REFUND_FAILED)
    follow_refunds(charge)
    charge.save()
    if has_moved and state == State.SUCCEEDED and refund.lines.exists():
        owners.tell_refunded(refund)


def paid_by_hand(refund: Refund, by_id: int, reference: str) -> None:
    """A person has given a (locked) refund of a counter payment back; locks are the caller's."""
    now = timezone.now()
    move_refund(refund, State.SUCCEEDED, cause=Cause.STAFF, by_id=by_id, note=reference)
    refund.finished_at, refund.next_check_at = now, None
    refund.save()
    ledger.post_refunded(refund, now)
    follow_refunds(refund.charge)
    refund.charge.save()
    owners.tell_refunded(refund)


def follow_refunds(charge: Charge) -> None:
    """While a charge is settled, how far it is refunded follows from what went back of the payment that won."""
    if not charge.is_settled:
        return
    won = Q(attempt__won=True) | Q(counter_payment__won=True)
    given = charge.refunds.filter(won, state=State.SUCCEEDED)
    back = given.aggregate(total=Sum("amount_pence"))["total"] or 0
    if not back:
        charge.state = Charge.State.PAID
    elif back < charge.total_pence:
        charge.state = Charge.State.PART_REFUNDED
    else:
        charge.state = Charge.State.REFUNDED


def _attempt_of(facts: RefundFacts) -> PaymentAttempt | None:
    if facts.intent_id:
        return PaymentAttempt.objects.filter(intent_id=facts.intent_id).first()
    return PaymentAttempt.objects.filter(charge_ref=facts.charge_ref).exclude(charge_ref="").first()


def _refund_of(facts: RefundFacts, attempt: PaymentAttempt) -> Refund | None:
    refunds = Refund.objects.select_for_update().filter(attempt=attempt)
    found = refunds.filter(provider_id=facts.id).first()
    if found is None and facts.our_uuid:
        # What our own key made; metadata can be edited in the dashboard, so that it has to look like a uuid first.
        found = next(
            (refund for refund in refunds.filter(provider_id="") if str(refund.uuid) == facts.our_uuid), None
        )
    return found


def _fits(facts: RefundFacts, attempt: PaymentAttempt, refund: Refund | None) -> bool:
    """Whether it and what else has left already are no more than was paid. What has not left yet makes room."""
    others = attempt.refunds.filter(state__in=Refund.GIVEN)
    if refund is not None:
        others = others.exclude(pk=refund.pk)
    given = others.aggregate(total=Sum("amount_pence"))["total"] or 0
    return given + facts.amount_pence <= (attempt.received_pence or 0)


def _external(facts: RefundFacts, attempt: PaymentAttempt, charge: Charge) -> Refund:
    refund = Refund(
        charge=charge,
        attempt=attempt,
        amount_pence=facts.amount_pence,
        reason=Refund.Reason.DASHBOARD,
        state=State.FAILED if facts.state == State.FAILED else State.APPROVED,
        is_external=True,
        provider_id=facts.id,
        created_at=facts.made_at,
        approved_at=facts.made_at,
    )
    _make_room(refund)
    refund.save()
    RefundEvent.objects.create(refund=refund, to_state=refund.state, cause=Cause.IMPORT)
    if attempt.won:
        write_lines(refund, share(attempt, refund.amount_pence) if refund.state in Refund.LIVE else {})
    return refund


def _make_room(refund: Refund) -> None:
    """Stripe never gives back more than was taken: where its refund and ours do not fit together, ours that it does not
    know of yet cannot be, and are ended before it is saved."""
    assert refund.attempt is not None
    if refund.state == State.FAILED and refund._state.adding:
        return
    waiting = refund.attempt.refunds.filter(state__in=[State.ASKED, State.APPROVED], provider_id="")
    for other in waiting.exclude(pk=refund.pk).order_by("-pk"):
        if refundable(refund.attempt).total_pence >= refund.amount_pence:
            return
        end = State.DECLINED if other.state == State.ASKED else State.FAILED
        move_refund(other, end, cause=Cause.IMPORT, note="made in Stripe's dashboard meanwhile")
        other.finished_at, other.next_check_at = timezone.now(), None
        other.save()


@transaction.atomic(durable=True)
def _fail(refund_id: int, failure: str, cause: str) -> None:
    plain = Refund.objects.get(pk=refund_id)
    PaymentAttempt.objects.select_for_update(of=("self",)).get(refunds=plain)
    charge = Charge.objects.select_for_update().get(pk=plain.charge_id)
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    refund.charge = charge
    if refund.state == State.APPROVED:
        _apply(refund, State.FAILED, failure[:60], cause)


def next_look(refund: Refund) -> datetime:
    """When the poller looks at a refund under way next. What Stripe does not know of yet is tried each hour while the call
    may be repeated: however long Stripe is away, it goes out once it is back."""
    since, now = refund.approved_at or refund.created_at, timezone.now()
    moment = next_check(created_at=since, expires_at=since + timedelta(days=1), now=now)
    is_still_to_send = not refund.provider_id and now + AN_HOUR < since + KEY_IS_GOOD_FOR
    return min(moment, now + AN_HOUR) if is_still_to_send else moment
