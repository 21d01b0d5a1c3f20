"""An answer that did not help, read on a phone without JavaScript; guidance beside a request; a text that has to be read."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, go_on, press, shown_reference
from tests.browser.test_uploads import at_the_photo

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_a_reader_says_why_an_answer_did_not_help(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    page.goto(f"{house.public}/knowledge/")
    eye.look("01-topics")
    follow(page, page.get_by_role("link", name="Blue Badges", exact=True))
    eye.look("02-topic")
    follow(page, page.get_by_role("link", name="My Blue Badge is lost or stolen"))
    eye.look("03-article")
    press(page, "No this was not helpful")
    eye.look("04-why")
    press(page, "Send")
    page.get_by_text("There is a problem").wait_for()
    eye.look("05-no-reason")
    page.get_by_label("It is not what I was looking for").check()
    page.get_by_label("Tell us more").fill("What if I find the old badge again?")
    press(page, "Send")
    page.get_by_role("heading", name="Thank you").wait_for()
    eye.look("06-thanks")
    assert page.context.cookies() == []

    desk, _eye = open_page(DESKTOP)
    sign_in(desk, house.staff, house, "editor")
    desk.goto(f"{house.staff}/admin/knowledge/questions/")
    line = desk.locator("tr", has_text="What if I find the old badge again?")
    with desk.expect_navigation():
        line.get_by_role("button", name="Start an article").click()
    assert desk.locator("#id_title").input_value() == "What if I find the old badge again?"


@pytest.mark.thorough
def test_an_officer_reads_beside_a_request_and_confirms_what_has_to_be_read(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    at_the_photo(page, house)
    go_on(page)
    go_on(page)
    press(page, "Send")
    eye.look("00-sent")
    reference = shown_reference(page)

    desk, eye = open_page(DESKTOP)
    sign_in(desk, house.staff, house, "officer")
    follow(desk, desk.get_by_role("link", name="When may a request be closed?"))
    eye.look("01-asked")
    desk.get_by_label("I have read and understood this").check()
    press(desk, "Confirm")
    desk.get_by_text("We have recorded that you have read this.").wait_for()
    eye.look("02-recorded")
    desk.goto(f"{house.staff}/workplace/requests/{reference}/")
    desk.get_by_text("What to say").first.wait_for()
    eye.look("03-beside")
