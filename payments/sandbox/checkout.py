"""Checkout Sessions and the payment intents behind them: what Stripe's API and its pay page do to them."""

import secrets
from typing import Any

from stripe.params import PaymentIntentRetrieveParams
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionListParams,
    SessionRetrieveParams,
)

from payments.sandbox import schema
from payments.sandbox.clock import Clock
from payments.sandbox.errors import ApiError, missing
from payments.sandbox.events import Events
from payments.sandbox.giving_back import GivingBack
from payments.sandbox.listing import page_of
from payments.sandbox.objects import line_item, new_intent, new_session
from payments.sandbox.store import Store

SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
SMALLEST_AMOUNT = 30
SESSIONS = "/v1/checkout/sessions"
# What the sandbox acts on, or may pass over because nothing here depends on it. Stripe knows more; a parameter
# that would change the outcome must not be passed over in silence.
UNDERSTOOD = frozenset(
    [
        "adaptive_pricing",
        "cancel_url",
        "client_reference_id",
        "expand",
        "expires_at",
        "line_items",
        "locale",
        "metadata",
        "mode",
        "payment_intent_data",
        "submit_type",
        "success_url",
    ]
)


class Checkout:
    """The objects and their rules. Every public method is one transaction."""

    def __init__(
        self, store: Store, events: Events, clock: Clock, address: str, giving_back: GivingBack
    ) -> None:
        self._store = store
        self._events = events
        self._clock = clock
        self._address = address
        self._giving_back = giving_back

    # The API

    def create(self, raw: dict[str, Any]) -> dict[str, Any]:
        """POST /v1/checkout/sessions."""
        params = schema.check(raw, SessionCreateParams)
        for name in params:
            if name not in UNDERSTOOD:
                raise ApiError(400, f"The sandbox does not know what {name} would do", param=name)
        if params.get("mode") != "payment":
            raise ApiError(400, "The sandbox takes mode=payment only", param="mode")
        for name in ("line_items", "success_url"):
            if not params.get(name):
                raise ApiError(400, f"Missing required param: {name}.", code="parameter_missing", param=name)
        for name in ("success_url", "cancel_url"):
            if not params.get(name, "https://").startswith(("https://", "http://")):
                raise ApiError(400, "Not a valid URL", code="url_invalid", param=name)
        now = int(self._clock.now())
        expires_at = params.get("expires_at", now + LONGEST)
        if not now + SHORTEST <= expires_at <= now + LONGEST:
            raise ApiError(
                400,
                "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
                param="expires_at",
            )
        lines = [line_item(item, index) for index, item in enumerate(params["line_items"])]
        currencies = {line["currency"] for line in lines}
        if len(currencies) != 1:
            raise ApiError(400, "All line items must have the same currency.", param="line_items")
        total = sum(line["amount_total"] for line in lines)
        if total < SMALLEST_AMOUNT:
            raise ApiError(400, "The total amount due must be at least £0.30.", code="amount_too_small")
        session_id = "cs_test_" + secrets.token_hex(24)
        session = new_session(session_id, self._page_of(session_id), params, lines, now, expires_at)
        with self._store.transaction():
            self._store.put("session", session)
            data = params.get("payment_intent_data") or {}
            self._store.put(
                "lines", {"id": f"lines_{session_id}", "created": now, "lines": lines, "intent": data}
            )
        return session

    def retrieve(self, session_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/checkout/sessions/:id."""
        params = schema.check(raw, SessionRetrieveParams)
        session = self.session(session_id)
        for path in params.get("expand", []):
            if path == "payment_intent":
                if session["payment_intent"]:
                    session["payment_intent"] = self._store.get("intent", session["payment_intent"])
            elif path == "line_items":
                lines = self.lines(session_id)
                session["line_items"] = {"object": "list", "data": lines, "has_more": False, "url": ""}
            else:
                raise ApiError(400, f"This property cannot be expanded ({path}).", param="expand")
        return session

    def expire(self, session_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """POST /v1/checkout/sessions/:id/expire."""
        schema.check(raw, SessionExpireParams)
        with self._store.transaction():
            session = self.session(session_id)
            if session["status"] != "open":
                raise ApiError(
                    400,
                    'Only Checkout Sessions with a status in ["open"] can be expired. '
                    f"This Checkout Session has a status of {session['status']}.",
                    saved=True,
                )
            return self._end(session)

    def list_sessions(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/checkout/sessions: newest first, by page."""
        params = schema.check(raw, SessionListParams)
        sessions = [self.session(session["id"]) for session in self._store.all("session")]
        return page_of(SESSIONS, "checkout.session", sessions, params, same=("status", "payment_intent"))

    def retrieve_intent(self, intent_id: str, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/payment_intents/:id."""
        schema.check(raw, PaymentIntentRetrieveParams)
        intent = self._store.get("intent", intent_id)
        if intent is None:
            raise missing("payment_intent", intent_id)
        return intent

    # What the payer, the bank and the clock do

    def session(self, session_id: str) -> dict[str, Any]:
        """A session as it is now.

        Raises:
            ApiError: 404.
        """
        with self._store.transaction():
            session = self._store.get("session", session_id)
            if session is None:
                raise missing("checkout.session", session_id)
            if session["status"] == "open" and session["expires_at"] <= self._clock.now():
                return self._end(session)
            if session["status"] == "open":
                session["url"] = self._page_of(session_id)  # another run may have another port
            return session

    def lines(self, session_id: str) -> list[dict[str, Any]]:
        """A session's line items."""
        kept = self._store.get("lines", f"lines_{session_id}")
        return kept["lines"] if kept else []

    def expire_overdue(self) -> None:
        """End every open session whose time is up."""
        for session_id in self._store.overdue_sessions(self._clock.now()):
            self.session(session_id)

    def pay(self, session_id: str) -> dict[str, Any]:
        """The payer pays by card. Paying again on a session that is not open changes nothing."""
        with self._store.transaction():
            session = self.session(session_id)
            if session["status"] == "open":
                self._complete(session, intent_status="succeeded")
            return session

    def decline(self, session_id: str) -> dict[str, Any]:
        """The payer's card is declined; the session stays open for another card."""
        with self._store.transaction():
            session = self.session(session_id)
            if session["status"] == "open":
                intent = self._intent(session, "requires_payment_method")
                intent["last_payment_error"] = {"type": "card_error", "code": "card_declined"}
                self._store.put("intent", intent)
                self._store.put("session", session)
                self._events.add("payment_intent.payment_failed", intent)
            return session

    def challenge(self, session_id: str) -> dict[str, Any]:
        """The payer's bank wants to know that it is them; until they have shown it, nothing is paid."""
        with self._store.transaction():
            session = self.session(session_id)
            if session["status"] == "open":
                self._store.put("intent", self._intent(session, "requires_action"))
                self._store.put("session", session)
            return session

    def hand_in(self, session_id: str) -> dict[str, Any]:
        """The payer finishes with a slow method: complete, but not paid until the bank answers."""
        with self._store.transaction():
            session = self.session(session_id)
            if session["status"] == "open":
                self._complete(session, intent_status="processing")
            return session

    def bank_answers(self, session_id: str, *, is_good: bool) -> dict[str, Any]:
        """The bank's answer to a slow payment."""
        with self._store.transaction():
            session = self.session(session_id)
            if session["status"] != "complete" or session["payment_status"] != "unpaid":
                raise ApiError(400, "Only a payment that is being processed can be answered")
            intent = self._intent(session, "succeeded" if is_good else "requires_payment_method")
            if is_good:
                intent["latest_charge"] = self._giving_back.take(intent)["id"]
            self._store.put("intent", intent)
            if is_good:
                session["payment_status"] = "paid"
            self._store.put("session", session)
            outcome = "succeeded" if is_good else "failed"
            self._events.add(f"checkout.session.async_payment_{outcome}", session)
            return session

    def _page_of(self, session_id: str) -> str:
        return f"{self._address}/pay/{session_id}"

    def _complete(self, session: dict[str, Any], *, intent_status: str) -> None:
        intent = self._intent(session, intent_status)
        is_paid = intent_status == "succeeded"
        if is_paid:
            intent["latest_charge"] = self._giving_back.take(intent)["id"]
        session.update(status="complete", url=None, payment_status="paid" if is_paid else "unpaid")
        self._store.put("intent", intent)
        self._store.put("session", session)
        if is_paid:
            self._events.add("payment_intent.succeeded", intent)
        self._events.add("checkout.session.completed", session)

    def _end(self, session: dict[str, Any]) -> dict[str, Any]:
        session.update(status="expired", url=None)
        self._store.put("session", session)
        self._events.add("checkout.session.expired", session)
        return session

    def _intent(self, session: dict[str, Any], status: str) -> dict[str, Any]:
        """The session's intent, made when the payer first tries, in the given state. Sets it on the session."""
        kept = self._store.get("intent", session["payment_intent"]) if session["payment_intent"] else None
        asked = (self._store.get("lines", f"lines_{session['id']}") or {}).get("intent", {})
        intent = kept or new_intent(session, asked, int(self._clock.now()))
        received = session["amount_total"] if status == "succeeded" else 0
        intent.update(status=status, amount_received=received)
        session["payment_intent"] = intent["id"]
        return intent
