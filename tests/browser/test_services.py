"""What a resident reads about services, on a phone without JavaScript and at a desk; and an editor who says that one is shut."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, press

pytestmark = pytest.mark.browser

PAGES = {
    "01-area": "/council-tax/",
    "02-groups": "/schools-and-children/",
    "03-service": "/roads-and-transport/report-a-pothole/",
    "04-publication": "/planning-and-building/local-plan/",
    "05-status": "/service-status/",
}


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_about_services_can_be_read_by_everybody(house, open_page, size):
    page, eye = open_page(size)
    for name, path in PAGES.items():
        page.goto(f"{house.public}{path}")
        eye.look(name)


@pytest.mark.thorough
def test_a_guide_is_read_part_by_part_and_as_one(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    page.goto(f"{house.public}/council-tax/discounts-and-exemptions/")
    eye.look("01-guide")
    page.locator("a[rel=next]").click()
    page.get_by_text("Part 1 of").wait_for()
    eye.look("02-first")
    page.locator("a[rel=next]").click()
    page.get_by_text("Part 2 of").wait_for()
    eye.look("03-second")
    follow(page, page.get_by_role("link", name="Read or print the whole guide on one page"))
    eye.look("04-whole")
    # Without JavaScript there is nothing to press that would do nothing.
    assert page.get_by_role("button", name="Print or save this page").count() == 0


@pytest.mark.thorough
def test_a_step_leads_to_a_page_that_says_where_one_is(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    page.goto(f"{house.public}/schools-and-children/apply-for-a-school-place/")
    eye.look("01-steps")
    follow(page, page.locator(".gh-walk").get_by_role("link", name="School transport").first)
    page.get_by_text("Show all steps").click()
    page.get_by_text("you are here").wait_for()
    eye.look("02-included")


def test_an_editor_says_that_a_service_is_shut_and_residents_see_it(house, open_page):
    desk, _eye = open_page(DESKTOP)
    sign_in(desk, house.staff, house, "editor")
    desk.goto(f"{house.staff}/admin/snippets/content/servicestatus/add/")
    desk.get_by_role("button", name="Choose a page").click()
    chooser = desk.get_by_role("dialog")
    chooser.get_by_placeholder("Search").fill("Report a pothole")
    chooser.get_by_role("link", name="Report a pothole", exact=True).click()
    chooser.wait_for(state="hidden")
    desk.locator("#id_level").select_option("closed")
    desk.locator("#id_title").fill("The form is closed until noon")
    press(desk, "Save")
    desk.get_by_text("The form is closed until noon").first.wait_for()

    page, eye = open_page(PHONE, javascript=False)
    for name, path in {
        "01-service": "/roads-and-transport/report-a-pothole/",
        "02-area": "/roads-and-transport/",
        "03-status": "/service-status/",
    }.items():
        page.goto(f"{house.public}{path}")
        page.get_by_text("The form is closed until noon").first.wait_for()
        eye.look(name)
