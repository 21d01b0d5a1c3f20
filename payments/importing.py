"""What happened to our balance at Stripe: disputes, payouts and each movement, from webhooks and the nightly round.

Everything here may be done any number of times. Payments and refunds are in the books from when we learnt of them, so
that their movements only add the fee; every other movement is booked whole.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from payments import gateway, ledger
from payments.errors import GatewayRefused
from payments.flags import raise_flag
from payments.gateway import DisputeFacts, PayoutFacts, TransactionFacts
from payments.models import (
    BalanceTransaction,
    Cause,
    Charge,
    Dispute,
    LedgerEntry,
    PaymentAttempt,
    Payout,
    Refund,
)
from payments.refunding import record_refund
from payments.settlement import settle
from payments.transitions import LEGAL_DISPUTE, LEGAL_PAYOUT, move_by, note_anomaly

logger = logging.getLogger(__name__)

Account = LedgerEntry.Account

# Stripe's kinds of movement. Whatever it invents next goes to suspense, where it is seen.
PAYMENTS = frozenset({"charge", "payment"})
REFUNDS = frozenset({"refund", "payment_refund", "refund_failure", "payment_failure_refund"})
OTHER_SIDE = {
    "payout": Account.BANK,
    "payout_cancel": Account.BANK,
    "payout_failure": Account.BANK,
    "stripe_fee": Account.FEES,
    "stripe_fx_fee": Account.FEES,
    "tax_fee": Account.FEES,
}
DISPUTES = frozenset({"dispute", "dispute_reversal"})


def import_since(since: datetime) -> None:
    """The nightly round: movements, disputes and payouts since then, and what each payout is made of.

    Must not be called inside a transaction.

    Raises:
        GatewayUnavailable, GatewayRefused: as the gateway does; what was imported before stands.
    """
    for dispute in gateway.disputes_since(since):
        record_dispute(dispute, Cause.IMPORT)
    record_transactions(gateway.transactions_since(since))
    for payout in gateway.payouts_since(since):
        import_payout(payout)


def import_dispute(provider_id: str, cause: str) -> Dispute | None:
    """Ask about one dispute and record the answer; None where it is of no payment of ours."""
    return record_dispute(gateway.retrieve_dispute(provider_id), cause)


def record_dispute(facts: DisputeFacts, cause: str) -> Dispute | None:
    """Apply what Stripe said about a dispute: its state, the charge's flag, and the money it moved."""
    _settled_behind(facts.charge_ref, facts.intent_id)
    attempt = attempt_behind(facts.charge_ref, facts.intent_id)
    if facts.status not in Dispute.State.values:
        note_anomaly(f"dispute {facts.id}", "", facts.status[:20], cause)
        return None
    with transaction.atomic(durable=True):
        charge = None
        if attempt is not None:
            PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
            charge = Charge.objects.select_for_update().get(pk=attempt.charge_id)
        new = Dispute(
            provider_id=facts.id,
            attempt=attempt,
            charge_ref=facts.charge_ref,
            amount_pence=facts.amount_pence,
            reason=facts.reason,
            state=facts.status,
            answer_by=facts.answer_by,
            opened_at=facts.opened_at,
        )
        is_new = not Dispute.objects.filter(provider_id=facts.id).exists()
        Dispute.objects.bulk_create([new], ignore_conflicts=True)
        dispute = Dispute.objects.select_for_update(of=("self",)).get(provider_id=facts.id)
        move_by(LEGAL_DISPUTE, dispute, facts.status, cause)
        dispute.answer_by, dispute.attempt = facts.answer_by, dispute.attempt or attempt
        dispute.save()
        if is_new and charge is not None:
            raise_flag(charge, Charge.Attention.DISPUTED)
            charge.save()
    record_transactions(list(facts.transactions))
    return dispute


def import_payout(facts: PayoutFacts) -> Payout:
    """Record a payout and, where Stripe says what it is made of, every movement in it."""
    payout = _record_payout(facts)
    if payout.is_automatic and payout.state in {Payout.State.PAID, Payout.State.FAILED}:
        record_transactions(gateway.transactions_of(payout.provider_id), payout)
        payout.imported_at = timezone.now()
        payout.save(update_fields=["imported_at"])
    return payout


def import_payout_by_id(provider_id: str) -> Payout:
    """Ask about one payout and record it with what it is made of."""
    return import_payout(gateway.retrieve_payout(provider_id))


@transaction.atomic(durable=True)
def _record_payout(facts: PayoutFacts) -> Payout:
    new = Payout(
        provider_id=facts.id,
        amount_pence=facts.amount_pence,
        state=facts.status,
        is_automatic=facts.is_automatic,
        made_at=facts.made_at,
        arrives_at=facts.arrives_at,
        failure=facts.failure,
    )
    Payout.objects.bulk_create([new], ignore_conflicts=True)
    payout = Payout.objects.select_for_update().get(provider_id=facts.id)
    move_by(LEGAL_PAYOUT, payout, facts.status, Cause.IMPORT)
    payout.arrives_at, payout.failure = facts.arrives_at, facts.failure
    payout.save()
    return payout


