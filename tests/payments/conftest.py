"""A real sandbox and the real SDK for every test of payments; nothing is faked between us and HTTP."""

import json
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stripe
from django.test import Client

from payments import owners, services
from payments.models import Charge, PaymentAttempt
from payments.sandbox.server import Sandbox
from payments.services import LineSpec

SECRET = "whsec_for_tests"
RETURN_PATH = "/requests/ABC/"
LINES = (
    LineSpec("badge", "Blue Badge", 800, "7100-200", "outside"),
    LineSpec("post", "Posting your badge", 200, "7100-210", "zero"),
)


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


@pytest.fixture
def paid_owners(monkeypatch) -> list[str]:
    """Owner ids of type `test`, in the order they heard that their charge was paid."""
    heard: list[str] = []
    monkeypatch.setitem(owners._on_paid, "test", lambda charge: heard.append(charge.owner_id))
    return heard


@pytest.fixture
def new_charge(paid_owners) -> Callable[..., Charge]:
    """Opens a charge of £10."""

    def open_one(owner_id: str = "", return_path: str = RETURN_PATH, lines=LINES) -> Charge:
        return services.open_charge(
            owner_type="test",
            owner_id=owner_id or uuid.uuid4().hex,
            lines=lines,
            description="Apply for a Blue Badge",
            return_path=return_path,
        )

    return open_one


@pytest.fixture
def attempt(sandbox, new_charge, db) -> PaymentAttempt:
    """An open attempt at paying a new charge."""
    return services.start_attempt(new_charge().pk)


@pytest.fixture
def payer() -> Client:
    """A payer's browser on the public host, which checks CSRF as the site does."""
    return Client(enforce_csrf_checks=True, SERVER_NAME="localhost")


@pytest.fixture
def post_event(payer) -> Callable[..., int]:
    """Posts an event as Stripe would; every part of it can be spoilt. Answers the status."""

    def post(
        event: dict | str, *, secret: str = SECRET, at: float | None = None, signature: str | None = None
    ) -> int:
        body = event if isinstance(event, str) else json.dumps(event)
        if signature is None:
            stamp = int(at if at is not None else time.time())
            signature = stripe.WebhookSignature.generate_signature_header(body, secret, stamp)
        headers = {"stripe-signature": signature} if signature else {}
        return payer.post(
            "/payments/stripe/webhook", body, content_type="application/json", headers=headers
        ).status_code

    return post
