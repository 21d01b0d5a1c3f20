"""An officer learns: turns practice on, fills in a journey, works on what came of it, reads the letters that nobody got,
pays without a card, and stops."""

import time

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, go_on, press

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_officer_practises(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "officer-two")
    page.goto(f"{house.staff}/workplace/practice/")
    eye.look("01-home")
    press(page, "Start practising")
    bar = page.get_by_role("region", name="Practice", exact=True)
    bar.get_by_text("TEST", exact=True).wait_for()
    eye.look("02-practising")

    follow(page, page.get_by_role("link", name="Start the journey for exercise 1"))
    bar.wait_for()
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("Road, place or landmark").fill("High Street, Marlford")
    go_on(page)
    page.get_by_label("Road", exact=True).check()
    go_on(page)
    go_on(page)
    page.get_by_label("Your name").fill("Gareth Penry")
    page.get_by_label("Email address").fill("gareth.in.practice@example.com")
    go_on(page)
    press(page, "Send")
    page.get_by_text("This is practice: nobody is written to").wait_for()
    reference = page.locator(".govuk-panel__body strong").inner_text()
    eye.look("03-sent")

    page.goto(f"{house.staff}/workplace/queues/highways/")
    deadline = time.monotonic() + 30
    while reference not in page.content() and time.monotonic() < deadline:
        time.sleep(0.5)
        page.reload()
    bar.wait_for()
    eye.look("04-queue")
    page.goto(f"{house.staff}/workplace/requests/{reference}/")
    bar.wait_for()
    eye.look("05-request")
    page.goto(f"{house.staff}/workplace/practice/requests/{reference}/letters/")
    page.get_by_role("heading", name="What would have been sent").wait_for()
    deadline = time.monotonic() + 30
    while not page.locator("main section").count() and time.monotonic() < deadline:
        time.sleep(0.5)
        page.reload()
    page.locator("main section").filter(has_text=reference).first.wait_for()
    eye.look("06-letters")

    bar.get_by_role("button", name="Stop practising").click()
    page.get_by_text("What you do from now on is real.").wait_for()
    assert bar.count() == 0
    eye.look("07-stopped")
    page.goto(f"{house.staff}/workplace/queues/highways/")
    assert reference not in page.content()
    assert page.goto(f"{house.staff}/workplace/requests/{reference}/").status == 404
