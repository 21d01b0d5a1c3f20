"""Without an account, and with somebody's help: a request by text message, one that is added later, one person for another."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import follow, go_on, latest_mail, press, shown_reference
from tests.browser.test_signing_in import asks_for_code, enter_code, unheard_of_number

pytestmark = pytest.mark.browser


def report_with(page, house, mobile):
    """A report of a pothole with a mobile number alone; answers its reference."""
    page.goto(f"{house.public}/journeys/report-a-pothole/")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("Road, place or landmark").fill(f"Sheep Street, by number {mobile[1][-6:]}")
    go_on(page)
    page.get_by_label("Pavement or footpath").check()
    go_on(page)
    go_on(page)  # no photo
    page.get_by_label("Phone number").fill(mobile[0])
    go_on(page)
    press(page, "Send")
    return shown_reference(page)


def sign_in_by_text(page, house, mobile, name):
    """Sign in with a code by text message; the first time that makes an account."""
    typed, kept = mobile
    page.goto(f"{house.public}/account/")
    page.get_by_label("Your email or mobile number").fill(typed)
    enter_code(page, asks_for_code(page, house, kept))
    if page.get_by_label("Your name").count():
        page.get_by_label("Your name").fill(name)
        press(page, "Make my account")


@pytest.mark.parametrize(
    "size", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.thorough)]
)
def test_a_mobile_number_alone_from_the_report_to_the_account(house, open_page, size):
    page, eye = open_page(size)
    mobile = unheard_of_number()
    reference = report_with(page, house, mobile)

    other, eye = open_page(size)
    other.goto(f"{house.public}/requests/{reference}/")
    eye.look("01-which-way")
    code = asks_for_code(other, house, mobile[1], "Text me a code")
    eye.look("02-asked")
    enter_code(other, code)
    other.get_by_text(reference).first.wait_for()
    assert "Sheep Street" in other.locator("main").inner_text()

    # Somebody who signs in with that number finds it, and adds it.
    account, eye = open_page(size)
    sign_in_by_text(account, house, mobile, "Mo Mobile")
    account.goto(f"{house.public}/account/")
    account.get_by_text("We found 1 earlier request").wait_for()
    eye.look("03-found")
    follow(account, account.get_by_role("link", name="Look at them and add them"))
    eye.look("04-choose")
    account.get_by_role("checkbox").first.uncheck()
    press(account, "Add them to your account")
    eye.look("05-none-chosen")
    account.get_by_role("checkbox").first.check()
    press(account, "Add them to your account")
    account.get_by_text("1 request is in your account now.").wait_for()
    assert reference in account.locator("main").inner_text()


@pytest.mark.parametrize(
    "size", [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.thorough)]
)
def test_one_person_acts_for_another_until_it_is_ended(house, open_page, size):
    hers, eye = open_page(size)
    pia, hal = unheard_of_number(), unheard_of_number()
    reference = report_with(hers, house, pia)
    sign_in_by_text(hers, house, pia, "Pia Person")
    hers.goto(f"{house.public}/account/earlier/")
    press(hers, "Add them to your account")
    hers.goto(f"{house.public}/account/")
    follow(hers, hers.get_by_role("link", name="People who help you"))
    eye.look("11-nobody")
    follow(hers, hers.get_by_role("button", name="Ask somebody to help you"))
    press(hers, "Send the invitation")
    eye.look("12-mistakes")
    hers.get_by_label("Their name").fill("Hal Helper")
    hers.get_by_label("Their email address or mobile number").fill(hal[0])
    hers.get_by_label("Family").check()
    hers.get_by_label("Everything except what is sensitive, such as social care").check()
    press(hers, "Send the invitation")
    hers.get_by_text("Has not answered yet").wait_for()
    eye.look("13-invited")

    text = latest_mail(house, f"To: {hal[1]}", "/account/helping/invited/")
    path = re.search(r"/account/helping/invited/[\w-]+/", text)[0]
    his, eye = open_page(size)
    sign_in_by_text(his, house, hal, "Hal Helper")
    his.goto(f"{house.public}{path}")
    his.get_by_role("heading", name="Pia Person asks you to act for them").wait_for()
    eye.look("14-asked")
    press(his, "Accept")
    eye.look("15-accepted")
    press(his, "Act for Pia Person")
    his.get_by_text("You are acting for Pia Person").first.wait_for()
    eye.look("16-acting")
    his.goto(f"{house.public}/requests/{reference}/")
    assert "Sheep Street" in his.locator("main").inner_text()
    eye.look("17-her-request")
    his.goto(house.public)
    assert "You are acting for Pia Person" in his.locator("body").inner_text()

    hers.goto(f"{house.public}/account/helpers/")
    follow(hers, hers.get_by_role("link", name="End it"))
    press(hers, "Yes, end it")
    hers.get_by_text("It has ended.").wait_for()
    his.goto(f"{house.public}/requests/{reference}/")
    assert "Sheep Street" not in his.content()
    assert "You can no longer act for the person you chose." in his.locator("body").inner_text()
    eye.look("18-ended")
    press(his, "Stop acting for them")
    assert "acting for" not in his.locator("header, section.gh-acting-bar").all_inner_texts()
