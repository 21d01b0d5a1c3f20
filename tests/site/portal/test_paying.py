"""Paying from the request's own page, on any device."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests.services import record_payment
from payments.errors import ChargeNotPayable, GatewayRefused, GatewayUnavailable, TooManyAttempts
from payments.models import Charge
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.council import started

pytestmark = pytest.mark.django_db

PAY_PAGE = "https://pay.example/session"


@pytest.fixture
def unpaid(council, ann):
    """Ann's application, which costs £10."""
    return submit(started("apply-for-a-blue-badge", principal=admit(ann, "public")).id)


@pytest.fixture
def asked(monkeypatch):
    """The charges for which a pay page was opened."""
    charges = []

    def start(charge_id, network=""):
        charges.append(charge_id)
        return SimpleNamespace(url=PAY_PAGE)

    monkeypatch.setattr("payments.services.start_attempt", start)
    return charges


def page(request):
    return f"/requests/{request.reference}/"


def pay(request):
    return f"/requests/{request.reference}/pay/"


def has_button(html):
    return "/pay/" in html or "Pay £" in html


def test_its_owner_is_led_to_the_pay_page(unpaid, ann, asked):
    browser = signed_in(ann)
    html = browser.get(page(unpaid)).content.decode()
    assert f'action="{pay(unpaid)}"' in html and "Pay £10" in html
    answer = browser.post(pay(unpaid))
    assert (answer.status_code, answer["Location"]) == (302, PAY_PAGE)
    assert asked == [Charge.objects.get(owner_id=str(unpaid.id)).pk]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (GatewayUnavailable("away"), "We could not reach the payment page"),
        (GatewayRefused("no"), "We could not reach the payment page"),
        (TooManyAttempts(timezone.now() + timedelta(hours=1)), "Too many tries to pay"),
    ],
)
def test_when_paying_cannot_start_the_request_s_page_says_so_once(unpaid, ann, monkeypatch, error, words):
    def away(charge_id, network=""):
        raise error

    monkeypatch.setattr("payments.services.start_attempt", away)
    browser = signed_in(ann)
    answer = browser.post(pay(unpaid))
    assert answer["Location"] == page(unpaid)
    html = browser.get(page(unpaid)).content.decode()
    assert words in html and "no money has been taken" in html and has_button(html)
    assert words not in browser.get(page(unpaid)).content.decode()


def test_what_is_paid_already_leads_back_without_a_complaint(unpaid, ann, monkeypatch):
    def paid(charge_id, network=""):
        raise ChargeNotPayable("paid")

    monkeypatch.setattr("payments.services.start_attempt", paid)
    browser = signed_in(ann)
    assert browser.post(pay(unpaid))["Location"] == page(unpaid)
    assert "no money has been taken" not in browser.get(page(unpaid)).content.decode()


@pytest.mark.parametrize(
    "make",
    [client, lambda: signed_in(make_user()), lambda: signed_in(make_staff(Role.OFFICER))],
    ids=["anonymous", "somebody-else", "officer-on-the-public-host"],
)
def test_nobody_else_can_open_a_pay_page(unpaid, asked, make):
    answer = make().post(pay(unpaid))
    assert (answer.status_code, answer["Location"]) == (302, f"{page(unpaid)}code/")
    assert asked == []


def test_nothing_is_paid_by_following_a_link(unpaid, ann, asked):
    for browser in [signed_in(ann), client()]:
        assert browser.get(pay(unpaid)).status_code == 405
    assert asked == []


def test_the_button_goes_once_it_is_paid(unpaid, ann):
    record_payment(Charge.objects.get(owner_id=str(unpaid.id)))
    html = signed_in(ann).get(page(unpaid)).content.decode()
    assert not has_button(html) and "Received" in html


def test_the_button_waits_while_a_person_looks_at_the_payment(unpaid, ann):
    Charge.objects.update(needs_attention=["amount"])
    html = signed_in(ann).get(page(unpaid)).content.decode()
    assert not has_button(html) and "Do not pay again" in html


def test_what_costs_nothing_has_no_button(report, ann, asked):
    browser = signed_in(ann)
    assert not has_button(browser.get(page(report)).content.decode())
    assert browser.post(pay(report))["Location"] == page(report)
    assert asked == []
