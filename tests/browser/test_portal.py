"""A resident's account, as somebody at home and somebody at a library's computer use it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, press

pytestmark = [pytest.mark.browser]

SECTIONS = [
    ("All your requests", "requests"),
    ("Appointments", "bookings"),
    ("Payments and receipts", "payments"),
    ("Letters", "letters"),
    ("Your details", "details"),
    ("What you need from us", "needs"),
    ("How we contact you", "preferences"),
]


@pytest.mark.parametrize(
    "size", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.thorough)], ids=["phone", "desktop"]
)
def test_a_resident_finds_everything_and_leaves_nothing_behind(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.public, house, "resident")
    page.goto(f"{house.public}/account/")
    eye.look("01-home")
    for number, (name, part) in enumerate(SECTIONS, start=2):
        follow(page, page.locator("#account-sections").get_by_role("link", name=name))
        expect(page).to_have_url(re.compile(f"/account/{part}/$"))
        eye.look(f"{number:02}-{part}")

    # What they need is said once, and is there when they come back.
    page.goto(f"{house.public}/account/needs/")
    page.get_by_label("British Sign Language (BSL)").check()
    page.get_by_label("An interpreter for another language").check()
    press(page, "Save")
    eye.look("10-needs-wrong")
    page.get_by_label("Which language do you need an interpreter for?").fill("Polish")
    press(page, "Save")
    page.get_by_text("We have saved what you need").wait_for()
    eye.look("11-needs-kept")
    expect(page.get_by_label("British Sign Language (BSL)")).to_be_checked()

    # A copy for paper.
    page.goto(f"{house.public}/account/requests/")
    follow(page, page.locator(".gh-request-list a").first)
    follow(page, page.get_by_role("link", name="Print or save a copy"))
    eye.look("12-copy")
    page.emulate_media(media="print")
    expect(page.locator(".gh-utility").first).to_be_hidden()
    expect(page.locator(".gh-not-printed").first).to_be_hidden()
    expect(page.locator("main .gh-reference").first).to_be_visible()
    page.emulate_media(media="screen")

    page.goto(f"{house.public}/account/delete/")
    eye.look("13-delete")

    # At a library: cleared, and nothing is left to go back to.
    page.goto(f"{house.public}/account/")
    follow(page, page.locator(".gh-utility").get_by_role("link", name="Finish and clear this device"))
    eye.look("14-finish")
    press(page, "Finish and clear this device")
    page.get_by_role("heading", name="This device is clear").wait_for()
    eye.look("15-cleared")
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["value"]] in ([], ["csrftoken"])
    page.goto(f"{house.public}/account/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_account_is_there_in_welsh(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.public, house, "resident")
    for part in ["", *(f"{part}/" for _name, part in SECTIONS)]:
        page.goto(f"{house.public}/cy/account/{part}")
        eye.look(f"cy-{part.strip('/') or 'home'}")


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_an_account_and_without_javascript_a_draft_is_cleared_away(house, open_page, size):
    page, eye = open_page(size, javascript=False)
    page.goto(f"{house.public}/journeys/report-a-pothole/")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    press(page, "Continue")
    follow(page, page.locator(".gh-utility").get_by_role("link", name="Finish and clear this device"))
    page.get_by_text("You cannot go on with these afterwards").wait_for()
    eye.look("01-would-be-lost")
    press(page, "Finish and clear this device")
    page.get_by_role("heading", name="This device is clear").wait_for()
    eye.look("02-cleared")
    page.goto(f"{house.public}/journeys/report-a-pothole/check/")
    expect(page).to_have_url(re.compile("lost"))
