"""Every request our gateway makes, held against Stripe's published API by Stripe's own stripe-mock: no 4xx.

Stripe-mock keeps nothing and answers with fixtures, so only the requests are looked at. Where Go and the binary cannot be
had the test is skipped and says so: `go install github.com/stripe/stripe-mock@latest`, or STRIPE_MOCK=<the binary>.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from payments import gateway
from payments.errors import GatewayRefused
from payments.gateway.client import client, plain_errors
from payments.models import Refund

KEY = "sk_test_123"


def _binary() -> str:
    places = [os.environ.get("STRIPE_MOCK", ""), shutil.which("stripe-mock") or ""]
    places += [str(Path.home() / "go/bin/stripe-mock")]
    found = next((place for place in places if place and Path(place).is_file()), "")
    if not found:
        pytest.skip(
            "stripe-mock is not here: go install github.com/stripe/stripe-mock@latest, or set STRIPE_MOCK to it"
        )
    return found


@pytest.fixture(scope="module")
def mock() -> Iterator[str]:
    """Stripe-mock's address."""
    binary = _binary()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [binary, "-http-addr", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 30
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail("stripe-mock did not start")
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def at_mock(mock, settings) -> None:
    settings.STRIPE_API, settings.STRIPE_SECRET_KEY = mock, KEY


def test_every_request_of_ours_is_one_that_stripe_publishes(sandbox, attempt, mock, settings):
    """All of `payments.gateway` but what it only derives; a refusal by stripe-mock would be a GatewayRefused."""
    settings.STRIPE_API, settings.STRIPE_SECRET_KEY = mock, KEY
    since = timezone.now() - timedelta(days=7)
    refund = Refund(charge=attempt.charge, attempt=attempt, amount_pence=100, reason=Refund.Reason.OVERPAID)
    attempt.intent_id = "pi_123"
    asked = {
        "create_session": lambda: gateway.create_session(attempt),
        "retrieve_session": lambda: gateway.retrieve_session("cs_test_123"),
        "expire_session": lambda: gateway.expire_session("cs_test_123"),
        "create_refund": lambda: gateway.create_refund(refund),
        "retrieve_refund": lambda: gateway.retrieve_refund("re_123"),
        "refunds_of": lambda: list(gateway.refunds_of("pi_123")),
        "retrieve_charge": lambda: gateway.retrieve_charge("ch_123"),
        "retrieve_dispute": lambda: gateway.retrieve_dispute("du_123"),
        "disputes_since": lambda: gateway.disputes_since(since),
        "retrieve_payout": lambda: gateway.retrieve_payout("po_123"),
        "payouts_since": lambda: gateway.payouts_since(since),
        "transactions_of": lambda: gateway.transactions_of("po_123"),
        "transactions_since": lambda: gateway.transactions_since(since),
    }
    calls = {
        name
        for name in gateway.__all__
        if name.islower() and callable(getattr(gateway, name)) and name != "is_live"
    }
    assert set(asked) == calls
    for ask in asked.values():
        ask()


def test_a_parameter_stripe_does_not_publish_is_refused_there_too(at_mock):
    """So that the test above can fail."""
    with pytest.raises(GatewayRefused), plain_errors():
        client().v1.refunds.create({"payment_intent": "pi_123", "colour": "red"})  # type: ignore[typeddict-unknown-key]
