"""Sending files over a weak signal, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_journeys import go_on, photo, press

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

JOURNEY = "/journeys/report-a-pothole/"


def at_the_photo(page, house):
    page.goto(f"{house.public}{JOURNEY}")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.locator("[name=where_description]").fill("High Street, Marlford")
    go_on(page)
    page.get_by_label("Road", exact=True).check()
    go_on(page)


def settled(page):
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=30_000)


def test_a_photo_goes_at_once_and_once_though_the_connection_is_lost_and_its_answer_too(house, open_page):
    page, eye = open_page(PHONE)
    at_the_photo(page, house)
    tries = []

    def weak(route):
        if route.request.method != "POST":
            route.continue_()
            return
        tries.append(route.request)
        if len(tries) == 1:
            route.abort("connectionreset")
        elif len(tries) == 2:
            route.fetch()  # it arrives, and the answer is lost
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/photo/", weak)
    page.locator("input[type=file]").set_input_files(photo())
    page.get_by_text("The connection was lost. We are trying again.").wait_for()
    assert page.locator("progress").count() == 1
    page.get_by_text("pothole.jpg").first.wait_for(timeout=30_000)
    settled(page)
    assert len(tries) == 3
    assert page.locator(".gh-files__item").count() == 1
    assert page.locator("progress").count() == 0
    # The two failures are in the browser's console, and meant to be.
    eye.errors.clear()
    eye.look("01-sent")
    page.get_by_role("button", name="Remove pothole.jpg").click()
    page.locator(".gh-files__item").wait_for(state="detached")
    eye.look("02-removed")


def test_a_photo_chosen_before_the_script_has_arrived_is_sent_when_it_does(house, open_page):
    page, eye = open_page(PHONE)
    page.route("**/js/refresh*.js", lambda route: (page.wait_for_timeout(1_500), route.continue_()))
    at_the_photo(page, house)
    page.locator("input[type=file]").set_input_files(photo())
    page.locator(".gh-files__item").wait_for()
    settled(page)
    assert page.locator(".gh-files__item").count() == 1
    assert not eye.errors


def test_a_file_that_will_not_do_is_named_in_place_and_the_page_goes_on(house, open_page):
    page, eye = open_page(PHONE)
    at_the_photo(page, house)
    page.locator("input[type=file]").set_input_files(
        {
            "name": "holiday.svg",
            "mimeType": "image/svg+xml",
            "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        }
    )
    page.get_by_text("“holiday.svg” must be a photo").first.wait_for()
    settled(page)
    eye.look("01-refused")
    page.locator("input[type=file]").set_input_files(photo())
    page.locator(".gh-files__item").wait_for()
    settled(page)
    assert page.locator(".govuk-error-message").count() == 0
    go_on(page)
    assert page.url.endswith("/about-you/")
