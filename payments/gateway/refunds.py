"""Refunds: making one, asking about it, and finding those that were made in Stripe's dashboard."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from payments.gateway.client import PAGE, client, id_of, plain_errors, words_of
from payments.models import Refund

if TYPE_CHECKING:
    import stripe
    from stripe.params import RefundCreateParams

STATES = {
    "succeeded": Refund.State.SUCCEEDED,
    "failed": Refund.State.FAILED,
    "canceled": Refund.State.FAILED,
}


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """What Stripe says about one refund. Amounts in pence; ``our_uuid`` is blank when we did not make it."""

    id: str
    amount_pence: int
    currency: str
    status: str
    intent_id: str
    charge_ref: str
    our_uuid: str
    failure: str
    made_at: datetime

    @property
    def state(self) -> Refund.State:
        """The state these facts put a refund in."""
        return STATES.get(self.status, Refund.State.PENDING)


def create_refund(refund: Refund) -> RefundFacts:
    """Give a card payment's money back, or get the same refund again: its uuid is the call's idempotency key.

    Raises:
        GatewayUnavailable: no answer; it may have taken effect, and the very same call may be made again.
        GatewayRefused: Stripe said no to this call, for good, or broke down on it, which it repeats for the key.
    """
    assert refund.attempt is not None
    params: RefundCreateParams = {
        "payment_intent": refund.attempt.intent_id,
        "amount": refund.amount_pence,
        "metadata": {"refund": str(refund.uuid), "charge": str(refund.charge.uuid)},
    }
    if refund.reason == Refund.Reason.ASKED:
        params["reason"] = "requested_by_customer"
    elif refund.reason == Refund.Reason.OVERPAID:
        params["reason"] = "duplicate"
    with plain_errors(creating=True):
        return _facts(client().v1.refunds.create(params, {"idempotency_key": str(refund.uuid)}))


def retrieve_refund(provider_id: str) -> RefundFacts:
    """What Stripe says now.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        return _facts(client().v1.refunds.retrieve(provider_id))


def refunds_of(intent_id: str) -> list[RefundFacts]:
    """All refunds of one payment, whoever made them, newest first.

    Raises:
        GatewayUnavailable, GatewayRefused: as everywhere.
    """
    with plain_errors():
        page = client().v1.refunds.list({"payment_intent": intent_id, "limit": PAGE})
        return [_facts(refund) for refund in page.auto_paging_iter()]


def _facts(refund: "stripe.Refund") -> RefundFacts:
    return RefundFacts(
        id=refund.id,
        amount_pence=refund.amount,
        currency=refund.currency,
        status=refund.status or "",
        intent_id=id_of(refund.payment_intent),
        charge_ref=id_of(refund.charge),
        our_uuid=words_of(refund.metadata).get("refund", ""),
        failure=getattr(refund, "failure_reason", None) or "",
        made_at=datetime.fromtimestamp(refund.created, UTC),
    )
