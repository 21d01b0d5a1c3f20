"""The payments' sandbox for a test, and what the test does to it from outside."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from payments.sandbox.server import Sandbox

SECRET = "whsec_for_tests"


class SandboxClient:
    """What tests do to the sandbox from outside: its journal, its switches, and the payer's hands."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.address = sandbox.address

    def journal(self) -> dict:
        with urllib.request.urlopen(f"{self.address}/_journal") as answer:
            return json.load(answer)

    def calls(self, method: str, path_end: str) -> list[dict]:
        requests = self.journal()["requests"]
        return [entry for entry in requests if entry["method"] == method and entry["path"].endswith(path_end)]

    def faults(self, **switches: float) -> None:
        self._post("/_faults", json.dumps(switches).encode())

    def does(self, session_id: str, what: str) -> dict:
        """The payer or the bank: pay, decline, hand-in, bank-pays, bank-refuses."""
        return self._post(f"/_sessions/{session_id}/{what}", b"")

    def bank(self, things: str, thing_id: str, what: str, **given: int) -> dict:
        """What banks and the dashboard do: refunds (arrive, come-back), charges (dispute, refund-in-dashboard),
        disputes (win, lose), payouts (fail)."""
        return self._post(f"/_{things}/{thing_id}/{what}", json.dumps(given).encode())

    def pays_out(self) -> dict:
        """Stripe sends all that is on the balance to the bank."""
        return self._post("/_payouts", b"")

    def events(self, kind: str = "") -> list[dict]:
        """Events in the order they were made."""
        return [event for event in reversed(self.journal()["events"]) if event["type"].startswith(kind)]

    def _post(self, path: str, body: bytes) -> dict:
        with urllib.request.urlopen(
            urllib.request.Request(self.address + path, body, method="POST")
        ) as answer:
            return json.load(answer)


@pytest.fixture
def sandbox(tmp_path: Path, settings) -> Iterator[SandboxClient]:
    """A sandbox of this test's own, which settings point at. Its webhooks go nowhere: tests carry them."""
    running = Sandbox(
        port=0,
        state=tmp_path / "stripe.sqlite3",
        webhook_url="http://127.0.0.1:9/payments/stripe/webhook",
        webhook_secret=SECRET,
    )
    running.faults.drop_webhooks = True
    running.start()
    settings.STRIPE_API = running.address
    settings.STRIPE_SECRET_KEY = "sk_test_guildhall"
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    yield SandboxClient(running)
    running.stop()
