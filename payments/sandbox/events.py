"""Events and their delivery: signed anew for each try, repeated for three days, kept over restarts."""

import http.client
import json
import logging
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import stripe
from stripe.params import EventListParams

from payments.sandbox import schema
from payments.sandbox.clock import Clock
from payments.sandbox.faults import Faults
from payments.sandbox.listing import page_of
from payments.sandbox.store import Store

logger = logging.getLogger(__name__)

# Seconds after each failed try; the last one repeats until three days have passed.
BACK_OFF = (1, 5, 30, 5 * 60, 30 * 60, 2 * 60 * 60, 5 * 60 * 60, 10 * 60 * 60, 12 * 60 * 60)
GIVE_UP_AFTER = 3 * 24 * 60 * 60
TIMEOUT = 10
AT_ONCE = 4


class Events:
    """Makes events and sends them to the one webhook endpoint."""

    def __init__(self, store: Store, clock: Clock, faults: Faults, url: str, host: str, secret: str) -> None:
        self._store = store
        self._clock = clock
        self._faults = faults
        self._url = urlsplit(url)
        self._host = host or self._url.netloc
        self._secret = secret
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook")
        self._in_hand: set[str] = set()

    def add(self, kind: str, thing: dict[str, Any]) -> None:
        """Make an event about an object as it is now, in the caller's transaction; it is sent after the commit."""
        now = int(self._clock.now())
        event = {
            "id": "evt_test_" + secrets.token_hex(12),
            "object": "event",
            "api_version": stripe.api_version,
            "created": now,
            "data": {"object": dict(thing)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        self._store.put("event", event)
        if not self._faults.drop_webhooks:
            self._store.rows(
                "insert into delivery (event, next_at) values (?, ?)",
                event["id"],
                time.time() + self._faults.delay_webhooks_seconds,
            )
            self._wake.set()

    def list_events(self, raw: dict[str, Any]) -> dict[str, Any]:
        """GET /v1/events."""
        params = schema.check(raw, EventListParams)
        return page_of("/v1/events", "event", self._store.all("event"), params, same=("type",))

    def start(self) -> None:
        """Begin to send; whatever an earlier run left unsent goes first, as nobody waits a night for a demonstration."""
        self._store.rows(
            "update delivery set next_at = ? where delivered_at is null and next_at is not null", time.time()
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop sending; what is unsent stays in the file."""
        self._stopping = True
        self._wake.set()
        self._thread.join(timeout=TIMEOUT)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def sign(self, body: str) -> str:
        """The Stripe-Signature header for a body, dated now."""
        return stripe.WebhookSignature.generate_signature_header(body, self._secret)

    def _run(self) -> None:
        while not self._stopping:
            # A moment of polling keeps this simple: an event added in a transaction is seen once it commits.
            self._wake.wait(timeout=0.25)
            self._wake.clear()
            waiting = self._store.rows(
                "select event, attempts from delivery where delivered_at is null and next_at <= ? order by rowid",
                time.time(),
            )
            for row in reversed(waiting) if self._faults.reorder_webhooks else waiting:
                if row["event"] not in self._in_hand:
                    self._in_hand.add(row["event"])
                    self._pool.submit(self._deliver, row["event"], row["attempts"])

    def _deliver(self, event_id: str, attempts: int) -> None:
        try:
            event = self._store.get("event", event_id)
            if event is None:
                return
            answer = "lost" if self._faults.take("refuse_webhooks") else self._post(json.dumps(event))
            if self._faults.duplicate_webhooks:
                answer = self._post(json.dumps(event))
            self._note(event, attempts + 1, answer)
        finally:
            self._in_hand.discard(event_id)

    def _note(self, event: dict[str, Any], attempts: int, answer: str) -> None:
        is_good = answer.startswith("2")
        wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
        next_at = time.time() + wait if event["created"] + GIVE_UP_AFTER > self._clock.now() else None
        self._store.rows(
            "update delivery set attempts = ?, delivered_at = ?, next_at = ?, last_answer = ? where event = ?",
            attempts,
            time.time() if is_good else None,
            None if is_good else next_at,
            answer,
            event["id"],
        )

    def _post(self, body: str) -> str:
        """Post once; the status as text, or what went wrong. Redirects are failures, as with Stripe."""
        connection = http.client.HTTPConnection(
            self._url.hostname or "", self._url.port or 80, timeout=TIMEOUT
        )
        headers = {
            "Host": self._host,
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (sandbox)",
            "Stripe-Signature": self.sign(body),
        }
        try:
            connection.request("POST", self._url.path, body.encode(), headers)
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()
