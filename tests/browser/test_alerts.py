"""An editor publishes an emergency, and a resident sees it on the phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def write_alert(page, house, *, level, title, text, may_hide=False):
    """Write an alert in the admin and publish it, by the names of fields and buttons."""
    page.goto(f"{house.staff}/admin/")
    page.get_by_role("link", name="Alerts").click()
    page.get_by_role("link", name="Add alert").first.click()
    page.get_by_role("combobox", name="Level").select_option(label=level)
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Text").fill(text)
    if may_hide:
        page.get_by_role("checkbox", name="People may put it away").check()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("published.").first.wait_for()


def take_down_all(page, house):
    """Leave the house as it was found, for the walks after this one."""
    page.goto(f"{house.staff}/admin/snippets/content/alert/")
    page.get_by_role("checkbox", name="Select all").first.check()
    page.get_by_label("Bulk actions").get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Yes, delete").click()


def test_an_emergency_reaches_a_resident(house, open_page):
    editor, _ = open_page(DESKTOP)
    resident, eye = open_page(PHONE)
    resident.goto(f"{house.public}/adult-care/")
    assert resident.get_by_role("region", name="Important news").count() == 0

    sign_in(editor, house.staff, house, "editor")
    write_alert(
        editor,
        house,
        level="Emergency: danger to people",
        title="Gas leak in Thornbeck",
        text="Stay indoors and keep windows shut.",
    )
    write_alert(
        editor, house, level="Warning", title="14 schools are shut", text="Because of snow.", may_hide=True
    )

    resident.goto(f"{house.public}/adult-care/")
    news = resident.get_by_role("region", name="Important news")
    assert "Gas leak in Thornbeck" in news.inner_text()
    assert news.get_by_role("button").count() == 1
    eye.look("alert")

    # What may be put away stays away on this device; the emergency stays.
    news.get_by_role("button", name="14 schools are shut").click()
    assert not news.get_by_text("14 schools are shut").first.is_visible()
    resident.reload()
    expect(resident.locator("[data-module=gh-alert]").first).to_be_hidden(timeout=30_000)
    assert news.get_by_text("Gas leak in Thornbeck").first.is_visible()
    eye.look("put-away")

    # Without scripts it simply stays, and nothing offers what would not work.
    other, other_eye = open_page(PHONE, javascript=False)
    other.goto(f"{house.public}/adult-care/")
    assert other.get_by_text("14 schools are shut").first.is_visible()
    assert not other.get_by_role("button", name="Hide").is_visible()
    other_eye.look("without-scripts")
    take_down_all(editor, house)
