"""The example receiver: signature, repeats, and what it shows."""

import json
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer

import pytest
from standardwebhooks import Webhook

from running.example_back_office import Arrivals, Receiver

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQ="
OTHER = "whsec_" + "b3RoZXIgb3RoZXIgb3RoZXIgb3Ro"


@pytest.fixture
def address(tmp_path):
    handler = type(
        "TestReceiver",
        (Receiver,),
        {"arrivals": Arrivals(tmp_path), "webhooks": [Webhook(OTHER), Webhook(SECRET)]},
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _post(
    address: str, body: str, secret: str = SECRET, message_id: str = "m1", age: timedelta = timedelta()
):
    sent = datetime.now(UTC) - age
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(sent.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, sent, body),
    }
    with urllib.request.urlopen(urllib.request.Request(address, body.encode(), headers)) as answer:
        return json.load(answer)


def _page(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


def test_a_message_is_shown_once_however_often_it_comes(address):
    body = json.dumps({"type": "request.received", "data": {"reference": "AB12"}})
    first, second = _post(address, body), _post(address, body)
    assert first["already_had_it"] is False
    assert second == {"id": first["id"], "already_had_it": True}
    assert _page(address).count("AB12") == 1
    assert "request.received" in _page(address)


@pytest.mark.parametrize(
    "wrong", [{"secret": "whsec_" + "d3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jv"}, {"age": timedelta(minutes=10)}]
)
def test_a_message_with_a_wrong_or_old_signature_is_refused(address, wrong):
    with pytest.raises(urllib.error.HTTPError) as refused:
        _post(address, "{}", **wrong)
    assert refused.value.code == 401
    assert "Nothing has arrived yet" in _page(address)


def test_a_signature_that_is_not_one_is_refused(address):
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(int(datetime.now(UTC).timestamp())),
        "webhook-signature": "x",
    }
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address, b"{}", headers))
    assert refused.value.code == 401


def test_what_arrives_is_shown_as_text(address):
    _post(address, json.dumps({"type": "<script>alert(1)</script>"}))
    assert "<script>" not in _page(address)
