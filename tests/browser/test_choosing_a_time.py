"""In a real browser: a time at the recycling centre is chosen, kept for longer, changed and sent."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import go_on, press

pytestmark = pytest.mark.browser


def at_choosing(page, house):
    """Everything answered, up to where it is to be."""
    page.goto(f"{house.public}/journeys/book-a-recycling-centre-visit/")
    press(page, "Start now")
    page.locator("main input[type=checkbox]").first.check()
    go_on(page)
    page.get_by_label("On foot or by bike").check()
    go_on(page)
    page.get_by_label("What is your full name?").fill("Ann Archer")
    go_on(page)
    page.get_by_label("Email address").fill("ann@example.com")
    go_on(page)
    assert "Where do you want to go?" in page.locator("h1").inner_text()


@pytest.mark.parametrize(
    ("size", "javascript"),
    [(PHONE, False), pytest.param(DESKTOP, True, marks=pytest.mark.thorough)],
)
def test_a_time_is_chosen_kept_for_longer_changed_and_sent(house, open_page, size, javascript):
    page, eye = open_page(size, javascript)
    at_choosing(page, house)
    eye.look("48-where")
    press(page, "Show the times")
    page.locator(".govuk-error-summary").get_by_role("link", name="Choose where you want to go").click()
    eye.look("49-where-not-said")
    page.get_by_label("Eastwold recycling centre").check()
    press(page, "Show the times")
    assert "Choose a time" in page.locator("h1").inner_text()
    eye.look("50-choose-a-time")
    # One place and few days: the rest is behind "Later times".
    assert page.locator("main").bounding_box()["height"] < (2400 if size == PHONE else 1600)
    for radio in page.locator("main .gh-times .govuk-radios__label").all()[:10]:
        box = radio.bounding_box()
        assert box and box["height"] >= 24 and box["width"] >= 24
    press(page, "Continue")
    assert "Choose a time" in page.locator(".govuk-error-summary").inner_text()
    eye.look("51-nothing-chosen")
    page.get_by_role("link", name="Later times").first.click()
    eye.look("52-later")
    page.locator("main .gh-times input").first.check()
    press(page, "Continue")
    kept = page.locator(".gh-kept").inner_text()
    assert re.search(r"until \d+(:\d\d)?(am|pm): for 1[45] more minutes", kept)
    eye.look("53-check")
    press(page, "Keep it for 15 more minutes")
    eye.look("54-kept")
    page.get_by_role("link", name="Change day and time").click()
    eye.look("55-change")
    page.get_by_role("button", name="Continue with this time").click()
    press(page, "Send")
    assert re.search(r"\w+day \d+ \w+ 20\d\d", page.locator("main").inner_text())
    eye.look("56-booked")
