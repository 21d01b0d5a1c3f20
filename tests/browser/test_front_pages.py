"""The front pages of the three sites on a phone and on a desk, the menu with and without scripts, and no network at all."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_the_public_front_page_and_its_menu(house, open_page, javascript):
    page, eye = open_page(PHONE, javascript)
    page.goto(house.public)
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you need to do today?")
    # One line above the name, in every language.
    assert page.locator(".gh-strip").bounding_box()["height"] <= 48
    eye.look("front")
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    eye.look("menu")
    with page.expect_navigation():
        page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Contact us").last.click()
    page.goto(f"{house.public}/cy/")
    assert page.locator(".gh-strip").bounding_box()["height"] <= 48
    eye.look("welsh")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "size", [PHONE, DESKTOP, {"width": 320, "height": 600}], ids=["phone", "desk", "320"]
)
def test_the_front_pages_of_people_at_work(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "officer")
    page.goto(house.staff)
    expect(page.get_by_role("heading", name="Your tools")).to_be_visible()
    eye.look("intranet")
    page, eye = open_page(size)
    sign_in(page, house.partners, house, "partner")
    page.goto(house.partners)
    expect(page.get_by_role("heading", name="Go straight to")).to_be_visible()
    eye.look("extranet")


@pytest.mark.thorough
def test_whoever_has_colours_of_their_own_sees_where_things_are(house, browser):
    context = browser.new_context(viewport=PHONE, forced_colors="active", service_workers="block")
    page = context.new_page()
    page.goto(house.public)
    tile = page.locator(".gh-tile").first
    assert tile.evaluate("tile => getComputedStyle(tile).borderTopWidth") != "0px"
    context.close()


@pytest.mark.thorough
def test_the_page_of_components(house, open_page):
    page, eye = open_page(DESKTOP)
    sign_in(page, house.staff, house, "editor")
    for theme in ("staff", "public", "partner"):
        page.goto(f"{house.staff}/components/?theme={theme}")
        # The panel that ends a journey is among them, with the title of its own page.
        expect(page.get_by_role("heading", level=1).first).to_have_text("Components")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    assert not eye.errors


@pytest.mark.thorough
def test_without_a_network_there_is_a_page_that_says_so(house, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(house.public)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    # The worker answers from the next page on.
    page.goto(house.public)
    context.set_offline(True)
    page.goto(f"{house.public}/cy/contact-us/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "0300 555 0142" in page.content()
    kept = page.evaluate(
        "caches.keys().then(names => caches.open(names[0])).then(c => c.keys()).then(all => all.map(r => new URL(r.url).pathname))"
    )
    assert all(path.startswith("/static/") or path.endswith("/offline/") for path in kept)
    context.close()
