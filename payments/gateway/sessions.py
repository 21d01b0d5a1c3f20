"""Checkout Sessions: opening, asking, closing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import stripe

from payments.addresses import public_address
from payments.gateway.client import PATIENT, client, id_of, plain_errors
from payments.models import PaymentAttempt
from payments.return_tokens import return_token

if TYPE_CHECKING:
    from stripe.checkout import Session
    from stripe.params.checkout import SessionCreateParams


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What Stripe says about one Checkout Session, in the words `settle` needs. Amounts in pence."""

    id: str
    url: str
    status: str
    payment_status: str
    amount_pence: int
    currency: str
    livemode: bool
    client_reference_id: str
    intent_id: str
    intent_status: str
    expires_at: datetime
    charge_ref: str = ""

    @property
    def attempt_state(self) -> PaymentAttempt.State:
        """The state these facts put an attempt in."""
        if self.payment_status == "paid":
            return PaymentAttempt.State.PAID
        if self.status == "expired":
            return PaymentAttempt.State.EXPIRED
        if self.status == "complete":
            # Handed in but not paid yet: a slow bank payment, which can still fail.
            failed = self.intent_status in {"requires_payment_method", "canceled"}
            return PaymentAttempt.State.FAILED if failed else PaymentAttempt.State.PROCESSING
        return PaymentAttempt.State.OPEN


def create_session(attempt: PaymentAttempt) -> SessionFacts:
    """Open the attempt's Checkout Session, or get it again: the same attempt always means the same session.

    Raises:
        GatewayUnavailable: no answer; the call may have taken effect and can be repeated.
        GatewayRefused: Stripe said no (or broke down on this call, which it would repeat for the same key).
    """
    with plain_errors(creating=True):
        session = client(PATIENT).v1.checkout.sessions.create(
            _create_params(attempt), {"idempotency_key": str(attempt.uuid)}
        )
    return _facts(session)


def retrieve_session(session_id: str, *, patience: float | None = None) -> SessionFacts:
    """What Stripe says now.

    Raises:
        GatewayUnavailable: no answer within ``patience`` seconds (once more when patient).
        GatewayRefused: Stripe does not know the session.
    """
    with plain_errors():
        session = client(patience or PATIENT).v1.checkout.sessions.retrieve(
            session_id, {"expand": ["payment_intent"]}
        )
    return _facts(session)


def expire_session(session_id: str) -> None:
    """Close an open session, so that nobody can pay on it any more.

    Raises:
        GatewayUnavailable: no answer; it may be closed.
        GatewayRefused: it was not open, which may well mean that it was paid.
    """
    with plain_errors():
        client(PATIENT).v1.checkout.sessions.expire(session_id)


def _create_params(attempt: PaymentAttempt) -> "SessionCreateParams":
    """The call's parameters, from stored data only: a repeated call has to be the very same one."""
    charge = attempt.charge
    ids = {"attempt": str(attempt.uuid), "charge": str(charge.uuid)}
    return_url = public_address(charge, "payment_return", token=return_token(attempt.uuid))
    return {
        "mode": "payment",
        "client_reference_id": str(attempt.uuid),
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": charge.currency,
                    "unit_amount": line.amount_pence,
                    "product_data": {"name": line.label},
                },
            }
            for line in charge.lines.all()
        ],
        "expires_at": int(attempt.expires_at.timestamp()),
        # One address for both: where the payer comes back to says nothing about what happened.
        "success_url": return_url,
        "cancel_url": return_url,
        "metadata": ids,
        # Charges, refunds and payouts do not carry the session's metadata, but the intent's.
        "payment_intent_data": {"description": charge.description, "metadata": ids},
        # Otherwise Stripe may offer to pay in another currency, and the amount would not be ours.
        "adaptive_pricing": {"enabled": False},
        "submit_type": "pay",
    }


def _facts(session: "Session") -> SessionFacts:
    intent = session.payment_intent
    expanded = intent if isinstance(intent, stripe.PaymentIntent) else None
    return SessionFacts(
        id=session.id,
        url=session.url or "",
        status=session.status or "",
        payment_status=session.payment_status,
        amount_pence=session.amount_total or 0,
        currency=session.currency or "",
        livemode=session.livemode,
        client_reference_id=session.client_reference_id or "",
        intent_id=id_of(intent),
        intent_status=expanded.status if expanded else "",
        expires_at=datetime.fromtimestamp(session.expires_at, UTC),
        charge_ref=id_of(expanded.latest_charge) if expanded else "",
    )
