"""What looks like spam, seen by its sender and by the officer who lets it through."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import go_on, press
from tests.browser.test_uploads import at_the_photo

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_a_report_held_back_by_mistake_reaches_the_team(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    at_the_photo(page, house)
    go_on(page)
    go_on(page)
    around = page.locator("[aria-hidden]").filter(has=page.locator("[name=say_more]"))
    assert around.bounding_box()["width"] <= 1, "nobody sees the box"
    page.locator("[name=say_more]").fill("http://buy.example", force=True)
    press(page, "Send")
    eye.look("01-kept")
    reference = page.locator(".gh-reference").inner_text()

    desk, eye = open_page(DESKTOP)
    sign_in(desk, house.staff, house, "officer")
    desk.goto(f"{house.staff}/workplace/suspected/")
    eye.look("02-suspected")
    desk.get_by_role("link", name=reference).click()
    eye.look("03-held-back")
    desk.get_by_role("button", name="Release this request").click()
    desk.get_by_text(f"You have released request {reference}.").wait_for()
    eye.look("04-released")
