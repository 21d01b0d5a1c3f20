"""The page a payer comes back to."""

import re
import time

import pytest
from django.utils import timezone

from payments import gateway, services
from payments.models import Charge, PaymentAttempt
from payments.return_tokens import return_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(attempt) -> str:
    return f"/payments/return/{return_token(attempt.uuid)}/"


def test_a_payer_whose_payment_is_good_goes_on(sandbox, attempt, payer, address, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    answer = payer.get(address)
    assert (answer.status_code, answer["Location"]) == (302, attempt.charge.return_path)
    assert len(paid_owners) == 1


def test_coming_back_again_asks_nobody(sandbox, attempt, payer, address):
    sandbox.does(attempt.session_id, "pay")
    payer.get(address)
    before = len(sandbox.journal()["requests"])
    assert payer.get(address).status_code == 302
    assert len(sandbox.journal()["requests"]) == before


def test_the_address_says_nothing_about_the_outcome(payer, address):
    answer = payer.get(address + "?payment_status=paid&redirect_status=succeeded")
    assert "not taken" in answer.content.decode()
    assert Charge.objects.get().state == Charge.State.PAYING


def test_a_payer_who_went_back_can_pay_on_the_page_still_open(attempt, payer, address):
    page = payer.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answer = payer.post(address, {"csrfmiddlewaretoken": token})
    assert (answer.status_code, answer["Location"]) == (302, attempt.url)


def test_paying_again_needs_the_page_itself(payer, address):
    assert payer.post(address).status_code == 403


def test_a_payment_still_processing_is_being_checked(sandbox, attempt, payer, address):
    sandbox.does(attempt.session_id, "hand-in")
    answer = payer.get(address)
    assert "Checking your payment" in answer.content.decode()
    assert answer["Refresh"] == f"5; url={address}?checks=1"


def test_a_slow_stripe_shows_checking_soon(sandbox, payer, address, monkeypatch):
    monkeypatch.setattr(gateway, "HASTY", 0.2)
    sandbox.faults(delay_seconds=2)
    began = time.monotonic()
    page = payer.get(address).content.decode()
    assert time.monotonic() - began < 1.5
    assert "Checking your payment" in page


def test_stripe_being_down_shows_checking_and_in_the_end_stops_asking(settings, payer, address):
    settings.STRIPE_API = "http://127.0.0.1:9"
    assert "Checking your payment" in payer.get(address).content.decode()
    last = payer.get(address + "?checks=12")
    assert "longer than usual" in last.content.decode()
    assert "Refresh" not in last


def test_an_expired_payment_was_not_taken(attempt, payer, address):
    gateway.expire_session(attempt.session_id)
    assert "not taken" in payer.get(address).content.decode()


def test_too_many_attempts_say_when_to_try_again(attempt, payer, address):
    for _ in range(4):
        gateway.expire_session(services.start_attempt(attempt.charge_id).session_id)
    gateway.expire_session(services.start_attempt(attempt.charge_id).session_id)
    payer.handler.enforce_csrf_checks = False
    assert "You have tried several times" in payer.post(address).content.decode()


def test_stripe_being_down_when_paying_again_is_said_so(settings, attempt, payer, address):
    gateway.expire_session(attempt.session_id)
    settings.STRIPE_API = "http://127.0.0.1:9"
    payer.handler.enforce_csrf_checks = False
    PaymentAttempt.objects.update(state=PaymentAttempt.State.EXPIRED)
    assert "We cannot take payments at the moment" in payer.post(address).content.decode()


def test_paying_again_never_claims_that_an_unchecked_payment_was_not_taken(
    sandbox, settings, attempt, payer, address
):
    sandbox.does(attempt.session_id, "pay")
    PaymentAttempt.objects.update(expires_at=timezone.now())
    settings.STRIPE_API = "http://127.0.0.1:9"
    payer.handler.enforce_csrf_checks = False
    assert "Checking your payment" in payer.post(address).content.decode()


def test_a_flagged_charge_asks_for_patience_not_for_money(payer, address):
    Charge.objects.update(needs_attention=[Charge.Attention.AMOUNT_MISMATCH])
    page = payer.get(address).content.decode()
    assert "Do not pay again" in page
    assert "<form" not in page


def test_a_token_nobody_has_is_not_found(payer, address):
    assert payer.get("/payments/return/nonsense/").status_code == 404


def test_the_secret_in_the_address_stays_private(payer, address):
    answer = payer.get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"  # with none at all, "try to pay again" is refused
    assert answer["X-Robots-Tag"] == "noindex"
