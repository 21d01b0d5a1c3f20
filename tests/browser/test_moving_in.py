"""A web manager moves an old site in: a list is brought and checked, the worker makes the drafts, and an old address leads on once its
page is published."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.at_the_desk import Desk, status_of, wait_until
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import follow, press

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
WOLD = Path(__file__).parents[2] / "docs" / "examples" / "moving-in"
TABLET = {"width": 800, "height": 1000}


def saved_pages(folder):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for one in (WOLD / "pages").iterdir():
            file.write(one, one.name)
    path = folder / "pages.zip"
    path.write_bytes(packed.getvalue())
    return path


def test_an_old_site_moves_in(house, open_page, tmp_path):
    page, eye = open_page(DESKTOP)
    desk, (reader, _look) = Desk(page, house, eye), open_page(PHONE)
    section = desk.new_page(
        desk.find("/countryside/"), "Wold District", "What was once a council of its own."
    )
    desk.publish()
    desk.go("")
    follow(page, page.get_by_role("link", name="Moving in", exact=True).first)
    desk.look("moving-in-1-bring")
    page.get_by_label("List of old addresses").set_input_files(WOLD / "crawl.csv")
    page.get_by_label("Their saved pages").set_input_files(saved_pages(tmp_path))
    desk.choose("under", section)
    page.get_by_label("Rules").fill("/waste/missed-bin service")
    press(page, "Check the list")

    def look_again():
        page.reload()
        return page.get_by_role("button", name="Make the drafts").count() == 1

    wait_until(look_again)
    expect(page.locator(".gh-upkeep")).to_contain_text("Will become drafts")
    desk.look("moving-in-2-checked")
    at = page.url
    for width, size in (("desktop", DESKTOP), ("tablet", TABLET)):
        page.set_viewport_size(size)
        page.goto(f"{at}lines/")
        expect(page.locator(".gh-upkeep")).to_contain_text("It says the same as line 21")
        desk.look(f"moving-in-3-lines-{width}")
        page.goto(f"{at}not-carried/")
        desk.look(f"moving-in-4-not-carried-{width}")
    page.set_viewport_size(DESKTOP)
    page.goto(at)
    press(page, "Make the drafts")

    def is_done():
        page.reload()
        return page.get_by_role("button", name="Take the drafts back").count() == 1

    wait_until(is_done)
    desk.look("moving-in-5-done")
    page.goto(f"{at}not-carried/?what=picture")
    press(page, re.compile(r"^Dealt with ?: .images.tip\.jpg$"))
    expect(page.get_by_role("button", name="Not yet after all").first).to_be_visible()
    desk.look("moving-in-6-dealt-with")

    # What says that it is a machine, as a browser without a screen does, is led on and not counted.
    person = page.evaluate("navigator.userAgent").replace("Headless", "")
    reader.set_extra_http_headers({"User-Agent": person})
    old = f"{house.public}/libraries/opening-hours.aspx"
    assert status_of(reader, old) == 404
    pk = desk.below(section, "Library opening hours")
    desk.go(f"pages/{pk}/edit/")
    desk.publish()
    reader.goto(old)
    expect(reader.locator("h1")).to_have_text("Library opening hours")
    assert reader.url.endswith("/countryside/wold-district/opening-hours/")
    desk.go("old-addresses/")
    expect(page.locator(".gh-upkeep")).to_contain_text("/libraries/opening-hours.aspx")
    desk.look("moving-in-7-old-addresses")
    # What was published stays; the rest goes.
    page.goto(at)
    press(page, "Take the drafts back")
    desk.look("moving-in-8-sure")
    press(page, "Take them back")
    expect(page.locator(".messages")).to_contain_text("14 drafts are gone")
    desk.delete(pk, section)
