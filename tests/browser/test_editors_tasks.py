"""What editors do with pages besides writing them: publish, schedule, release together, share a draft, retire, find what is
overdue. In the real admin, with a real worker, and a reader who looks."""

import datetime
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.at_the_desk import Desk, status_of, wait_until
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import follow, press

pytestmark = pytest.mark.browser

TABLET = {"width": 800, "height": 1000}
SUMMARY = "Where you can walk beside the river, how far it is, and when it floods."
HARD = (
    "The administration of discretionary reimbursement necessitates comprehensive verification of documentation, "
    "notwithstanding applications previously submitted by alternative organisational representatives. "
) * 8


def local(minutes):
    """A time as editors write it, some minutes from now."""
    now = datetime.datetime.now(ZoneInfo("Europe/London"))
    return (now + datetime.timedelta(minutes=minutes)).strftime("%d/%m/%Y %H:%M")


def test_a_page_is_checked_while_it_is_written_and_published(house, open_page):
    page, eye = open_page(DESKTOP)
    desk = Desk(page, house, eye)
    pk = desk.new_page(desk.find("/countryside/"), "RIVER WALKS", "River walks", words=HARD)

    page.get_by_role("button", name="Toggle checks").click()
    said = page.locator("[data-checks-panel]")
    for words in (
        "It is hard to read",
        "The title is hard to take in",
        "The summary is missing, too short or too long",
    ):
        expect(said).to_contain_text(words, timeout=40_000)
    desk.look("publish-1-checks", ours=False)
    # What is put right is no longer said, while the form is still open. Wagtail begins to watch it two seconds after it opened.
    expect(page.locator("[data-edit-form][data-w-unsaved-has-edits-value]")).to_be_attached()
    page.locator("#id_title").fill("River walks")
    page.locator("#id_summary").fill(SUMMARY)
    expect(said).not_to_contain_text("The summary is missing", timeout=40_000)
    expect(said).not_to_contain_text("The title is hard")
    expect(said).to_contain_text("It is hard to read")
    # Nothing that stands round what the editor wrote is found fault with.
    expect(said).not_to_contain_text("Misusing paragraphs as headings")

    desk.publish()
    reader, look = open_page(PHONE)
    reader.goto(f"{house.public}/countryside/river-walks/")
    assert reader.locator("h1").inner_text() == "River walks"
    assert reader.locator("wagtail-userbar").count() == 0
    look.look("publish-2-reader")
    desk.delete(pk)
    assert status_of(reader, f"{house.public}/countryside/river-walks/") == 404


@pytest.mark.thorough
def test_a_page_goes_live_and_away_at_its_times(house, open_page):
    page, eye = open_page(DESKTOP)
    desk, (reader, _look) = Desk(page, house, eye), open_page(PHONE)
    pk = desk.new_page(desk.find("/countryside/"), "Winter walks", SUMMARY)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    box = page.get_by_role("dialog")
    for name, minutes in (("Go live date/time", 1), ("Expiry date/time", 3)):
        box.get_by_label(name).fill(local(minutes))
        # Each has a calendar that opens a moment later over what is below it, and goes when one presses beside it.
        calendar = page.locator(".xdsoft_datetimepicker:visible")
        expect(calendar).to_have_count(1)
        box.get_by_role("heading").first.click()
        expect(calendar).to_have_count(0)
    desk.look("schedule-1", ours=False)
    press(page, "Save schedule")
    desk.publish()
    desk.look("schedule-2", ours=False)
    address = f"{house.public}/countryside/winter-walks/"
    assert status_of(reader, address) == 404
    wait_until(lambda: status_of(reader, address) == 200)
    wait_until(lambda: status_of(reader, address) == 404)
    desk.delete(pk)


@pytest.mark.thorough
def test_pages_are_released_together(house, open_page):
    page, eye = open_page(DESKTOP)
    desk, (reader, _look) = Desk(page, house, eye), open_page(PHONE)
    above = desk.find("/countryside/")
    first = desk.new_page(above, "Orchard days", SUMMARY)
    second = desk.new_page(above, "Orchard maps", SUMMARY)
    addresses = [f"{house.public}/countryside/orchard-{one}/" for one in ("days", "maps")]

    desk.of_page(first, "Put into a release")
    desk.look("release-1-put-in")
    page.get_by_label("Name of a new release").fill("Orchards")
    press(page, "Put it in")
    desk.choose("page", second)
    press(page, "Add the page")
    expect(page.locator(".gh-upkeep")).to_contain_text("Orchard maps")
    desk.look("release-2-gathered")
    page.set_viewport_size(TABLET)
    desk.look("release-3-tablet")
    page.set_viewport_size(DESKTOP)
    page.get_by_label("Release at").fill(local(1))
    page.keyboard.press("Escape")
    press(page, re.compile("^Schedule$"))
    expect(page.locator(".messages")).to_contain_text("Scheduled")
    desk.look("release-4-scheduled")
    assert [status_of(reader, one) for one in addresses] == [404, 404]

    def all_there():
        # Asked in this order: when the first is there, the other has to be.
        found = [status_of(reader, one) for one in addresses]
        assert found != [200, 404]
        return found == [200, 200]

    wait_until(all_there)
    page.reload()
    expect(page.locator(".gh-upkeep")).to_contain_text("Released")
    desk.go("releases/")
    desk.look("release-5-list")
    desk.delete(first, second)


