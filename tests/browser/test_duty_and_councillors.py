"""The duty desk decides about a referral with a second person; a councillor raises something for a resident and follows
it. On a phone and on a desktop."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


@SIZES
def test_a_councillor_raises_something_for_a_resident_and_follows_it(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "councillor")
    page.wait_for_load_state()
    page.goto(f"{house.staff}/workplace/casework/")
    eye.look("casework")
    page.get_by_role("button", name="Raise something for a resident").click()
    eye.look("consent")
    page.get_by_role("button", name="Continue").click()
    eye.look("consent-missing")
    resident = f"Mabel Thorne of {size['width']}"  # one a walk: the house keeps what was raised
    page.get_by_label("Who asked you?").fill(resident)
    page.get_by_label("In writing").check()
    for part, value in (("day", "5"), ("month", "1"), ("year", "2026")):
        page.locator(f"[name=on_{part}]").fill(value)
    page.get_by_role("button", name="Continue").click()
    eye.look("what-to-ask-for")
    page.get_by_role("button", name="Ask us to call you", exact=False).first.click()
    expect(page).to_have_url(re.compile("/journeys/"))
    eye.look("journey")
    page.goto(f"{house.staff}/workplace/casework/")
    expect(page.get_by_role("listitem").filter(has_text=resident).get_by_text("Not sent yet")).to_be_visible()
    eye.look("casework-begun")
    page.goto(f"{house.staff}/workplace/casework/follow/")
    eye.look("follow")
    page.goto(f"{house.staff}/workplace/casework/wards/")
    eye.look("wards")


@SIZES
def test_the_duty_desk(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "safeguarding")
    page.wait_for_load_state()
    page.goto(f"{house.staff}/workplace/duty/")
    eye.look("duty")
    first = page.locator(".gh-worklist a").first
    first.click()
    eye.look("decide")
    page.get_by_role("button", name="Note the decision").click()
    eye.look("decide-missing")
    page.get_by_label("More has to be known first").check()
    page.get_by_label("Why?").fill("We do not know yet whether she is safe tonight.")
    page.get_by_role("button", name="Note the decision").click()
    expect(page.locator(".govuk-notification-banner").get_by_text("stays on the duty desk")).to_be_visible()
    eye.look("decided")
