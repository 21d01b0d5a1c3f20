"""In a real browser: an officer takes a pothole report and a Blue Badge application over the phone, by keyboard alone,
and goes on with what a resident has begun."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import go_on, press

pytestmark = pytest.mark.browser

MOST_TABS = 150


def tab_to(page, found):
    """Go to a box or a button as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if found.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not come there")


def type_in(page, label, words, exact=True):
    """Type into a box."""
    tab_to(page, page.locator("main").get_by_label(label, exact=exact).first)
    page.keyboard.type(words)


def choose(page, name, value):
    """Choose one of several by the keyboard: there with Tab, then with the arrows."""
    radios = page.locator(f"main input[type=radio][name='{name}']")
    tab_to(page, radios.first)
    page.keyboard.press("Space")
    for _ in range(20):
        if page.locator(f"main input[name='{name}'][value='{value}']").is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} cannot be chosen")


def enter(page, name):
    """Press a button by the keyboard, and wait for the page that answers."""
    tab_to(page, page.locator("main").get_by_role("button", name=name).last)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def find(page, house, letters, title):
    """From the list of journeys to the screen."""
    page.goto(f"{house.staff}/workplace/officer/")
    # The page begins in the box; the browser puts the focus there once it has drawn the page.
    expect(page.locator("#begins")).to_be_focused()
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    page.wait_for_url("**begins=**")
    link = page.locator("main").get_by_role("link", name=title)
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url("**/officer/journeys/**")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("size", "javascript"),
    [
        pytest.param(DESKTOP, True, id="desktop"),
        pytest.param(PHONE, False, id="phone without JavaScript"),
    ],
)
def test_a_pothole_and_a_badge_are_taken_over_the_phone_by_keyboard(house, open_page, size, javascript):
    page, eye = open_page(size, javascript)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/workplace/officer/")
    eye.look("officer-1-journeys")
    find(page, house, "pot", "Report a pothole")
    eye.look("officer-2-start")
    enter(page, "Begin")
    page.wait_for_url(re.compile(r"/officer/journeys/report-a-pothole/[0-9a-f-]{36}/"))
    eye.look("officer-3-screen")
    choose(page, "dangerous", "no")
    type_in(page, "Road, place or landmark", "High Street, Marlford")
    choose(page, "category", "road")
    enter(page, "Continue")
    page.locator("#last, .govuk-error-summary, .govuk-tag").first.wait_for()
    eye.look("officer-4-continued")
    name = page.locator("main input[name='your-name']")
    if not page.locator("#last").count():
        tab_to(page, name)
        page.keyboard.type("Ann Archer")
        enter(page, "Continue")
    page.locator("#last").wait_for()
    eye.look("officer-5-all-answered")
    if page.get_by_role("button", name="It is none of these").count():
        enter(page, "It is none of these")
    enter(page, "They agree: send it")
    page.locator("h1", has_text="Sent").wait_for()
    eye.look("officer-6-sent")
    assert re.search(r"\w{3}-\w{3}-\w{4}", page.locator("main .gh-reference").first.inner_text())

    find(page, house, "blue b", "Apply for a Blue Badge")
    enter(page, "Begin")
    page.wait_for_url(re.compile(r"/officer/journeys/apply-for-a-blue-badge/[0-9a-f-]{36}/"))
    choose(page, "lives-in-marlshire", "yes")
    type_in(page, "Day", "27")
    type_in(page, "Month", "3")
    type_in(page, "Year", "1958")
    choose(page, "benefit", "none")
    enter(page, "Continue")
    page.locator("main input[name='walking']").first.wait_for()
    eye.look("officer-7-a-branch")
    choose(page, "walking", "cannot-walk")
    type_in(page, "Full name", "Ben Barrow", exact=False)
    page.locator("main input[type=file]").first.set_input_files(
        {"name": "face.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    for box in page.locator("main details:has(input[name='address_line1'])").all():
        box.evaluate("element => element.open = true")
    page.locator("main input[name='address_line1']").fill("1 Mill Lane")
    page.locator("main input[name='address_town']").fill("Thornbeck")
    page.locator("main input[name='address_postcode']").fill("ZZ2 2BB")
    page.locator("main input[name='email']").fill("ben@example.com")
    enter(page, "Continue")
    type_in(page, "What happens when you walk or go on a journey?", "I need a stick", exact=False)
    for _ in range(4):
        enter(page, "Continue")
        if page.get_by_role("button", name="They agree: send it").count():
            break
    assert "£10" in page.locator("#last").inner_text()
    eye.look("officer-8-fee")
    enter(page, "They agree: send it")
    page.locator("h1", has_text="to pay").wait_for()
    eye.look("officer-9-to-pay")
    if page.get_by_label("Their email address or mobile number").count():
        type_in(page, "Their email address or mobile number", "ben@example.com")
        enter(page, "Send the link to pay")
        page.get_by_text("The link to pay was sent by email.").wait_for()
        eye.look("officer-10-link-sent")


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_a_resident_has_begun_is_gone_on_with_by_its_spoken_code(house, open_page, size):
    mine, eye = open_page(size)
    mine.goto(f"{house.public}/journeys/report-a-pothole/")
    press(mine, "Start now")
    mine.get_by_label("No", exact=True).check()
    go_on(mine)
    mine.get_by_label("Road, place or landmark").fill("Mill Lane, Thornbeck")
    mine.get_by_role("button", name="Get help by phone").click()
    mine.get_by_role("heading", name="Get help by phone").wait_for()
    eye.look("spoken-1-get-help")
    press(mine, "Show my code")
    code = mine.locator("#code").inner_text()
    eye.look("spoken-2-code")

    page, officers = open_page(size)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/workplace/officer/code/")
    officers.look("spoken-3-enter-it")
    type_in(page, "Their code", code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_url("**/officer/journeys/report-a-pothole/**")
    assert "Their own draft" in page.locator("aside").inner_text()
    assert page.locator("main input[name='where_description']").input_value() == "Mill Lane, Thornbeck"
    officers.look("spoken-4-their-draft")
    choose(page, "category", "road")
    enter(page, "Continue")
    for _ in range(3):
        if page.get_by_role("button", name="It is none of these").count():
            enter(page, "It is none of these")
        if page.get_by_role("button", name="They agree: send it").count():
            break
        enter(page, "Continue")
    enter(page, "They agree: send it")
    page.locator("h1", has_text="Sent").wait_for()
    reference = page.locator("main .gh-reference").first.inner_text()

    press(mine, "Carry on by yourself")
    mine.get_by_text(reference).first.wait_for()
    eye.look("spoken-5-it-was-sent")


def a_photo() -> bytes:
    """A small real JPEG."""
    from tests.forms_engine.council import photo

    return photo().read()
