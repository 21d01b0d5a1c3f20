"""The sandbox's HTTP server: puts its parts together and finds the right one for each request."""

import json
import threading
import time
from dataclasses import asdict
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from payments.sandbox.balance import Balance
from payments.sandbox.checkout import Checkout
from payments.sandbox.clock import Clock
from payments.sandbox.events import Events
from payments.sandbox.faults import Faults
from payments.sandbox.giving_back import GivingBack
from payments.sandbox.handler import Handler
from payments.sandbox.idempotency import Idempotency
from payments.sandbox.intents import Intents
from payments.sandbox.store import Store


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    sandbox: "Sandbox"


class Sandbox:
    """One sandbox on 127.0.0.1. `start` and `stop` once each; the state file carries on in the next one."""

    def __init__(
        self,
        *,
        port: int,
        state: Path,
        webhook_url: str,
        webhook_secret: str,
        webhook_host: str = "",
        merchant: str = "Marlshire Council",
    ) -> None:
        self._server = _Server(("127.0.0.1", port), Handler)
        self._server.sandbox = self
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.merchant = merchant
        self.faults = Faults()
        self.clock = Clock()
        self.store = Store(state)
        self.events = Events(self.store, self.clock, self.faults, webhook_url, webhook_host, webhook_secret)
        self.balance = Balance(self.store, self.events, self.clock)
        self.giving_back = GivingBack(self.store, self.events, self.clock, self.faults, self.balance)
        self.intents = Intents(self.store, self.events, self.clock, self.giving_back)
        self.checkout = Checkout(self.store, self.events, self.clock, self.address, self.giving_back)
        self.idempotency = Idempotency(
            self.store, self.clock, pause=lambda: time.sleep(self.faults.delay_seconds)
        )
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._server.serve_forever, args=(0.1,), name="sandbox", daemon=True),
            threading.Thread(target=self._expire_overdue, name="expiry", daemon=True),
        ]

    def start(self) -> None:
        """Serve, send webhooks and let sessions expire, in threads."""
        self.events.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop all of it and close the state file."""
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self.events.stop()
        self._threads[1].join(timeout=5)
        self.store.close()

    def set_faults(self, values: dict[str, Any]) -> dict[str, Any]:
        """Change fault switches; how they all stand."""
        now = self.faults.set(values)
        self.clock.offset = self.faults.clock_offset_seconds
        return now

    def note(self, entry: dict[str, Any]) -> None:
        """Add a line to the journal."""
        self.store.rows("insert into journal (at, entry) values (?, ?)", time.time(), json.dumps(entry))

    def journal(self) -> dict[str, Any]:
        """Everything a test may want to compare: API calls, objects, events, deliveries, switches."""
        return {
            "requests": [
                json.loads(row["entry"]) for row in self.store.rows("select entry from journal order by n")
            ],
            "sessions": self.store.all("session"),
            "intents": self.store.all("intent"),
            "charges": self.store.all("charge"),
            "refunds": self.store.all("refund"),
            "disputes": self.store.all("dispute"),
            "payouts": self.store.all("payout"),
            "transactions": self.store.all("transaction"),
            "balance": self.balance.total(),
            "events": self.store.all("event"),
            "deliveries": [dict(row) for row in self.store.rows("select * from delivery")],
            "faults": asdict(self.faults),
        }

    def _expire_overdue(self) -> None:
        while not self._stopping.wait(1):
            self.checkout.expire_overdue()
