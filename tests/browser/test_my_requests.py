"""Somebody at work asks IT, somebody of a partner asks its desk: each finds what they sent on their own site, and answers."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, go_on, press

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def ask_it(page, house, eye):
    page.goto(f"{house.staff}/journeys/report-an-it-fault/")
    press(page, "Start now")
    go_on(page)
    page.get_by_label("A laptop or screen").check()
    page.get_by_label("What happens, and what did you expect?").fill("It does not start.")
    go_on(page)
    page.get_by_label("Number on its label").fill("40211")  # asked once it is known to be a laptop
    go_on(page)
    page.get_by_label("No, not at all").check()
    page.get_by_role("group", name="Do colleagues have the same trouble?").get_by_label(
        "No", exact=True
    ).check()
    page.get_by_label("Where are you?").select_option(label="Thornbeck depot")
    eye.look("01-how-bad")
    go_on(page)
    go_on(page)
    press(page, "Send")
    return page.locator(".govuk-panel__body strong").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_staff_see_what_they_asked_it_for(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "editor")
    reference = ask_it(page, house, eye)
    eye.look("02-sent")
    follow(page, page.get_by_role("link", name="See where it is"))
    eye.look("03-one")
    page.locator("textarea[name=message]").fill("It starts now, but slowly.")
    press(page, "Send message")
    page.get_by_text("We have passed your message to the team.").wait_for()
    page.goto(f"{house.staff}/requests/")
    page.get_by_role("heading", name="My requests").wait_for()
    assert page.locator(".gh-request-list").get_by_text(reference).count()
    eye.look("04-list")
    page.goto(f"{house.staff}/requests/{reference}/cancel/")
    eye.look("05-cancel")

    # At home, on the public site, the same account knows nothing of it.
    home, _ = open_page(size)
    sign_in(home, house.public, house, "editor")
    home.goto(f"{house.public}/account/")
    assert reference not in home.content()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_partners_see_what_they_asked_the_desk_for(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.partners, house, "partner")
    page.goto(f"{house.partners}/requests/")
    eye.look("01-list")
    follow(page, page.locator(".gh-request-list a").first)
    page.get_by_role("heading", name="What has happened").wait_for()
    eye.look("02-one")
    page.goto(f"{house.partners}/journeys/ask-the-partner-desk/")
    eye.look("03-ask")

    other, _ = open_page(size)
    sign_in(other, house.partners, house, "academy")
    other.goto(f"{house.partners}/requests/")
    assert other.locator(".gh-request-list").count() == 0
