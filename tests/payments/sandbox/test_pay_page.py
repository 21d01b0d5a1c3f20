"""The hosted pay page, as a browser without scripts meets it."""

import http.client
from urllib.parse import urlencode, urlsplit

import pytest

from payments import services
from payments.services import LineSpec

pytestmark = pytest.mark.django_db


def fetch(url: str, form: dict | None = None, host: str = "") -> tuple[int, dict, str]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Host": host} if host else {})
    connection.request("POST" if form else "GET", parts.path, urlencode(form or {}), headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.headers), text


def test_it_shows_what_is_paid_for(attempt):
    status, headers, page = fetch(attempt.url)
    assert status == 200
    for words in (
        "Marlshire Council",
        "Blue Badge",
        "£8.00",
        "Posting your badge",
        "£2.00",
        "£10.00",
        "No money moves",
    ):
        assert words in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_pay_goes_back_to_the_site(sandbox, attempt):
    status, headers, _ = fetch(attempt.url, {"action": "pay"})
    assert status == 303
    assert headers["Location"] == sandbox.journal()["sessions"][0]["success_url"]
    assert sandbox.journal()["sessions"][0]["payment_status"] == "paid"


def test_pay_and_lose_the_connection_pays_and_goes_nowhere(sandbox, attempt):
    status, headers, page = fetch(attempt.url, {"action": "vanish"})
    assert (status, "Location" in headers) == (200, False)
    assert "Connection lost" in page
    assert sandbox.journal()["sessions"][0]["payment_status"] == "paid"


def test_a_declined_card_is_said_so_and_another_can_be_tried(sandbox, attempt):
    _, _, page = fetch(attempt.url, {"action": "decline"})
    assert 'role="alert"' in page
    assert "<title>Error: " in page
    assert fetch(attempt.url, {"action": "pay"})[0] == 303


def test_cancel_is_a_link_back(sandbox, attempt):
    _, _, page = fetch(attempt.url)
    assert sandbox.journal()["sessions"][0]["cancel_url"] in page


def test_a_page_that_is_done_with_takes_no_money(sandbox, attempt):
    sandbox.does(attempt.session_id, "pay")
    assert "already paid" in fetch(attempt.url)[2]
    assert len(sandbox.events("checkout.session.completed")) == 1


def test_names_are_text_not_markup(sandbox, new_charge):
    charge = new_charge(lines=[LineSpec("x", "<script>alert('x')</script>", 500, "1", "z")])
    page = fetch(services.start_attempt(charge.pk).url)[2]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_unknown_page_is_not_found(sandbox):
    assert fetch(f"{sandbox.address}/pay/cs_test_nothing")[0] == 404
    assert fetch(f"{sandbox.address}/elsewhere")[0] == 404


def test_another_hosts_name_is_refused(sandbox):
    assert fetch(f"{sandbox.address}/_journal", host="evil.example")[0] == 403


def test_a_bank_that_asks_who_is_paying(sandbox, attempt):
    status, _, page = fetch(attempt.url, {"action": "authenticate"})
    assert (status, "Show your bank that it is you" in page) == (200, True)
    intent = sandbox.journal()["intents"][0]
    assert (intent["status"], sandbox.journal()["sessions"][0]["status"]) == ("requires_action", "open")
    status, _, page = fetch(attempt.url, {"action": "not-me"})
    assert (status, "Error:" in page) == (200, True)
    fetch(attempt.url, {"action": "authenticate"})
    status, _, _ = fetch(attempt.url, {"action": "pay"})
    assert status == 303
    assert services.settle(attempt.pk, "return").state == "paid"
