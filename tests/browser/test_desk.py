"""An officer at the desk, by keyboard alone: twenty calls logged, a caller found, who they are checked, a request chased;
and the same desk on a phone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import apply_for_a_badge, go_on, press

pytestmark = pytest.mark.browser

MOST_KEYS = 12  # docs/contact-desk.md says how they are counted

# Letters that begin the name, or a word in the name, of one service alone; and how many arrows down its reason is (0: the
# space bar takes the first).
CALLS = [
    *(("hig", 0), ("lib", 0), ("parki", 0), ("gar", 1), ("rec", 0), ("blu", 2), ("pas", 0), ("bir", 0)),
    *(("lig", 2), ("flo", 1), ("tran", 0), ("admi", 0), ("free", 0), ("comp", 3), ("early", 0), ("trad", 0)),
    *(("arch", 0), ("fost", 0), ("lear", 0), ("env", 0)),
]


class Keyboard:
    """The keyboard, with a count of the keys that were pressed on it."""

    def __init__(self, page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.press(*words)

    def to(self, locator) -> None:
        """Tab on until it has the focus."""
        handle = locator.element_handle()
        for _ in range(150):
            if handle.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"no way by keyboard to {locator}")

    def open(self, locator) -> None:
        """Tab on to a link or a button, and press it."""
        self.to(locator)
        self.press("Enter")


def ready(page) -> None:
    """Wait until the keys do something."""
    expect(page.locator("[data-module=gh-keys][data-ready]")).to_be_visible()


def log_one(page, keys, letters: str, down: int) -> None:
    """From the service's box to "Logged"."""
    # The drop-down list, which is there for those without JavaScript, is a combobox as well.
    box = page.locator("input").and_(page.get_by_role("combobox", name="Service"))
    expect(box).to_be_focused()
    keys.type(letters)
    keys.press("Tab")
    keys.press(*["ArrowDown"] * down or ["Space"])
    keys.press("Tab", "Space", "Enter")
    # Another walk of the same officer's may have left a contact under way: logging ends it.
    expect(page.get_by_text(re.compile(r"^(Logged|Ended and logged): ")).first).to_be_visible()


@pytest.mark.thorough
def test_twenty_calls_and_a_caller_by_keyboard_alone(house, open_page):
    at_home, _ = open_page(PHONE)
    apply_for_a_badge(at_home, house, "kit.keys@example.com")
    at_home.goto(f"{house.public}/journeys/apply-for-a-blue-badge/confirmation/")
    reference = at_home.locator(".gh-reference").first.inner_text()

    page, eye = open_page(DESKTOP)
    keys = Keyboard(page)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/workplace/desk/")
    ready(page)
    eye.look("01-desk")
    for number, (letters, down) in enumerate(CALLS):
        before = keys.pressed
        if number % 2 == 0:  # from the desk, as after a break; else straight on with the next call
            page.goto(f"{house.staff}/workplace/desk/")
            ready(page)
            keys.press("l")
        log_one(page, keys, letters, down)
        assert keys.pressed - before <= MOST_KEYS, (letters, keys.pressed - before)
    eye.look("02-logged")

    # Keys rest while somebody types: the letters are in the box, and nothing else happened.
    keys.press("d")
    expect(page.get_by_role("combobox", name="Service")).to_have_value("d")
    keys.press("Escape", "Escape", "d")
    page.wait_for_url("**/workplace/desk/")
    ready(page)
    keys.press("f")
    keys.type(reference)
    keys.press("Enter")
    eye.look("03-found-by-reference")
    keys.to(page.get_by_role("searchbox"))
    keys.press("Control+a")
    keys.type("kit.keys@example.com")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    eye.look("04-found-by-address")
    keys.open(page.locator("section[aria-labelledby=people] h3 a").first)
    ready(page)
    eye.look("05-customer")
    keys.press("b")
    expect(page.get_by_text("You have not checked who they are in this contact.")).to_be_visible()
    eye.look("06-under-way")
    ready(page)
    keys.press("i")
    expect(page.get_by_role("heading", name="Check who they are")).to_be_visible()
    eye.look("07-identity")
    keys.to(page.get_by_label("Details that only they should know"))
    keys.press("Space", "Enter")
    expect(page.get_by_text("they may hear everything about their own requests")).to_be_visible()
    eye.look("08-checked")
    keys.open(page.get_by_role("link", name=re.compile(f"^They ask about it ?: {reference}$")))
    expect(page.get_by_text("They may hear all that they can read themselves")).to_be_visible()
    eye.look("09-chased")
    keys.open(page.get_by_role("button", name="Log it and end the contact"))
    expect(page.get_by_text("It is on its timeline.")).to_be_visible()
    keys.open(page.locator("main").get_by_role("link", name=re.compile(reference)).first)
    timeline = page.locator(".gh-timeline__entry")
    expect(timeline.get_by_text("Told how their request stands")).to_be_visible()

    # Switched off, no key does anything.
    page.goto(f"{house.staff}/workplace/desk/")
    keys.open(page.get_by_role("link", name="Switch them off"))
    press(page, "Switch them off")
    page.goto(f"{house.staff}/workplace/desk/")
    expect(page.get_by_text("Single keys are switched off.")).to_be_visible()
    page.locator("h1").click()
    keys.press("l")
    expect(page.get_by_role("heading", name="Contact desk", exact=True)).to_be_visible()
    eye.look("10-keys-off")


