"""An organisation's home on the extranet: a manager finds what waits and whom to call; a contractor their jobs; whoever belongs to
two chooses."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

NARROW = {"width": 320, "height": 600}


@pytest.mark.parametrize("size", [PHONE, DESKTOP, NARROW], ids=["phone", "desk", "320"])
def test_a_manager_comes_home(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.partners, house, "partner")
    page.goto(house.partners)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hale House Care")
    for name in ("Waiting for you", "Your organisation’s requests", "Documents for you"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_role("heading", name="Your contact at the council")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    eye.look("home")
    page.get_by_role("link", name="People and their access").click()
    expect(page.get_by_role("heading", name="People with access")).to_be_visible()
    # Nothing of another organisation's stands there.
    page.goto(house.partners)
    assert "Eastwold" not in page.locator("main").inner_text()
    page.goto(f"{house.partners}/cy/")
    eye.look("welsh")


def test_a_contractor_goes_from_home_to_their_jobs(house, open_page):
    page, eye = open_page(PHONE)
    sign_in(page, house.partners, house, "contractor")
    page.goto(house.partners)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wold Highways")
    expect(page.get_by_role("link", name="Who looks after access")).to_be_visible()
    assert page.get_by_role("link", name="Invite somebody").count() == 0
    eye.look("contractor")


def test_without_scripts_it_is_the_same(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    sign_in(page, house.partners, house, "partner")
    page.goto(house.partners)
    expect(page.get_by_role("button", name="Ask for something, or report it")).to_be_visible()
    eye.look("plain")
