"""A partner manager invites a colleague, who reads what is for their organisation and nothing of another's."""

import re
import time

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import latest_mail, press

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

OURS, THEIRS = "/care-providers/contract-hale-house-care/", "/schools/transport-eastwold-academy/"


def test_invited_accepted_and_signed_in_again(house, open_page):
    page, eye = open_page(PHONE)
    email = f"nia{time.monotonic_ns()}@example.org"
    sign_in(page, house.partners, house, "partner")
    page.goto(f"{house.partners}/organisations/")
    eye.look("01-your-organisation")
    page.get_by_role("button", name="Invite somebody").click()
    press(page, "Send the invitation")
    eye.look("02-missing")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Member", exact=True).check()
    press(page, "Send the invitation")
    assert page.get_by_text(f"We have sent an invitation to {email}").is_visible()
    eye.look("03-invited")

    new, eye = open_page(PHONE)
    mail = latest_mail(house, email)
    path = re.search(r"https?://[^/]+(/invitations/[^\s\"<]+)", mail)[1]
    new.goto(f"{house.partners}{path}")
    assert new.url == f"{house.partners}/invitations/accept/"
    eye.look("04-invitation")
    press(new, "Accept the invitation")
    eye.look("05-name-missing")
    new.get_by_label("Your name").fill("Nia Rees")
    press(new, "Accept the invitation")
    new.get_by_role("heading", name="Hale House Care").wait_for()
    eye.look("06-in")
    assert new.get_by_text("Marcus Bell").first.is_visible()
    assert new.goto(f"{house.partners}{OURS}").status == 200
    eye.look("07-our-page")
    assert new.goto(f"{house.partners}{THEIRS}").status == 404
    assert new.goto(f"{house.partners}{path}").status == 410


def test_the_council_looks_after_organisations(house, open_page):
    page, eye = open_page(DESKTOP)
    sign_in(page, house.staff, house, "admin")
    page.goto(f"{house.staff}/organisations/")
    eye.look("01-list")
    page.get_by_role("link", name="Eastwold Academy").click()
    eye.look("02-organisation")
    page.get_by_role("button", name="Confirm its people").click()
    eye.look("03-confirm")
    press(page, "Confirm")
    eye.look("04-undecided")
    for choice in page.get_by_label("Still needs access").all():
        choice.check()
    press(page, "Confirm")
    eye.look("05-confirmed")
    page.get_by_role("link", name="Close the organisation").click()
    eye.look("06-close")
    page.goto(f"{house.staff}/new-organisation/")
    eye.look("07-new")
    press(page, "Save")
    eye.look("08-missing")
