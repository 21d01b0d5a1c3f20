"""The receiver that suppliers are shown is run as it stands: our deliveries reach it, and its word reaches us."""

import os
import sqlite3
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

import httpx
import pytest
from django.utils import timezone

from forms_engine.delivery import by_hand
from forms_engine.delivery.inbound_secrets import inbound_secrets
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.secrets import signing_secrets
from forms_engine.journeys.services import submit
from forms_engine.requests.models import Inbound, StatusMapping
from tests.factories import client, make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver
from tests.live_house import free_port

ROOT = Path(__file__).resolve().parents[2]
RECEIVER = ROOT / "docs/examples/receiver.py"
PAGE = ROOT / "docs/connecting-a-back-office.md"

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    """What arrives at the address for callbacks: taken down here, so that the test hands it to our door itself."""
    taken = Queue()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.put((dict(self.headers.items()), body))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    taken.address = f"http://127.0.0.1:{server.server_port}/"
    yield taken
    server.shutdown()
    server.server_close()


@pytest.fixture
def office(said, tmp_path):
    """The example as a process of its own, and its destination."""
    open_council()
    destination = Destination.objects.get(slug="example-back-office")
    port = free_port()
    destination.settings = {"url": f"http://127.0.0.1:{port}/in"}
    destination.save()
    StatusMapping.objects.update_or_create(
        destination=destination, theirs="OPEN", defaults={"ours": "in-progress"}
    )
    process = subprocess.Popen(
        [sys.executable, RECEIVER],
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "PORT": str(port),
            "SIGNED_WITH": signing_secrets(destination.pk)[0],
            "SIGN_WITH": inbound_secrets(destination)[0],
            "CALLBACKS": said.address,
        },
    )
    with httpx.HTTPTransport(retries=10) as transport:  # until it listens
        httpx.Client(transport=transport).get(destination.settings["url"])
    yield destination
    process.terminate()
    process.wait(10)


def kept(folder):
    return sqlite3.connect(folder / "received.db").execute("select id, body from kept").fetchall()


def test_a_delivery_is_kept_once_and_its_status_comes_back(office, said, tmp_path):
    report = submit(started().id)
    delivery = Delivery.objects.get(destination=office)
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == ("delivered", f"CASE-{str(delivery.id)[:8]}")
    assert kept(tmp_path) == [(str(delivery.id), delivery.body)]

    received, body = said.get(timeout=10)
    headers = {name: value for name, value in received.items() if name.lower().startswith("webhook-")}
    door = f"/api/v1/callbacks/{office.slug}"
    forged = {**headers, "Webhook-signature": "v1,bm90IGl0cyBzaWduYXR1cmU="}
    for sent, status in ((forged, 401), (headers, 202), (headers, 202)):
        assert client().post(door, body, "application/json", headers=sent).status_code == status
    report.refresh_from_db()
    assert report.state == "in-progress" and Inbound.objects.get().outcome == "applied"

    # The same id again, as after an answer that was lost: nothing new is kept.
    Delivery.objects.filter(id=delivery.id).update(
        state="dead", dead_at=timezone.now(), delivered_at=None, next_at=None
    )
    by_hand.resend([delivery.id], by=make_staff())
    deliver(delivery.id)
    assert delivery.attempts.filter(succeeded=True).count() == 2 and len(kept(tmp_path)) == 1


def test_it_takes_nothing_that_is_not_signed_by_us(office, tmp_path):
    stranger = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(timezone.now().timestamp())),
        "Webhook-signature": "v1,bm90IG91ciBzaWduYXR1cmU=",
    }
    for headers in (stranger, {}):
        assert httpx.post(office.settings["url"], content=b"{}", headers=headers).status_code == 401
    assert kept(tmp_path) == []


def test_it_is_short_and_the_page_leads_to_it():
    assert len(RECEIVER.read_text().splitlines()) <= 60
    assert "(examples/receiver.py)" in PAGE.read_text()
