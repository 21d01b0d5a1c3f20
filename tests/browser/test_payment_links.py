"""A caller pays with a link that an officer sends while they talk, on a phone; and its code read out and typed in."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import apply_for_a_badge

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_a_caller_pays_with_a_link_on_a_phone(house, open_page):
    at_home, _ = open_page(PHONE)
    apply_for_a_badge(at_home, house, "dora.dale@example.com")
    at_home.goto(f"{house.public}/journeys/apply-for-a-blue-badge/confirmation/")
    reference = at_home.locator(".gh-reference").first.inner_text()

    office, office_eye = open_page(DESKTOP)
    sign_in(office, house.staff, house, "officer")
    office.goto(f"{house.staff}/workplace/requests/{reference}/")
    office.get_by_role("link", name="Send a payment link, or record money taken").click()
    office_eye.look("01-owed")
    office.get_by_label("To another email address or mobile number").check()
    office.get_by_label("Email address or mobile number for this once").fill("4242 4242 4242 4242")
    office.get_by_role("button", name="Make a payment link").click()
    office_eye.look("02-no-address")
    office.get_by_label("I read it out").check()
    office.get_by_role("button", name="Make a payment link").click()
    office_eye.look("03-to-read-out")
    code = office.locator("p.gh-reference").inner_text()

    phone, eye = open_page(PHONE)
    phone.goto(f"{house.public}/payments/pay/")
    phone.get_by_label("Payment code").fill("K7WQ")
    phone.get_by_role("button", name="Continue").click()
    eye.look("04-wrong-code")
    phone.get_by_label("Payment code").fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Continue").click()
    eye.look("05-owed")
    assert reference not in phone.content()
    phone.goto(phone.url.replace("/payments/", "/cy/payments/"))
    eye.look("06-owed-in-welsh")
    phone.goto(phone.url.replace("/cy/payments/", "/payments/"))
    address = phone.url
    phone.get_by_role("button", name="Continue to pay").click()
    phone.get_by_role("button", name=re.compile("Pay £")).click()
    phone.wait_for_url(re.compile("/payments/receipt/"))
    eye.look("07-receipt")
    assert reference not in phone.content()
    phone.goto(address)
    eye.look("08-paid")

    office.goto(f"{house.staff}/workplace/requests/{reference}/payment/")
    office_eye.look("09-paid")
    assert "by payment link" in office.locator("main").inner_text()
