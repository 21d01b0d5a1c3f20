"""The only module that talks to Stripe. It knows Checkout Sessions and hands back plain facts.

A call is made from stored data alone and never inside a database transaction.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import stripe
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_from_path, override

from payments.errors import GatewayRefused, GatewayUnavailable
from payments.models import PaymentAttempt
from payments.return_tokens import return_token

if TYPE_CHECKING:
    from stripe.checkout import Session
    from stripe.params.checkout import SessionCreateParams

# Seconds. The SDK's own are 80 with 2 retries: a web worker must not wait four minutes for a card machine.
PATIENT = 10.0
HASTY = 4.0


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
    with _plain_errors(creating=True):
        session = _client(PATIENT).v1.checkout.sessions.create(
            _create_params(attempt), {"idempotency_key": str(attempt.uuid)}
        )
    return _facts(session)


def retrieve_session(session_id: str, *, patience: float = PATIENT) -> SessionFacts:
    """What Stripe says now.

    Raises:
        GatewayUnavailable: no answer within ``patience`` seconds (once more when patient).
        GatewayRefused: Stripe does not know the session.
    """
    with _plain_errors():
        session = _client(patience).v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent"]})
    return _facts(session)


def expire_session(session_id: str) -> None:
    """Close an open session, so that nobody can pay on it any more.

    Raises:
        GatewayUnavailable: no answer; it may be closed.
        GatewayRefused: it was not open, which may well mean that it was paid.
    """
    with _plain_errors():
        _client(PATIENT).v1.checkout.sessions.expire(session_id)


def is_live() -> bool:
    """Whether our key moves real money."""
    return "_live_" in settings.STRIPE_SECRET_KEY


def _create_params(attempt: PaymentAttempt) -> "SessionCreateParams":
    """The call's parameters, from stored data only: a repeated call has to be the very same one."""
    charge = attempt.charge
    ids = {"attempt": str(attempt.uuid), "charge": str(charge.uuid)}
    language = get_language_from_path(charge.return_path) or settings.LANGUAGE_CODE
    with override(language):
        path = reverse(
            "payment_return",
            kwargs={"token": return_token(attempt.uuid)},
            urlconf=settings.HOST_URLCONFS["public"],
        )
    return_url = settings.ENVIRONMENT.origin("public") + path
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


@lru_cache(maxsize=4)
def _client_for(key: str, api: str, timeout: float) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": api},
        http_client=stripe.RequestsClient(timeout=timeout),
        max_network_retries=1 if timeout >= PATIENT else 0,
    )


def _client(timeout: float) -> stripe.StripeClient:
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API, timeout)


@contextlib.contextmanager
def _plain_errors(*, creating: bool = False) -> Iterator[None]:
    """Turn the SDK's errors into ours: did Stripe answer this call for good, or not?"""
    try:
        yield
    except (stripe.InvalidRequestError, stripe.IdempotencyError, stripe.CardError) as error:
        detail = f"{error.code or type(error).__name__} {getattr(error, 'param', None) or ''}".rstrip()
        raise GatewayRefused(f"Stripe refused: {detail}") from error
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise GatewayUnavailable("Stripe did not answer") from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        # Ours to put right, and no verdict on the payment: it must survive a wrong key.
        raise GatewayUnavailable("Stripe does not accept our key") from error
    except stripe.StripeError as error:
        # Among these is 409: the same call is still under way.
        # Stripe replays even its own breakdowns for a key, so a call that creates is lost for good. Its session,
        # if there is one, cannot be paid: nobody has its address.
        if creating and error.http_status and error.http_status >= 500:
            raise GatewayRefused(f"Stripe broke down: {error.http_status}") from error
        raise GatewayUnavailable("Stripe could not answer") from error


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
        intent_id=expanded.id if expanded else (intent if isinstance(intent, str) else ""),
        intent_status=expanded.status if expanded else "",
        expires_at=datetime.fromtimestamp(session.expires_at, UTC),
    )
