"""A manager opens a month, chooses what to see, reads a measure in full and takes the figures away as a file; on a phone
and on a desktop, with and without JavaScript."""

import csv
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("size,javascript", [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone"])
def test_a_manager_reads_measures_and_takes_them_away(house, open_page, size, javascript, tmp_path):
    page, eye = open_page(size, javascript=javascript)
    sign_in(page, house.staff, house, "manager")
    page.goto(f"{house.staff}/workplace/measures/")
    last = date.today().replace(day=1) - timedelta(days=1)
    expect(page.get_by_role("heading", name=f"Measures: {last:%B %Y}")).to_be_visible()
    eye.look("month")
    of_all = page.get_by_role("table", name="All measures").get_by_role("row", name="Digital share")
    everything = of_all.get_by_role("cell").nth(2).inner_text()

    # Two months earlier, one channel alone: all of it is digital.
    earlier = (last.replace(day=1) - timedelta(days=1)).replace(day=1)
    page.get_by_label("Month", exact=True).select_option(label=f"{earlier:%B %Y}")
    page.get_by_label("Channel", exact=True).select_option(label="Web")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name=f"Measures: {earlier:%B %Y}")).to_be_visible()
    web = page.get_by_role("table", name="All measures").get_by_role("row", name="Digital share")
    expect(web).to_contain_text("100.0%")
    assert web.get_by_role("cell").nth(2).inner_text() != everything
    eye.look("chosen")

    # A measure in full keeps what was chosen.
    page.get_by_role("link", name="Repeat contacts").click()
    expect(page.get_by_role("heading", name="Repeat contacts in full")).to_be_visible()
    expect(page.get_by_label("Channel", exact=True)).to_have_value("web")
    eye.look("in full")
    page.get_by_role("link", name="Contacts", exact=True).click()
    expect(page.get_by_text("With somebody of the council")).to_be_visible()
    eye.look("contacts")

    with page.expect_download() as taken:
        page.get_by_role("link", name="Download these twelve months").click()
    taken.value.save_as(tmp_path / "measures.csv")
    rows = list(csv.DictReader((tmp_path / "measures.csv").open(encoding="utf-8-sig")))
    assert {row["Channel"] for row in rows} == {"Web"}
    there = [row for row in rows if row["Month"] == f"{earlier:%Y-%m}"]
    shown = (
        page.get_by_role("table", name="All measures").get_by_role("row").nth(1).get_by_role("cell").nth(1)
    )
    assert sum(int(row["Contacts"]) for row in there) == int(shown.inner_text().replace(",", ""))

    page.get_by_role("link", name="How everything is counted").click()
    expect(page.get_by_role("heading", name="How everything is counted")).to_be_visible()
    eye.look("definitions")

    # On paper: the figures without what is there to be pressed.
    page.go_back()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    expect(page.get_by_role("table", name="All measures")).to_be_visible()
    if eye.pictures:
        page.screenshot(path=eye.pictures / "printed.png", full_page=True)