@pytest.mark.thorough
def test_drafts_are_shared_with_somebody_without_an_account(house, open_page):
    page, eye = open_page(DESKTOP)
    desk = Desk(page, house, eye)
    first = desk.new_page(desk.find("/countryside/"), "Ferry plans", SUMMARY)
    second = desk.new_page(first, "Ferry prices", SUMMARY)

    desk.of_page(first, "Share the draft")
    page.get_by_label("For whom").fill("The ferry company")
    page.get_by_label("The pages below it, too").check()
    desk.look("share-1-form")
    press(page, "Make the link")
    desk.look("share-2-link")
    link = page.get_by_label("Link", exact=True).input_value()

    guest, look = open_page(PHONE)
    guest.goto(link)
    look.look("share-3-list")
    follow(guest, guest.get_by_role("link", name="Ferry prices"))
    assert guest.locator("h1").inner_text() == "Ferry prices"
    look.look("share-4-draft")
    assert status_of(guest, f"{house.public}/countryside/ferry-plans/") == 404

    desk.go("shared-drafts/")
    desk.look("share-5-links")
    follow(page, page.get_by_role("link", name="The ferry company").first)
    desk.look("share-6-one")
    press(page, "End the link")
    desk.look("share-7-sure")
    press(page, "End the link")
    expect(page.locator(".messages")).to_contain_text("opens nothing")
    guest.goto(link)
    assert guest.locator("h1").inner_text() == "This link has ended"
    # A browser notes an answer of 410 as an error; here it is what is wanted.
    look.errors.clear()
    look.look("share-8-ended")
    assert status_of(guest, f"{link}{second}/") == 410
    desk.delete(second, first)


@pytest.mark.thorough
def test_a_page_is_retired_and_its_readers_are_led_on(house, open_page):
    page, eye = open_page(DESKTOP)
    desk, (reader, _look) = Desk(page, house, eye), open_page(PHONE)
    above = desk.find("/countryside/")
    pk = desk.new_page(above, "Old ferry times", SUMMARY)
    desk.publish()
    desk.of_page(pk, "Retire")
    desk.look("retire-1")
    press(page, "Retire the page")
    expect(page.locator(".gh-upkeep")).to_contain_text("Choose a page, or say that there is none")
    desk.look("retire-1-refused", refused=True)
    desk.choose("to", above)
    page.get_by_label("Why").fill("The ferry is gone")
    page.set_viewport_size(TABLET)
    desk.look("retire-2-filled-in")
    page.set_viewport_size(DESKTOP)
    press(page, "Retire the page")
    expect(page.locator(".messages")).to_contain_text("is retired")
    reader.goto(f"{house.public}/countryside/old-ferry-times/")
    assert reader.url == f"{house.public}/countryside/"
    desk.of_page(pk, "Notes")
    expect(page.locator(".gh-upkeep")).to_contain_text("Retired: The ferry is gone")
    desk.look("retire-3-note")
    desk.delete(pk)


@pytest.mark.thorough
def test_what_is_overdue_is_found_and_looked_over(house, open_page):
    page, eye = open_page(DESKTOP)
    desk = Desk(page, house, eye)
    desk.go("")
    follow(page, page.get_by_role("link", name=re.compile("overdue: look")))
    desk.look("overdue-1")
    before = page.locator(".gh-upkeep tbody tr").count()
    assert before > 1
    owner = page.locator(".gh-upkeep tbody tr td").nth(1).inner_text()
    page.get_by_label("Owner").select_option(label=owner)
    press(page, re.compile("^Show$"))
    rows = page.locator(".gh-upkeep tbody tr")
    assert 0 < rows.count() < before
    desk.look("overdue-2-by-owner")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    kept = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(kept) == rows.count() + 1 and owner in kept[1]
    title = rows.first.get_by_role("link").first.inner_text()
    # By keyboard alone: the button is reached and pressed.
    rows.first.get_by_role("button", name="I have looked at it").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text(f"“{title}” is looked over")
    assert page.get_by_role("link", name=title, exact=True).count() == 0
    page.set_viewport_size(TABLET)
    desk.look("overdue-3-tablet")