def record_transactions(found: list[TransactionFacts], payout: Payout | None = None) -> None:
    """Keep movements as they came, tie each to what it is of, and enter it in the books, once."""
    known = dict(
        BalanceTransaction.objects.filter(provider_id__in=[facts.id for facts in found]).values_list(
            "provider_id", "payout_id"
        )
    )
    # Oldest first, and payments before what goes back of them: Stripe counts in whole seconds.
    for facts in sorted(found, key=lambda facts: (facts.made_at, facts.kind not in PAYMENTS)):
        # Outside the transaction: it may have to ask Stripe.
        _find_payment(facts)
        if (
            facts.id not in known
            or (payout is not None and known[facts.id] != payout.pk)
            or _is_loose(facts.id)
        ):
            _record_transaction(facts, payout)


def _is_loose(provider_id: str) -> bool:
    """Whether a movement of a payment or refund was kept before we knew which."""
    kept = BalanceTransaction.objects.get(provider_id=provider_id)
    is_ours_to_find = kept.kind in PAYMENTS | REFUNDS or kept.category in DISPUTES
    return is_ours_to_find and not (kept.attempt_id or kept.refund_id or kept.dispute_id)


@transaction.atomic(durable=True)
def _record_transaction(facts: TransactionFacts, payout: Payout | None) -> None:
    new = BalanceTransaction(
        provider_id=facts.id,
        kind=facts.kind,
        category=facts.category,
        source=facts.source,
        amount_pence=facts.amount_pence,
        fee_pence=facts.fee_pence,
        net_pence=facts.net_pence,
        currency=facts.currency,
        made_at=facts.made_at,
    )
    BalanceTransaction.objects.bulk_create([new], ignore_conflicts=True)
    kept = BalanceTransaction.objects.select_for_update(of=("self",)).get(provider_id=facts.id)
    if payout is not None:
        kept.payout = payout
    if facts.kind in PAYMENTS:
        kept.attempt = PaymentAttempt.objects.filter(charge_ref=facts.source).exclude(charge_ref="").first()
    elif facts.kind in REFUNDS:
        kept.refund = Refund.objects.filter(provider_id=facts.source).exclude(provider_id="").first()
    elif facts.category in DISPUTES:
        kept.dispute = Dispute.objects.filter(provider_id=facts.source).first()
    kept.save()
    _book(kept)


def _book(kept: BalanceTransaction) -> None:
    charge_id = next(
        (thing.charge_id for thing in (kept.attempt, kept.refund) if thing is not None),
        kept.dispute.attempt.charge_id if kept.dispute and kept.dispute.attempt else None,
    )
    clearing = ledger.plain(Account.CARD_CLEARING)
    if kept.fee_pence:
        fees = [(ledger.plain(Account.FEES), kept.fee_pence), (clearing, -kept.fee_pence)]
        ledger.post(f"fee:{kept.provider_id}", kept.made_at, fees, charge_id)
    if kept.kind in PAYMENTS | REFUNDS:
        return  # the payment or refund itself is in the books, or is an exception that reconciling names
    account = Account.DISPUTES if kept.category in DISPUTES else OTHER_SIDE.get(kept.kind, Account.SUSPENSE)
    movement = [(clearing, kept.amount_pence), (ledger.plain(account), -kept.amount_pence)]
    ledger.post(f"moved:{kept.provider_id}", kept.made_at, movement, charge_id)


def _find_payment(facts: TransactionFacts) -> None:
    """See to it that a movement's payment or refund is recorded, where it is ours: its webhook may never have come."""
    if facts.kind in PAYMENTS:
        _settled_behind(facts.source, "")
    elif (
        facts.kind in REFUNDS
        and not Refund.objects.filter(provider_id=facts.source, finished_at=None).exists()
    ):
        known = Refund.objects.filter(provider_id=facts.source).first()
        if known is not None and not (
            known.state == Refund.State.SUCCEEDED and facts.kind == "refund_failure"
        ):
            return
        try:
            import_refund(facts.source, Cause.IMPORT)
        except GatewayRefused:
            logger.warning("movement %s is of a refund that Stripe does not give", facts.id)


def import_refund(provider_id: str, cause: str) -> Refund | None:
    """Ask about one refund and record the answer, and before it the payment it is of, should that be news as well; None
    where it is of no payment of ours."""
    facts = gateway.retrieve_refund(provider_id)
    _settled_behind(facts.charge_ref, facts.intent_id)
    return record_refund(facts, cause)


def _settled_behind(charge_ref: str, intent_id: str) -> None:
    attempt = attempt_behind(charge_ref, intent_id)
    if attempt is not None and attempt.received_pence is None:
        settle(attempt.pk, Cause.IMPORT)


def attempt_behind(charge_ref: str, intent_id: str) -> PaymentAttempt | None:
    """The attempt that one of Stripe's charges is of, which is noted on it from then on; None: not one of ours."""
    if not charge_ref:
        return PaymentAttempt.objects.filter(intent_id=intent_id).first() if intent_id else None
    found = PaymentAttempt.objects.filter(charge_ref=charge_ref).first()
    if found is not None:
        return found
    facts = gateway.retrieve_charge(charge_ref)
    intent_id = intent_id or facts.intent_id
    if intent_id and (found := PaymentAttempt.objects.filter(intent_id=intent_id).first()):
        PaymentAttempt.objects.filter(pk=found.pk, charge_ref="").update(charge_ref=charge_ref)
        return found
    # Nobody has told us yet that anybody paid: what the charge says of itself is where to look, no more.
    try:
        uuid = UUID(facts.our_uuid)
    except ValueError:
        return None
    return PaymentAttempt.objects.filter(uuid=uuid, intent_id="").first()


def nightly_since(now: datetime) -> datetime:
    """How far back the nightly round looks: a week, so that a worker that was away for days misses nothing."""
    return now - timedelta(days=7)
