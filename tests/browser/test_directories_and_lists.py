"""Finding a library, an event, a service and one's bin days: on a phone without JavaScript, and with the map on a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import follow, press

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_a_library_is_found_on_a_phone_without_scripts(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    page.goto(f"{house.public}/libraries/find-a-library/")
    eye.look("01-all")
    page.get_by_label("Search in this list").fill("computers")
    page.get_by_label("Nearest to a postcode").fill("ZZ7 1RD")
    press(page, "Show")
    expect(page.locator("#found")).to_contain_text("nearest first")
    eye.look("02-nearest")
    first = page.locator(".gh-entry").first
    expect(first).to_contain_text("miles")
    follow(page, first.get_by_role("link").first)
    expect(page.get_by_role("heading", name="Opening hours")).to_be_visible()
    eye.look("03-entry")
    page.goto(f"{house.public}/libraries/find-a-library/?near=nowhere")
    expect(page.locator("#near-problem")).to_contain_text("Enter a full UK postcode")
    eye.look("04-no-postcode")


@pytest.mark.thorough
def test_the_map_has_the_pins_of_the_list(house, open_page):
    page, eye = open_page(DESKTOP)
    page.goto(f"{house.public}/libraries/find-a-library/")
    pins = page.locator(".gh-map__pin--numbered")
    expect(pins).to_have_count(page.locator(".gh-entry[data-number]").count())
    eye.look("01-map")
    entry = page.locator(".gh-entry[data-number]").first
    entry.hover()
    expect(page.locator(".gh-map__pin--current")).to_have_text(entry.get_attribute("data-number"))


def test_bin_days_on_a_phone_without_scripts(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    page.goto(f"{house.public}/recycling-and-waste/find-your-bin-days/")
    eye.look("01-postcode")
    press(page, "Find address")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter a postcode")
    eye.look("02-empty")
    page.get_by_label("Postcode").fill("ZZ7 1RA")
    press(page, "Find address")
    eye.look("03-addresses")
    page.get_by_label("Address").select_option(index=1)
    press(page, "Show")
    expect(page.locator(".gh-days__day").first).to_contain_text("Green caddy")
    eye.look("04-days")


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_lists_look_right(house, open_page, size):
    page, eye = open_page(size)
    for path in (
        "news",
        "events",
        "a-to-z",
        "cookies",
        "privacy",
        "accessibility-statement",
        "parking/car-parks",
    ):
        page.goto(f"{house.public}/{path}/")
        eye.look(path.replace("/", "-"))
    for path in ("news", "events"):
        page.goto(f"{house.public}/{path}/")
        follow(page, page.locator(f".gh-{'news' if path == 'news' else 'event'}__title a").first)
        eye.look(f"one-of-{path}")
    page.goto(f"{house.public}/cy/events/")
    eye.look("events-in-welsh")