def report_a_pothole(page, house, where: str, grid: str) -> None:
    """With a point that a map can show."""
    page.goto(f"{house.public}/journeys/report-a-pothole/")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("Road, place or landmark").fill(where)
    page.get_by_text("Use a grid reference or coordinates").click()
    page.get_by_label("Grid reference").fill(grid)
    go_on(page)
    page.get_by_label("Pavement or footpath").check()
    go_on(page)
    go_on(page)
    page.get_by_label("Email address").fill("dot.desk@example.com")
    go_on(page)
    press(page, "Send")
    expect(page.get_by_role("heading", name="Report sent")).to_be_visible()


@pytest.mark.thorough
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_the_desk_on_a_phone(house, open_page, javascript):
    at_home, _ = open_page(PHONE)
    email = f"pam.phone.{'a' if javascript else 'b'}@example.com"
    apply_for_a_badge(at_home, house, email)
    lane = f"Desk Lane {'North' if javascript else 'South'}"
    report_a_pothole(at_home, house, lane, "SP 083 475" if javascript else "SP 183 475")

    page, eye = open_page(PHONE, javascript=javascript)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/workplace/desk/")
    page.get_by_role("searchbox").fill("Nia Nobody" if javascript else "Nell Nowhere")
    page.get_by_role("button", name="Find", exact=True).click()
    eye.look("01-nobody")
    page.get_by_role("button", name="Make this customer").click()
    eye.look("02-new")
    page.goto(f"{house.staff}/workplace/desk/")
    page.get_by_role("searchbox").fill(email)
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("section[aria-labelledby=people] h3 a").first.click()
    page.get_by_role("link", name="Change details and needs").click()
    page.get_by_label("What they need, to be able to deal with us").fill("Large print")
    page.get_by_label("Email address").fill("no address")
    page.get_by_role("button", name="Save").click()
    eye.look("03-wrong")
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Begin a contact").click()
    eye.look("04-under-way")
    page.get_by_role("link", name="Check their identity").click()
    page.get_by_role("button", name="Record it").click()
    eye.look("05-not-said-how")
    page.get_by_label("Known to the officer").check()
    page.get_by_role("button", name="Record it").click()
    eye.look("06-checked")
    page.get_by_text("End this contact").click()
    bar = page.get_by_role("region", name="Contact under way")
    bar.get_by_label("Asked something").check()
    bar.get_by_label("Handed on to somebody else").check()
    bar.get_by_role("button", name="End and log it").click()
    eye.look("07-what-is-missing")
    service = page.get_by_role("combobox", name="Service")
    if javascript:
        service.fill("Blue")
    else:
        service.select_option(label="Blue Badge")
    page.get_by_label("Which team?").select_option(index=1)
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_text("Ended and logged: Blue Badge")).to_be_visible()
    page.get_by_role("searchbox").fill(lane)
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("section[aria-labelledby=locations] h3 a").first.click()
    if javascript:
        expect(page.locator(".gh-map__canvas")).to_be_visible()
    eye.look("08-location")
