"""Updates by email, from the topic's page to the end of it."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import follow, latest_mail, press

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "size", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.thorough)]
)
def test_asked_for_confirmed_changed_and_stopped(house, open_page, size):
    page, eye = open_page(size)
    address = f"una.updates.{size['width']}@example.com"
    page.goto(f"{house.public}/knowledge/")
    topic = page.locator("a[href^='/knowledge/topics/']").first
    follow(page, topic)
    follow(page, page.get_by_role("link", name="Get updates about this topic by email"))
    assert page.locator("input[name=topics]:checked").count() == 1
    eye.look("01-ask")
    press(page, "Send me the link")
    eye.look("02-without-an-address")
    page.get_by_label("Your email address").fill(address)
    press(page, "Send me the link")
    page.get_by_role("heading", name="Check your inbox").wait_for()
    eye.look("03-asked")

    mail = latest_mail(house, address)
    link = re.search(r"https?://\S+(/updates/confirm/[\w-]+/)", mail)
    assert link, mail
    page.goto(f"{house.public}{link[1]}")
    eye.look("04-confirm")
    press(page, "Send me these updates")
    page.get_by_text("We will send you updates from now on.").wait_for()
    eye.look("05-choices")
    page.get_by_label("Every month").check()
    press(page, "Save")
    page.get_by_text("We have saved your choices.").wait_for()
    assert page.get_by_label("Every month").is_checked()

    follow(page, page.get_by_role("link", name="Stop all updates"))
    eye.look("06-stop")
    press(page, "Stop all updates")
    page.get_by_role("heading", name="You will get no more updates").wait_for()
    eye.look("07-stopped")
