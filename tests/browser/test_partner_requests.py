"""A referral from the extranet to its decision: sent for one of two organisations, answered, decided, begun again; and a
token for the organisation's program."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, go_on, latest_mail, press, shown_reference

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def refer(page, eye) -> str:
    """Send a referral; answers its reference."""
    page.get_by_label("Your role").fill("Deputy manager")
    page.get_by_label("Direct phone number").fill("0300 555 0177")
    go_on(page)
    page.get_by_label("Yes", exact=True).check()
    go_on(page)
    page.get_by_label("Full name").fill("Olive Oak")
    for part, number in (("Day", "3"), ("Month", "4"), ("Year", "1941")):
        page.get_by_label(part).fill(number)
    for box in page.locator("main details:has(input[name='person-address_line1'])").all():
        box.locator("summary").click()
    for part, typed in (("line1", "2 Mill Lane"), ("town", "Marlford"), ("postcode", "ZZ1 1AA")):
        page.locator(f"main input[name='person-address_{part}']").fill(typed)
    go_on(page)
    page.get_by_label("A first assessment").check()
    go_on(page)
    page.get_by_label("Nutrition").check()
    page.get_by_label("What is happening now, and what changed?").fill("She eats little since the summer.")
    page.get_by_label("Within four weeks").check()
    go_on(page)
    page.get_by_label("No", exact=True).check()
    go_on(page)
    go_on(page)
    page.get_by_label("Type your full name").fill("Marcus Bell")
    go_on(page)
    eye.look("02-check")
    press(page, "Send")
    return shown_reference(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_referral_for_an_organisation(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.partners, house, "partner")
    page.goto(f"{house.partners}/organisations/")
    page.goto(f"{house.partners}/journeys/refer-an-adult-to-social-care/")
    eye.look("01-start")
    press(page, "Start now")
    reference = refer(page, eye)
    page.goto(f"{house.partners}/organisations/requests/")
    page.locator(".gh-request-list").get_by_text(reference).wait_for()
    eye.look("03-organisation")
    page.get_by_label("Reference, to find one").fill("nothing")
    press(page, "Show")
    eye.look("04-not-found")
    page.get_by_label("Reference, to find one").fill(reference)
    press(page, "Show")
    page.get_by_text("Sent for Hale House Care").wait_for()
    page.locator("textarea[name=message]").fill("Her daughter is there on Mondays.")
    press(page, "Send message")
    eye.look("05-request")

    officer, _ = open_page(DESKTOP)
    sign_in(officer, house.staff, house, "safeguarding")
    officer.goto(f"{house.staff}/workplace/requests/{reference}/")
    officer.get_by_text("for Hale House Care").wait_for()
    officer.get_by_label("Closed", exact=True).check()
    officer.get_by_label("Message to the customer").fill("She has an assessment already.")
    press(officer, "Update request")

    page.goto(f"{house.partners}/requests/{reference}/")
    page.get_by_text("She has an assessment already.").wait_for()
    eye.look("06-decided")
    follow(page, page.get_by_role("link", name="Begin a new one from this"))
    eye.look("07-copy")
    press(page, "Begin")
    assert page.get_by_label("Your role").input_value() == "Deputy manager"
    go_on(page)
    assert not page.get_by_label("Yes", exact=True).is_checked()  # their agreement is asked for anew
    # Whoever walks here next begins anew.
    page.goto(f"{house.partners}/journeys/refer-an-adult-to-social-care/")
    follow(page, page.get_by_role("link", name="Delete these answers"))
    press(page, "Yes, delete them")

    # Nobody of another organisation finds it.
    other, _ = open_page(size)
    sign_in(other, house.partners, house, "academy")
    assert other.goto(f"{house.partners}/requests/{reference}/").status == 404
    other.goto(f"{house.partners}/organisations/requests/")
    assert reference not in other.content()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_in_two_organisations_and_a_token(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.partners, house, "partner")
    page.goto(f"{house.partners}/organisations/hale-house-care/tokens/")
    eye.look("01-tokens")
    press(page, "Make a token")
    eye.look("02-missing")
    page.get_by_label("What is it for?").fill("Care system")
    page.get_by_label("Send requests").check()
    page.get_by_label("Read what has become of them").check()
    press(page, "Make a token")
    assert page.locator("code.gh-token").inner_text().startswith("gpo_")
    eye.look("03-made")
    press(page, "Revoke Care system")
    eye.look("04-revoked")

    # Gwen of the academy helps at Hale House too: she says which one she acts for.
    page.goto(f"{house.partners}/organisations/hale-house-care/")
    joined = page.get_by_text("Gwen Pritchard").count()
    gwen, eye = open_page(size)
    sign_in(gwen, house.partners, house, "academy")
    if not joined:
        page.goto(f"{house.partners}/organisations/hale-house-care/invite/")
        page.get_by_label("Email address").fill("academy@marlshire.example")
        page.get_by_label("Member", exact=True).check()
        press(page, "Send the invitation")
        mail = latest_mail(house, "/invitations/")
        path = re.search(r"https?://[^/]+(/invitations/[^\s\"<]+)", mail)[1]
        gwen.goto(f"{house.partners}{path}")
        press(gwen, "Accept the invitation")
    gwen.goto(f"{house.partners}/organisations/requests/")
    gwen.get_by_role("heading", name="Choose your organisation").wait_for()
    eye.look("05-choose")
    press(gwen, "Continue")
    eye.look("06-missing")
    gwen.get_by_label("Hale House Care").check()
    press(gwen, "Continue")
    gwen.get_by_text("You act for Hale House Care").first.wait_for()
    eye.look("07-acting")
    # A referral is for its sender and the managers: she is a member there.
    assert gwen.locator(".gh-request-list").get_by_text("Refer an adult").count() == 0
    page.goto(f"{house.partners}/organisations/hale-house-care/")
    follow(page, page.get_by_role("link", name="Change Gwen Pritchard"))
    follow(page, page.get_by_role("link", name="Reset second factor"))
    eye.look("08-reset")
    press(page, "Yes, reset")
    page.get_by_text("Ask the council to reset it").wait_for()
    page.go_back()
    follow(page, page.get_by_role("link", name="Gwen Pritchard"))
    follow(page, page.get_by_role("link", name="Make a code card"))
    eye.look("09-card")
