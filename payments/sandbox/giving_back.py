"""Stripe's charges (what was taken by card), and what goes back: refunds, and disputes by the payer's bank."""

import secrets
from typing import Any

from stripe.params import (
    ChargeListParams,
    ChargeRetrieveParams,
    DisputeListParams,
    DisputeRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
)

from payments.sandbox import schema
from payments.sandbox.balance import DISPUTE_FEE, Balance, fee_on
from payments.sandbox.clock import Clock
from payments.sandbox.errors import ApiError, missing
from payments.sandbox.events import Events
from payments.sandbox.faults import Faults
from payments.sandbox.listing import page_of
from payments.sandbox.store import Store

# What the sandbox acts on, or may pass over because nothing here depends on it.
UNDERSTOOD = frozenset(["amount", "charge", "currency", "expand", "metadata", "payment_intent", "reason"])


class GivingBack:
    """Charges, refunds and disputes. `take` runs in the caller's transaction, every other public method is one."""

    def __init__(self, store: Store, events: Events, clock: Clock, faults: Faults, balance: Balance) -> None:
        self._store = store
        self._events = events
        self._clock = clock
        self._faults = faults
        self._balance = balance

    def take(self, intent: dict[str, Any]) -> dict[str, Any]:
        """A payment succeeded: its charge, and the money less the fee on the balance."""
        charge: dict[str, Any] = {
            "id": "ch_test_" + secrets.token_hex(12),
            "object": "charge",
            "amount": intent["amount"],
            "amount_captured": intent["amount"],
            "amount_refunded": 0,
            "captured": True,
            "created": int(self._clock.now()),
            "currency": intent["currency"],
            "description": intent["description"],
            "disputed": False,
            "livemode": False,
            "metadata": intent["metadata"],
            "paid": True,
            "payment_intent": intent["id"],
            "refunded": False,
            "status": "succeeded",
        }
        movement = self._balance.move("charge", charge["id"], charge["amount"], fee=fee_on(charge["amount"]))
        charge["balance_transaction"] = movement["id"]
        self._store.put("charge", charge)
        self._events.add("charge.succeeded", charge)
        return charge

    # The API

    def retrieve_charge(self, charge_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/charges/:id."""
        schema.check(raw, ChargeRetrieveParams)
        return self._get("charge", charge_id)

    def list_charges(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/charges."""
        params = schema.check(raw, ChargeListParams)
        return page_of("/v1/charges", "charge", self._store.all("charge"), params, same=("payment_intent",))

    def create_refund(self, raw: dict[str, Any]) -> dict[str, Any]:
        """POST /v1/refunds."""
        params = schema.check(raw, RefundCreateParams)
        for name in params:
            if name not in UNDERSTOOD:
                raise ApiError(400, f"The sandbox does not know what {name} would do", param=name)
        with self._store.transaction():
            charge = self._charge_named(params)
            left = charge["amount"] - charge["amount_refunded"]
            amount = params.get("amount", left)
            if self._is_held(charge):
                raise ApiError(400, "Charge has been disputed", code="charge_disputed", saved=True)
            if left == 0:
                raise ApiError(
                    400,
                    f"Charge {charge['id']} has already been refunded.",
                    code="charge_already_refunded",
                    saved=True,
                )
            if amount < 1:
                raise ApiError(400, "This value must be greater than or equal to 1.", param="amount")
            if amount > left:
                raise ApiError(
                    400,
                    f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
                    param="amount",
                    saved=True,
                )
            return self._refund(charge, amount, params)

    def retrieve_refund(self, refund_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/refunds/:id."""
        schema.check(raw, RefundRetrieveParams)
        return self._get("refund", refund_id)

    def list_refunds(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/refunds."""
        params = schema.check(raw, RefundListParams)
        refunds = self._store.all("refund")
        return page_of("/v1/refunds", "refund", refunds, params, same=("payment_intent", "charge"))

    def retrieve_dispute(self, dispute_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/disputes/:id."""
        schema.check(raw, DisputeRetrieveParams)
        return self._get("dispute", dispute_id)

    def list_disputes(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/disputes."""
        params = schema.check(raw, DisputeListParams)
        disputes = self._store.all("dispute")
        return page_of("/v1/disputes", "dispute", disputes, params, same=("payment_intent", "charge"))

    # What banks do, at a switch

    def bank_answers_refund(self, refund_id: str, *, is_good: bool) -> dict[str, Any]:
        """A refund arrives at the payer, or comes back, which may be weeks after it was called done."""
        with self._store.transaction():
            refund = self._get("refund", refund_id)
            if refund["status"] == "failed" or (is_good and refund["status"] == "succeeded"):
                return refund
            if is_good:
                refund["status"] = "succeeded"
                self._store.put("refund", refund)
                self._events.add("refund.updated", refund)
                return refund
            charge = self._get("charge", refund["charge"])
            charge.update(amount_refunded=charge["amount_refunded"] - refund["amount"], refunded=False)
            movement = self._balance.move("refund_failure", refund["id"], refund["amount"])
            refund.update(
                status="failed",
                failure_reason="lost_or_stolen_card",
                failure_balance_transaction=movement["id"],
            )
            self._store.put("charge", charge)
            self._store.put("refund", refund)
            self._events.add("refund.failed", refund)
            return refund

    def dispute(self, charge_id: str) -> dict[str, Any]:
        """The payer's bank takes the money of a charge and asks why."""
        with self._store.transaction():
            charge = self._get("charge", charge_id)
            left = charge["amount"] - charge["amount_refunded"]
            if self._is_held(charge) or left == 0:
                raise ApiError(400, "There is nothing to dispute")
            dispute: dict[str, Any] = {
                "id": "du_test_" + secrets.token_hex(12),
                "object": "dispute",
                "amount": left,
                "charge": charge_id,
                "created": int(self._clock.now()),
                "currency": charge["currency"],
                "evidence_details": {"due_by": int(self._clock.now()) + 7 * 24 * 3600, "has_evidence": False},
                "is_charge_refundable": False,
                "livemode": False,
                "metadata": {},
                "payment_intent": charge["payment_intent"],
                "reason": "fraudulent",
                "status": "needs_response",
            }
            movement = self._balance.move(
                "adjustment", dispute["id"], -left, fee=DISPUTE_FEE, category="dispute"
            )
            dispute["balance_transactions"] = [movement]
            charge["disputed"] = True
            self._store.put("charge", charge)
            self._store.put("dispute", dispute)
            self._events.add("charge.dispute.created", dispute)
            self._events.add("charge.dispute.funds_withdrawn", dispute)
            return dispute

    def close_dispute(self, dispute_id: str, *, is_won: bool) -> dict[str, Any]:
        """The bank decides: won gives the money back."""
        with self._store.transaction():
            dispute = self._get("dispute", dispute_id)
            if dispute["status"] in {"won", "lost"}:
                return dispute
            dispute["status"] = "won" if is_won else "lost"
            if is_won:
                movement = self._balance.move(
                    "adjustment", dispute_id, dispute["amount"], category="dispute_reversal"
                )
                dispute["balance_transactions"].append(movement)
                self._events.add("charge.dispute.funds_reinstated", dispute)
            self._store.put("dispute", dispute)
            self._events.add("charge.dispute.closed", dispute)
            return dispute

    def dashboard_refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Somebody at the council gives money back in Stripe's own dashboard."""
        with self._store.transaction():
            charge = self._get("charge", charge_id)
            if not 0 < amount <= charge["amount"] - charge["amount_refunded"] or self._is_held(charge):
                raise ApiError(400, "That much cannot be given back")
            return self._refund(charge, amount, {})

    def _refund(self, charge: dict[str, Any], amount: int, params: dict[str, Any]) -> dict[str, Any]:
        refund: dict[str, Any] = {
            "id": "re_test_" + secrets.token_hex(12),
            "object": "refund",
            "amount": amount,
            "charge": charge["id"],
            "created": int(self._clock.now()),
            "currency": charge["currency"],
            "metadata": params.get("metadata") or {},
            "payment_intent": charge["payment_intent"],
            "reason": params.get("reason"),
            "status": "pending" if self._faults.refunds_pending else "succeeded",
        }
        refund["balance_transaction"] = self._balance.move("refund", refund["id"], -amount)["id"]
        refunded = charge["amount_refunded"] + amount
        charge.update(amount_refunded=refunded, refunded=refunded == charge["amount"])
        self._store.put("refund", refund)
        self._store.put("charge", charge)
        self._events.add("refund.created", refund)
        self._events.add("charge.refunded", charge)
        return refund

    def _is_held(self, charge: dict[str, Any]) -> bool:
        """Whether a bank holds a charge's money: the charge stays `disputed` for good, won or not."""
        disputes = self._store.all("dispute") if charge["disputed"] else []
        return any(one["charge"] == charge["id"] and one["status"] != "won" for one in disputes)

    def _charge_named(self, params: dict[str, Any]) -> dict[str, Any]:
        if intent_id := params.get("payment_intent"):
            intent = self._store.get("intent", intent_id)
            if intent is None:
                raise missing("payment_intent", intent_id, "payment_intent")
            if not intent.get("latest_charge"):
                raise ApiError(400, "This PaymentIntent does not have a successful charge to refund.")
            return self._get("charge", intent["latest_charge"])
        if charge_id := params.get("charge"):
            return self._get("charge", charge_id)
        raise ApiError(
            400,
            "One of the following params should be provided: payment_intent or charge.",
            code="parameter_missing",
        )

    def _get(self, kind: str, object_id: str) -> dict[str, Any]:
        found = self._store.get(kind, object_id)
        if found is None:
            raise missing(kind, object_id)
        return found
