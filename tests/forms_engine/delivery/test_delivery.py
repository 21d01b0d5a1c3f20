"""A delivery reaches its back office under one id, whatever fails on the way."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from standardwebhooks import Webhook

from forms_engine.delivery import by_hand, sending, services
from forms_engine.delivery.claiming import LEASE
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.delivery.secrets import signing_secrets
from forms_engine.journeys.services import submit
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver, deliver_due


class BackOffice:
    """A real receiver that keeps what it got and answers as it is told."""

    def __init__(self):
        self.got, self.answers, self.reply = [], [], json.dumps({"id": "CASE-1"}).encode()
        office = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                office.got.append((dict(self.headers.items()), body))
                status, headers = office.answers.pop(0) if office.answers else (200, {})
                reply = office.reply
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(reply))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@contextmanager
def back_office():
    office = BackOffice()
    thread = threading.Thread(target=office.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        office.server.shutdown()
        office.server.server_close()
        thread.join()


@pytest.fixture
def office():
    with back_office() as office:
        yield office


def webhook_delivery(office):
    open_council()
    Destination.objects.filter(slug="example-back-office").update(settings={"url": office.url})
    submit(started().id)
    return Delivery.objects.get(destination__slug="example-back-office")


@pytest.fixture
def delivery(db, office):
    return webhook_delivery(office)


def test_it_arrives_signed_and_the_back_office_s_own_number_is_kept(delivery, office):
    deliver(delivery.id)
    (headers, body), *others = office.got
    assert not others
    sent = Webhook(signing_secrets(delivery.destination_id)[0]).verify(
        body, {k.lower(): v for k, v in headers.items()}
    )
    assert sent["type"] == "request.received"
    assert sent["data"]["contact"]["name"] == "Ann Archer"
    assert sent["data"]["location"]["description"].startswith("High Street")
    assert headers["webhook-id"] == str(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id, delivery.attempts_made) == ("delivered", "CASE-1", 1)


def test_an_answer_that_is_nothing_but_brackets_is_an_answer(delivery, office):
    office.reply = b"[" * 60_000
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id, len(office.got)) == ("delivered", "", 1)


def test_while_the_secret_is_changed_both_signatures_are_there(delivery, office, settings):
    old = signing_secrets(delivery.destination_id)[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-key-for-this-test"
    deliver(delivery.id)
    headers, body = office.got[0]
    headers = {k.lower(): v for k, v in headers.items()}
    Webhook(old).verify(body, headers)
    Webhook(signing_secrets(delivery.destination_id)[0]).verify(body, headers)


def test_a_failure_is_tried_again_under_the_same_id_with_the_same_bytes(delivery, office):
    office.answers = [(500, {}), (503, {"Retry-After": "100"}), (200, {})]
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "ready" and delivery.last_error == "Answered 500."
    later = timezone.now() + timedelta(seconds=10)
    with time_machine.travel(later, tick=False):
        deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.next_at >= later + timedelta(seconds=100)
    with time_machine.travel(delivery.next_at, tick=False):
        deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "delivered" and delivery.attempts_made == 3
    assert len({headers["webhook-id"] for headers, _ in office.got}) == 1
    assert len({body for _, body in office.got}) == 1
    assert {attempt.sha256 for attempt in delivery.attempts.all()} == {delivery.sha256}


def test_before_its_time_nothing_is_sent(delivery, office):
    office.answers = [(500, {})]
    deliver(delivery.id)
    deliver(delivery.id)
    assert len(office.got) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 410, 422, 301, 307])
def test_a_refusal_needs_attention_at_once_and_can_be_sent_again(delivery, office, status):
    office.answers = [(status, {"Location": "http://127.0.0.1:1/"})]
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "dead" and str(status) in delivery.last_error
    by_hand.resend([delivery.id], by=make_staff())
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


def test_after_three_days_it_needs_attention_but_is_never_dropped(delivery, office):
    office.server.server_close()
    with time_machine.travel(delivery.give_up_at + timedelta(seconds=1), tick=False):
        deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "dead" and delivery.body


def test_a_worker_that_dies_after_sending_sends_again_under_the_same_id(delivery, office):
    with patch.object(sending, "record", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        deliver(delivery.id)
    deliver(delivery.id)
    assert len(office.got) == 1, "its lease still runs: nobody else may send"
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=5)):
        deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert [headers["webhook-id"] for headers, _ in office.got] == [str(delivery.id)] * 2


def test_the_queue_of_ours_gets_it_and_again_changes_nothing(db):
    open_council()
    request = submit(started().id)
    delivery = Delivery.objects.get(destination__slug="highways-queue")
    deliver(delivery.id)
    request.refresh_from_db()
    assert request.queue.slug == "highways"
    Delivery.objects.filter(id=delivery.id).update(state="ready", delivered_at=None, next_at=timezone.now())
    deliver(delivery.id)
    assert [entry.kind for entry in request.timeline.all()] == ["submitted", "queued"]


def test_what_nobody_would_hear_of_is_refused_before_anything_is_kept(db):
    with pytest.raises(ValueError, match="Nobody"):
        services.hold(owner_type="test", owner_id="1", subject="x", destinations=[])


def test_ten_workers_at_once_send_it_once(committing_db):
    with back_office() as office:
        delivery = webhook_delivery(office)
        Delivery.objects.exclude(id=delivery.id).delete()
        gate = threading.Barrier(10)

        def work():
            gate.wait()
            try:
                deliver_due()
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(office.got) == 1
        assert Attempt.objects.filter(delivery=delivery).count() == 1
