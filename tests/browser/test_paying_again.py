"""Somebody goes away from the page that takes cards, is told that nothing was taken, and pays after all."""

import re

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_journeys import apply_for_a_badge

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_cancelled_on_the_payment_page_declined_and_paid_after_all(house, open_page):
    page, eye = open_page(PHONE)
    apply_for_a_badge(page, house, "gwen.gale@example.com")
    page.get_by_role("link", name="Cancel and go back").click()
    page.wait_for_url(re.compile("/payments/return/"))
    eye.look("01-not-taken")
    page.goto(page.url.replace("/payments/", "/cy/payments/"))
    eye.look("02-not-taken-in-welsh")
    page.goto(page.url.replace("/cy/payments/", "/payments/"))
    page.get_by_role("button", name="Try to pay again").click()
    page.wait_for_url(f"{house.sandbox}/**")
    page.get_by_role("button", name="Decline card").click()
    page.get_by_role("button", name="Pay £10").click()
    page.wait_for_url(re.compile("/confirmation/"))
    eye.look("03-sent")
