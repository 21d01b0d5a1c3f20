"""The intranet's policies, tools and bookmarks: on a phone without JavaScript, then seen on a desk."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, press

pytestmark = pytest.mark.browser

POLICY = "Information security policy"


def test_an_officer_reads_a_policy_and_keeps_what_they_use(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    sign_in(page, house.staff, house, "officer")

    # What has to be read comes first, with its day, and is confirmed where it is read.
    page.goto(f"{house.staff}/policies/")
    first = page.locator(".gh-policies > li").first
    first.get_by_text("Read by").wait_for()
    eye.look("01-policies")
    follow(page, page.locator("main").get_by_role("link", name=POLICY))
    eye.look("02-policy")
    press(page, "Confirm")
    page.get_by_text("Tick the box to confirm").wait_for()
    eye.look("03-not-ticked")
    page.get_by_label("I have read and understood this").check()
    press(page, "Confirm")
    page.get_by_text("We have recorded that you have read this.").wait_for()
    eye.look("04-reading-for-you")
    page.goto(f"{house.staff}/policies/")
    page.locator("li", has_text=POLICY).get_by_text("You have confirmed").wait_for()

    # A page, a tool and an address are kept, and stand on the front page.
    press(page, "Bookmark this page")
    page.get_by_role("button", name="Remove from your bookmarks").wait_for()
    eye.look("05-kept")
    page.goto(f"{house.staff}/tools/")
    eye.look("06-tools")
    press(page, "Star CareBook")
    assert page.get_by_role("button", name="Star CareBook").get_attribute("aria-pressed") == "true"
    eye.look("07-starred")
    follow(page, page.get_by_role("link", name="Change your bookmarks"))
    page.get_by_label("What do you want to call it?").fill("Trap")
    page.get_by_label("Address").fill("javascript:alert(1)")
    press(page, "Add it")
    page.get_by_text("There is a problem").wait_for()
    eye.look("08-no-address", refused=True)
    page.get_by_label("What do you want to call it?").fill("Bank holidays")
    page.get_by_label("Address").fill("https://www.gov.uk/bank-holidays")
    press(page, "Add it")
    eye.look("09-bookmarks")
    press(page, re.compile("^Up ?: Bank holidays$"))
    names = page.locator(".gh-bookmarks__title")
    assert names.all_inner_texts() == ["Policies", "Bank holidays", "CareBook"]
    follow(page, page.get_by_role("link", name="Rename Bank holidays"))
    eye.look("10-rename")
    page.get_by_label("Name").fill("Days off")
    press(page, "Save")
    press(page, "Delete Policies")
    assert names.all_inner_texts() == ["Days off", "CareBook"]
    page.goto(f"{house.staff}/")
    page.get_by_role("heading", name="Your bookmarks").wait_for()
    eye.look("11-front-page")

    desk, eye = open_page(DESKTOP)
    sign_in(desk, house.staff, house, "officer")
    for name, path in {
        "front-page": "/",
        "policies": "/policies/",
        "policy": "/policies/lone-working/",
        "tools": "/tools/",
        "bookmarks": "/workplace/bookmarks/",
    }.items():
        assert desk.goto(f"{house.staff}{path}").status == 200
        eye.look(f"20-{name}-desk")


@pytest.mark.thorough
def test_an_editor_asks_for_it_and_sees_who_has_read_it(house, open_page):
    page, eye = open_page(DESKTOP)
    sign_in(page, house.staff, house, "editor")
    page.goto(f"{house.staff}/admin/knowledge/reading/")
    line = page.locator("tr", has_text="Lone working policy")
    line.get_by_text("of").first.wait_for()
    eye.look("30-mandatory-reading")
    with page.expect_navigation():
        line.get_by_role("link", name="Change Lone working policy").click()
    page.get_by_label("All council staff").wait_for()
    assert not page.get_by_text("Members of these partner organisations").is_visible()
    page.goto(f"{house.staff}/admin/knowledge/reading/")
    with page.expect_navigation():
        line.get_by_role("link", name="Lone working policy", exact=True).click()
    page.get_by_text("have confirmed").wait_for()
    eye.look("31-who-has-read-it")
