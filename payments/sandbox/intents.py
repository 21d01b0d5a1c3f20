"""Payment intents of their own, paid at once with one of Stripe's test cards: so that the contract's scenarios, which need
money to be there, run here and against Stripe's test mode alike. The house itself never asks for them."""

import secrets
from typing import Any

from stripe.params import PaymentIntentCreateParams

from payments.sandbox import schema
from payments.sandbox.clock import Clock
from payments.sandbox.errors import ApiError
from payments.sandbox.events import Events
from payments.sandbox.giving_back import GivingBack
from payments.sandbox.store import Store

UNDERSTOOD = frozenset(
    [
        "amount",
        "automatic_payment_methods",
        "confirm",
        "currency",
        "description",
        "metadata",
        "payment_method",
    ]
)
GOOD_CARD = "pm_card_visa"


class Intents:
    """One call: create and confirm."""

    def __init__(self, store: Store, events: Events, clock: Clock, giving_back: GivingBack) -> None:
        self._store = store
        self._events = events
        self._clock = clock
        self._giving_back = giving_back

    def create(self, raw: dict[str, Any]) -> dict[str, Any]:
        """POST /v1/payment_intents, confirmed with the good test card."""
        params = schema.check(raw, PaymentIntentCreateParams)
        for name in params:
            if name not in UNDERSTOOD:
                raise ApiError(400, f"The sandbox does not know what {name} would do", param=name)
        if params.get("payment_method") != GOOD_CARD or not params.get("confirm"):
            raise ApiError(400, f"The sandbox takes {GOOD_CARD}, confirmed at once", param="payment_method")
        with self._store.transaction():
            intent: dict[str, Any] = {
                "id": "pi_test_" + secrets.token_hex(12),
                "object": "payment_intent",
                "amount": params["amount"],
                "amount_received": params["amount"],
                "created": int(self._clock.now()),
                "currency": params["currency"],
                "description": params.get("description"),
                "last_payment_error": None,
                "latest_charge": None,
                "livemode": False,
                "metadata": params.get("metadata") or {},
                "payment_method_types": ["card"],
                "status": "succeeded",
            }
            intent["latest_charge"] = self._giving_back.take(intent)["id"]
            self._store.put("intent", intent)
            self._events.add("payment_intent.succeeded", intent)
            return intent
