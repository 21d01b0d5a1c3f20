"""In a real browser without JavaScript: a fine and bin days that are looked up, a pothole that somebody else reported."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import go_on, latest_mail, press

pytestmark = pytest.mark.browser


def start(page, house, slug):
    page.goto(f"{house.public}/journeys/{slug}/")
    press(page, "Start now")


def report_at(page, house, grid_reference):
    """Answer a pothole report at a grid reference, up to its last page."""
    start(page, house, "report-a-pothole")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("Road, place or landmark").fill("By the old oak")
    page.get_by_text("Use a grid reference or coordinates").click()
    page.get_by_label("Grid reference").fill(grid_reference)
    go_on(page)
    page.get_by_label("Kerb", exact=True).check()
    go_on(page)
    go_on(page)  # no photo
    go_on(page)  # no name


@pytest.mark.thorough
def test_a_fine_is_looked_up_and_a_system_that_is_away_says_whom_to_ring(house, open_page):
    page, eye = open_page(PHONE, False)
    start(page, house, "pay-a-penalty-notice")
    page.get_by_label("Number of the notice").fill("MS10000019")
    page.get_by_label("Registration number of the vehicle").fill("AB12 CDE")
    go_on(page)
    assert "0300 555 0147" in page.locator(".govuk-error-summary").inner_text()
    eye.look("21-notice-down")
    page.get_by_label("Number of the notice").fill("MS10000011")
    go_on(page)
    assert "You have £35 to pay" in page.locator("h1").inner_text()
    eye.look("22-notice-found")
    go_on(page)
    assert "£35" in page.get_by_role("button", name="Send and pay").inner_text()
    eye.look("23-check")


@pytest.mark.thorough
def test_bin_days_are_found_in_welsh(house, open_page):
    page, eye = open_page(DESKTOP, False)
    page.goto(f"{house.public}/cy/journeys/find-your-bin-days/")
    press(page, "Dechrau nawr")
    page.get_by_label("Eich cod post").fill("zz11aa")
    press(page, "Parhau")
    assert re.search(r"Sbwriel: \d+ \w+ \d{4}", page.locator(".govuk-inset-text").inner_text())
    eye.look("30-bin-days-cy")
    page.get_by_label("Na", exact=True).check()
    press(page, "Parhau")
    eye.look("31-nothing-missed-cy")


@pytest.mark.thorough
def test_somebody_reported_it_already(house, open_page):
    first, _eye = open_page(DESKTOP, False)
    report_at(first, house, "SP 08317 47519")
    press(first, "Send")
    page, eye = open_page(PHONE, False)
    report_at(page, house, "SP 08319 47521")
    assert "Someone may have told us about this already" in page.locator("h1").inner_text()
    eye.look("25-duplicates")
    here = page.url
    page.goto(here.replace("/journeys/", "/cy/journeys/"))
    assert "Efallai bod rhywun eisoes wedi dweud wrthym am hyn" in page.locator("h1").inner_text()
    eye.look("25-duplicates-cy")
    page.goto(here)
    press(page, re.compile("Follow this one instead"))
    eye.look("26-follow")
    page.get_by_label("Your email address or mobile number").fill("follower@example.com")
    press(page, "Send me a code")
    eye.look("27-code")
    code = re.search(r"\b\d{3} \d{3}\b", latest_mail(house, "follow a report"))
    assert code
    page.get_by_label("Your code").fill(code[0])
    press(page, "Follow this report")
    assert "You are following this report" in page.locator("h1").inner_text()
    eye.look("28-following")
    page.get_by_role("link", name="See how it stands").click()
    eye.look("29-followed")
    press(page, "Stop following")
    assert "You have stopped following it" in page.locator("main").inner_text()
