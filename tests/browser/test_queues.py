"""Officers at their lists: ten requests by keyboard alone, and everything without JavaScript on the narrowest phone."""

import json
import re
import time
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = pytest.mark.browser

QUEUE = "/workplace/queues/highways/"
NARROWEST = {"width": 320, "height": 640}
PAGES = {
    "danger": {"dangerous": "no"},
    "location": {"where": {"description": "High Street, Marlford"}},
    "damage": {"category": "road"},
    "photo": {},
    "about-you": {"your-name": "Ann Archer"},
}
MOST_TABS = 250


def send_reports(page, house, number):
    """Send that many reports by the API; answers their references."""
    api = f"{house.public}/api/v1"

    def call(method, path, body, **headers):
        headers = {"Content-Type": "application/json", **headers}
        answer = page.request.fetch(f"{api}/{path}", method=method, data=json.dumps(body), headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    references = set()
    for _ in range(number):
        # Each from somebody else: an address that sends many is held back as spam.
        mine_alone = {
            "about-you": {**PAGES["about-you"], "your-email": f"ann.{uuid.uuid4().hex}@example.org"}
        }
        begun = call("POST", "journeys/report-a-pothole/submissions", {})
        mine = {"Authorization": f"Bearer {begun['token']}"}
        for step, answers in {**PAGES, **mine_alone}.items():
            call("PUT", f"submissions/{begun['id']}/pages/{step}", {"answers": answers}, **mine)
        sent = call(
            "POST", f"submissions/{begun['id']}/submit", {}, **mine, **{"Idempotency-Key": str(uuid.uuid4())}
        )
        references.add(sent["reference"])
    return references


def wait_until_queued(page, references):
    """Deliveries go out by a worker: reload the list until all of them are there."""
    end = time.monotonic() + 60
    while not references <= set(page.locator(".gh-worklist .gh-reference").all_inner_texts()):
        assert time.monotonic() < end, "they never came into the queue"
        page.reload()


FOCUSED = """() => {
    const at = document.activeElement;
    const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
    return `${at.name || at.tagName.toLowerCase()}: ${(label || at.value || "").trim()}`;
}"""


def tab_to(page, wanted):
    """Press Tab until what has the focus reads like this, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if re.search(wanted, page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"no way by Tab to {wanted}")


def open_focused(page, words):
    page.keyboard.press("Enter")
    expect(page.get_by_text(words).first).to_be_visible()


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_ten_requests_by_keyboard_alone(house, open_page, size):
    page, eye = open_page(size)
    references = send_reports(page, house, 10)
    sign_in(page, house.staff, house, "officer")
    page.wait_for_load_state()
    page.goto(f"{house.staff}{QUEUE}")
    wait_until_queued(page, references)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    eye.look("01-keys")
    page.keyboard.press("Escape")
    for number in range(10):
        expect(page.locator("form[data-working]")).to_be_attached()
        page.keyboard.press("j")
        first = page.locator(".gh-worklist__link").first
        expect(first).to_be_focused()
        reference = first.locator(".gh-reference").inner_text()
        row = page.locator(f"#row-{reference}")
        if row.get_by_role("button", name="Take").count():
            page.keyboard.press("t")
            expect(row.get_by_text("Yours")).to_be_visible()
            expect(row.locator(".gh-worklist__link")).to_be_focused()
        if number == 0:
            page.keyboard.press("x")
            expect(row.get_by_role("checkbox")).to_be_checked()
            eye.look("02-taken")
        page.keyboard.press("o")
        expect(page.get_by_role("heading", name="Update this request")).to_be_visible()
        tab_to(page, "^text: What you want to say")
        page.keyboard.type("Somebody is on the way.")
        tab_to(page, "^readers:")
        page.keyboard.press("Space")
        tab_to(page, "Send or note it")
        open_focused(page, "Your message is sent.")
        tab_to(page, "^state:")
        page.keyboard.press("Space")
        while not page.locator("[name=state][value=resolved]").is_checked():
            page.keyboard.press("ArrowDown")
        if page.locator("select[name=outcome]").count():
            tab_to(page, "^outcome:")
            page.keyboard.press("ArrowDown")
        tab_to(page, "^message:")
        page.keyboard.type("Filled in today.")
        tab_to(page, "Update request")
        open_focused(page, f"You have updated request {reference}")
        if number == 0:
            eye.look("03-resolved")
        tab_to(page, "^a: Highways reports$")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{QUEUE}")
        assert page.locator(f"#row-{reference}").count() == 0
    eye.look("04-done")


@pytest.mark.parametrize("size", [NARROWEST, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.thorough
def test_many_at_once_and_saved_lists_without_javascript(house, open_page, size):
    page, eye = open_page(size, javascript=False)
    references = send_reports(page, house, 3)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/workplace/")
    eye.look("01-home")
    page.goto(f"{house.staff}{QUEUE}")
    wait_until_queued(page, references)
    eye.look("02-queue")
    page.get_by_text("Narrow this list").click()
    page.get_by_label("Whose").select_option("Nobody’s yet")
    page.get_by_role("button", name="Show these").click()
    eye.look("03-narrowed")
    page.get_by_text("Save this list").click()
    page.get_by_label("Name", exact=True).fill(f"To take {size['width']}")
    page.get_by_role("button", name="Save", exact=True).click()
    eye.look("04-saved")
    page.get_by_role("link", name="Change saved lists").click()
    eye.look("05-saved-lists")
    page.get_by_role("link", name=f"Rename or delete To take {size['width']}").click()
    eye.look("06-saved-list")
    page.get_by_role("link", name="Open this list").click()
    for reference in references:
        page.get_by_label(f"Tick {reference}").check()
    page.get_by_label("With those you tick").select_option("Close with words")
    page.get_by_role("button", name="Go on").click()
    eye.look("07-asked")
    page.get_by_label("Closed").check()
    page.get_by_role("button", name="Close with words").click()
    eye.look("08-wordless")
    page.get_by_label("Message to each customer").fill("These are one and the same hole.")
    page.get_by_role("button", name="Close with words").click()
    expect(page.get_by_role("heading", name="3 of 3 done")).to_be_visible()
    eye.look("09-done")
    page.goto(f"{house.staff}/workplace/keys/")
    page.get_by_role("button", name="Switch them off").click()
    eye.look("10-keys-off")
    page.goto(f"{house.staff}/workplace/everything/?state=closed")
    eye.look("11-everything")
