"""The sandbox's webhooks: signed, repeated while nobody takes them, kept over a restart."""

import json
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stripe

from payments.sandbox import events
from payments.sandbox.server import Sandbox

SECRET = "whsec_delivery"
ROOT = Path(__file__).resolve().parents[3]


class Receiver:
    """Takes webhooks, and answers with the statuses it is given before it answers 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.received: list[tuple[str, dict]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                receiver.received.append((body, dict(self.headers)))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/payments/stripe/webhook"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def wait_for(self, count: int, seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.received) == count


@pytest.fixture
def start(tmp_path):
    running = []

    def one(url: str) -> Sandbox:
        sandbox = Sandbox(
            port=0,
            state=tmp_path / "state" / "stripe.sqlite3",
            webhook_url=url,
            webhook_secret=SECRET,
            webhook_host="council.example",
        )
        sandbox.start()
        running.append(sandbox)
        return sandbox

    yield one
    for sandbox in running:
        if not sandbox._stopping.is_set():
            sandbox.stop()


def expire_one(sandbox: Sandbox) -> str:
    """The shortest way to one event."""
    line = {
        "quantity": "1",
        "price_data": {"currency": "gbp", "unit_amount": "500", "product_data": {"name": "x"}},
    }
    session = sandbox.checkout.create(
        {"mode": "payment", "success_url": "https://x.example", "line_items": [line]}
    )
    sandbox.checkout.expire(session["id"], {})
    return session["id"]


def test_an_event_arrives_signed_for_the_right_host(start):
    receiver = Receiver()
    session_id = expire_one(start(receiver.url))
    receiver.wait_for(1)
    body, headers = receiver.received[0]
    assert headers["Host"] == "council.example"
    event = stripe.Webhook.construct_event(body, headers["Stripe-Signature"], SECRET)
    assert (event.type, event.data.object.id) == ("checkout.session.expired", session_id)


def test_an_event_is_repeated_until_it_is_taken(start, monkeypatch):
    monkeypatch.setattr(events, "BACK_OFF", (0.05, 0.05, 0.05))
    receiver = Receiver(500, 302, 400)
    sandbox = start(receiver.url)
    expire_one(sandbox)
    receiver.wait_for(4)
    assert len({json.loads(body)["id"] for body, _ in receiver.received}) == 1
    time.sleep(0.6)
    assert len(receiver.received) == 4
    assert sandbox.journal()["deliveries"][0]["delivered_at"]


def test_the_back_off_lasts_three_days(start):
    assert events.BACK_OFF[:4] == (1, 5, 30, 300)
    assert sum(events.BACK_OFF) < events.GIVE_UP_AFTER == 3 * 24 * 3600


def test_a_receiver_that_was_down_gets_it_from_the_next_run(start):
    sandbox = start("http://127.0.0.1:9/")
    expire_one(sandbox)
    end = time.monotonic() + 5
    while not sandbox.journal()["deliveries"][0]["attempts"] and time.monotonic() < end:
        time.sleep(0.02)
    sandbox.stop()
    receiver = Receiver()
    start(receiver.url)
    receiver.wait_for(1)


def test_dropped_and_doubled_on_request(start):
    receiver = Receiver()
    sandbox = start(receiver.url)
    sandbox.set_faults({"drop_webhooks": True})
    expire_one(sandbox)
    sandbox.set_faults({"drop_webhooks": False, "duplicate_webhooks": True})
    kept = expire_one(sandbox)
    receiver.wait_for(2)
    assert {json.loads(body)["data"]["object"]["id"] for body, _ in receiver.received} == {kept}


def test_the_program_keeps_everything_over_a_kill(tmp_path):
    """`python -m payments.sandbox`, killed without warning, started again on the same file."""

    def run() -> tuple[subprocess.Popen, str]:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "payments.sandbox", "--port", "0", "--webhook-secret", SECRET),
                *("--webhook-url", "http://127.0.0.1:9/", "--webhook-host", "localhost"),
                *("--state", str(tmp_path / "stripe.sqlite3")),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = process.stdout.readline()
        return process, line.split()[-1]

    def client(address: str) -> stripe.StripeClient:
        return stripe.StripeClient("sk_test_x", base_addresses={"api": address}, max_network_retries=0)

    wanted = {
        "mode": "payment",
        "success_url": "https://x.example",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {"currency": "gbp", "unit_amount": 500, "product_data": {"name": "x"}},
            }
        ],
    }
    process, address = run()
    session = client(address).v1.checkout.sessions.create(wanted, {"idempotency_key": "one"})
    urllib.request.urlopen(f"{address}/_sessions/{session.id}/pay", b"").close()
    process.kill()
    process.wait()

    process, address = run()
    assert client(address).v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert client(address).v1.checkout.sessions.create(wanted, {"idempotency_key": "one"}).id == session.id
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_the_next_run_gives_open_pages_its_own_address(start):
    """`make run` may find another port free; a page opened before must still be found."""
    sandbox = start("http://127.0.0.1:9/")
    line = {
        "quantity": "1",
        "price_data": {"currency": "gbp", "unit_amount": "500", "product_data": {"name": "x"}},
    }
    session = sandbox.checkout.create(
        {"mode": "payment", "success_url": "https://x.example", "line_items": [line]}
    )
    sandbox.stop()
    again = start("http://127.0.0.1:9/")
    assert again.checkout.session(session["id"])["url"] == f"{again.address}/pay/{session['id']}"
    assert again.checkout.list_sessions({})["data"][0]["url"].startswith(again.address)


def test_an_event_lost_on_the_way_comes_again(start, monkeypatch):
    monkeypatch.setattr(events, "BACK_OFF", (0.05,))
    receiver = Receiver()
    sandbox = start(receiver.url)
    sandbox.set_faults({"refuse_webhooks": 2})
    expire_one(sandbox)
    receiver.wait_for(1)
    assert sandbox.faults.refuse_webhooks == 0


def test_events_can_come_late_and_newest_first(start, monkeypatch):
    monkeypatch.setattr(events, "AT_ONCE", 1)
    receiver = Receiver()
    sandbox = start(receiver.url)
    sandbox.set_faults({"delay_webhooks_seconds": 0.3, "reorder_webhooks": True})
    with sandbox.store.transaction():
        made = [expire_one(sandbox) for _ in range(3)]
    receiver.wait_for(3)
    heard = [json.loads(body)["data"]["object"]["id"] for body, _ in receiver.received]
    assert heard == made[::-1]
