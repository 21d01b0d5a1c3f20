"""What moves on our balance at Stripe: charges, disputes, payouts, balance transactions."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from payments.gateway.client import PAGE, client, id_of, plain_errors, words_of

if TYPE_CHECKING:
    import stripe


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What one of Stripe's charges is of: its intent ("" where it has none), and our attempt's uuid, if we made it."""

    intent_id: str
    our_uuid: str


@dataclass(frozen=True, slots=True)
class TransactionFacts:
    """One balance transaction. Pence; ``source`` is the id of what moved it."""

    id: str
    kind: str
    category: str
    source: str
    amount_pence: int
    fee_pence: int
    net_pence: int
    currency: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """One dispute, and what it has moved so far."""

    id: str
    charge_ref: str
    intent_id: str
    amount_pence: int
    reason: str
    status: str
    answer_by: datetime | None
    opened_at: datetime
    transactions: tuple[TransactionFacts, ...]


@dataclass(frozen=True, slots=True)
class PayoutFacts:
    """One payout to the bank account."""

    id: str
    amount_pence: int
    status: str
    is_automatic: bool
    failure: str
    made_at: datetime
    arrives_at: datetime


def retrieve_charge(charge_ref: str) -> ChargeFacts:
    """What one of Stripe's charges is of.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        charge = client().v1.charges.retrieve(charge_ref)
    return ChargeFacts(id_of(charge.payment_intent), words_of(charge.metadata).get("attempt", ""))


def retrieve_dispute(provider_id: str) -> DisputeFacts:
    """What Stripe says about a dispute now.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        return _dispute(client().v1.disputes.retrieve(provider_id))


def disputes_since(since: datetime) -> list[DisputeFacts]:
    """Disputes opened since then.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        page = client().v1.disputes.list({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
        return [_dispute(dispute) for dispute in page.auto_paging_iter()]


def retrieve_payout(provider_id: str) -> PayoutFacts:
    """What Stripe says about a payout now.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        return _payout(client().v1.payouts.retrieve(provider_id))


def payouts_since(since: datetime) -> list[PayoutFacts]:
    """Payouts made since then.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        page = client().v1.payouts.list({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
        return [_payout(payout) for payout in page.auto_paging_iter()]


def transactions_of(payout_id: str) -> list[TransactionFacts]:
    """All that an automatic payout is made of, the payout's own movement among it.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        page = client().v1.balance_transactions.list({"payout": payout_id, "limit": PAGE})
        return [_transaction(transaction) for transaction in page.auto_paging_iter()]


def transactions_since(since: datetime) -> list[TransactionFacts]:
    """Every movement on our balance since then, paid out or not.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        page = client().v1.balance_transactions.list(
            {"created": {"gte": int(since.timestamp())}, "limit": PAGE}
        )
        return [_transaction(transaction) for transaction in page.auto_paging_iter()]


def _transaction(transaction: "stripe.BalanceTransaction") -> TransactionFacts:
    return TransactionFacts(
        id=transaction.id,
        kind=transaction.type,
        category=transaction.reporting_category,
        source=id_of(transaction.source),
        amount_pence=transaction.amount,
        fee_pence=transaction.fee,
        net_pence=transaction.net,
        currency=transaction.currency,
        made_at=datetime.fromtimestamp(transaction.created, UTC),
    )


def _dispute(dispute: "stripe.Dispute") -> DisputeFacts:
    due = dispute.evidence_details.due_by if dispute.evidence_details else None
    return DisputeFacts(
        id=dispute.id,
        charge_ref=id_of(dispute.charge),
        intent_id=id_of(dispute.payment_intent),
        amount_pence=dispute.amount,
        reason=dispute.reason,
        status=dispute.status,
        answer_by=datetime.fromtimestamp(due, UTC) if due else None,
        opened_at=datetime.fromtimestamp(dispute.created, UTC),
        transactions=tuple(_transaction(transaction) for transaction in dispute.balance_transactions or ()),
    )


def _payout(payout: "stripe.Payout") -> PayoutFacts:
    return PayoutFacts(
        id=payout.id,
        amount_pence=payout.amount,
        status=payout.status,
        is_automatic=payout.automatic,
        failure=payout.failure_code or "",
        made_at=datetime.fromtimestamp(payout.created, UTC),
        arrives_at=datetime.fromtimestamp(payout.arrival_date, UTC),
    )
