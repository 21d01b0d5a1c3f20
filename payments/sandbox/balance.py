"""The council's balance at Stripe: what moves it, and the payouts that empty it."""

import secrets
from typing import Any

from stripe.params import (
    BalanceTransactionListParams,
    BalanceTransactionRetrieveParams,
    PayoutListParams,
    PayoutRetrieveParams,
)

from payments.sandbox import schema
from payments.sandbox.clock import Clock
from payments.sandbox.errors import ApiError, missing
from payments.sandbox.events import Events
from payments.sandbox.listing import page_of
from payments.sandbox.store import Store

# Stripe's price for British cards: 1.5 % and 20p. A dispute costs £20.
FEE_BASIS_POINTS, FEE_PENCE = 150, 20
DISPUTE_FEE = 2000
CATEGORIES = {
    "charge": "charge",
    "refund": "refund",
    "refund_failure": "refund_failure",
    "payout": "payout",
    "payout_failure": "payout_failure",
}


def fee_on(amount: int) -> int:
    """What Stripe keeps of a payment."""
    return (amount * FEE_BASIS_POINTS + 5_000) // 10_000 + FEE_PENCE


class Balance:
    """Balance transactions and payouts. `move` runs in the caller's transaction, every other public method is one."""

    def __init__(self, store: Store, events: Events, clock: Clock) -> None:
        self._store = store
        self._events = events
        self._clock = clock

    def move(
        self, kind: str, source: str, amount: int, *, fee: int = 0, category: str = ""
    ) -> dict[str, Any]:
        """Add or take money, and keep why."""
        now = int(self._clock.now())
        transaction = {
            "id": "txn_test_" + secrets.token_hex(12),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": now,
            "balance_type": "payments",
            "created": now,
            "currency": "gbp",
            "description": None,
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [
                {
                    "amount": fee,
                    "application": None,
                    "currency": "gbp",
                    "description": "Stripe fees",
                    "type": "stripe_fee",
                }
            ]
            if fee
            else [],
            "net": amount - fee,
            "payout": None,
            "reporting_category": category or CATEGORIES[kind],
            "source": source,
            "status": "available",
            "type": kind,
        }
        self._store.put("transaction", transaction)
        return self._shown(transaction)

    def total(self) -> int:
        """What is on the balance now."""
        return sum(transaction["net"] for transaction in self._store.all("transaction"))

    def list_transactions(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/balance_transactions."""
        params = schema.check(raw, BalanceTransactionListParams)
        things = self._store.all("transaction")
        page = page_of(
            "/v1/balance_transactions",
            "balance_transaction",
            things,
            params,
            same=("payout", "source", "type", "currency"),
        )
        page["data"] = [self._shown(thing) for thing in page["data"]]
        return page

    def retrieve_transaction(self, transaction_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/balance_transactions/:id."""
        schema.check(raw, BalanceTransactionRetrieveParams)
        found = self._store.get("transaction", transaction_id)
        if found is None:
            raise missing("balance_transaction", transaction_id)
        return self._shown(found)

    def list_payouts(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/payouts."""
        params = schema.check(raw, PayoutListParams)
        return page_of("/v1/payouts", "payout", self._store.all("payout"), params, same=("status",))

    def retrieve_payout(self, payout_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/payouts/:id."""
        schema.check(raw, PayoutRetrieveParams)
        found = self._store.get("payout", payout_id)
        if found is None:
            raise missing("payout", payout_id)
        return found

    # What Stripe does by itself, at a switch

    def pay_out(self) -> dict[str, Any]:
        """An automatic payout of all that is on the balance: paid at once, with its events.

        Raises:
            ApiError: there is nothing to pay out.
        """
        with self._store.transaction():
            waiting = [
                transaction for transaction in self._store.all("transaction") if transaction["payout"] is None
            ]
            amount = sum(transaction["net"] for transaction in waiting)
            if amount <= 0:
                raise ApiError(400, "There is nothing to pay out")
            now = int(self._clock.now())
            payout: dict[str, Any] = {
                "id": "po_test_" + secrets.token_hex(12),
                "object": "payout",
                "amount": amount,
                "arrival_date": now,
                "automatic": True,
                "created": now,
                "currency": "gbp",
                "description": "STRIPE PAYOUT",
                "failure_code": None,
                "failure_message": None,
                "livemode": False,
                "metadata": {},
                "method": "standard",
                "reconciliation_status": "completed",
                "status": "in_transit",
                "type": "bank_account",
            }
            self._events.add("payout.created", payout)
            payout["status"] = "paid"
            own = self.move("payout", payout["id"], -amount)
            payout["balance_transaction"] = own["id"]
            self._store.put("payout", payout)
            for transaction in [*waiting, self._stored(own["id"])]:
                self._store.put("transaction", {**transaction, "payout": payout["id"]})
            self._events.add("payout.paid", payout)
            self._events.add("payout.reconciliation_completed", payout)
            return payout

    def fail_payout(self, payout_id: str) -> dict[str, Any]:
        """The bank sends a payout back, which may be days after it was called paid."""
        with self._store.transaction():
            payout = self.retrieve_payout(payout_id, {})
            if payout["status"] != "paid":
                raise ApiError(400, "Only a payout that was paid can come back")
            payout.update(status="failed", failure_code="account_closed")
            self.move("payout_failure", payout_id, payout["amount"])
            self._store.put("payout", payout)
            self._events.add("payout.failed", payout)
            return payout

    def _stored(self, transaction_id: str) -> dict[str, Any]:
        found = self._store.get("transaction", transaction_id)
        assert found is not None
        return found

    @staticmethod
    def _shown(transaction: dict[str, Any]) -> dict[str, Any]:
        """As the API gives it: which payout it belongs to can be asked for, but is no field of it."""
        return {name: value for name, value in transaction.items() if name != "payout"}
