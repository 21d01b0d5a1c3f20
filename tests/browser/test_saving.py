"""Leaving a journey and coming back to it, in a real browser."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import latest_mail, press

pytestmark = pytest.mark.browser

JOURNEY = "/journeys/report-a-pothole/"


def at_the_location(page, house, words):
    """Start, and type half of the second page."""
    page.goto(f"{house.public}{JOURNEY}")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    press(page, "Continue")
    where_in(page).fill(words)


def where_in(page):
    """The box for the place in words."""
    return page.locator("[name=where_description]")


@pytest.mark.parametrize(
    "javascript",
    [pytest.param(True, marks=pytest.mark.thorough), pytest.param(False, id="without JavaScript")],
)
def test_left_on_the_phone_and_gone_on_with_at_a_desk(house, open_page, javascript):
    page, eye = open_page(PHONE, javascript)
    address = f"ann{time.monotonic_ns()}@example.org"
    at_the_location(page, house, "Outside the library")
    press(page, "Save and come back later")
    eye.look("01-saved")
    press(page, "Send me a link")
    eye.look("02-error")
    page.get_by_label("Your email address or mobile number").fill(address)
    press(page, "Send me a link")
    eye.look("03-sent")
    mail = latest_mail(house, address)

    desk, eye = open_page(DESKTOP, javascript)
    path = re.search(r"https?://[^/]+(/journeys/\S+)", mail)[1]
    desk.goto(f"{house.public}{path}")
    eye.look("04-link")
    press(desk, "Send me a code")
    eye.look("05-code")
    code = re.search(r"code is (\d{3} \d{3})", latest_mail(house, "Your code for your saved answers"))[1]
    desk.get_by_label("Your code").fill(code)
    press(desk, "Continue")
    assert where_in(desk).input_value() == "Outside the library"
    eye.look("06-back")


@pytest.mark.thorough
def test_a_page_nobody_touches_asks_waits_and_gives_way_without_losing_a_word(house, open_page):
    page, eye = open_page(PHONE)
    page.clock.install()
    at_the_location(page, house, "Typed and left")
    asked, said = page.locator("dialog"), page.locator("[data-idle-said]")

    page.clock.fast_forward("19:50")
    assert not asked.is_visible()
    page.keyboard.press("Tab")
    page.clock.fast_forward("19:50")
    assert not asked.is_visible(), "a key was pressed in between"

    page.clock.fast_forward("00:15")
    asked.wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Stay on this page"
    assert said.text_content() == "5 minutes"
    eye.look("01-asked")
    page.keyboard.press("Enter")
    asked.wait_for(state="hidden")

    page.clock.fast_forward("20:05")
    asked.wait_for()
    page.keyboard.press("Escape")
    asked.wait_for(state="hidden")

    page.clock.fast_forward("20:05")
    asked.wait_for()
    page.clock.fast_forward("04:10")
    expect(said).to_contain_text("second", timeout=30_000)
    with page.expect_navigation():
        page.clock.fast_forward("01:00")
    eye.look("02-closed")
    assert "Typed and left" not in page.content()
    press(page, "Continue")
    assert where_in(page).input_value() == "Typed and left"
