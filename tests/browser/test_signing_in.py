"""Every way a resident has of signing in, in a real browser; and the page about them."""

import re
import time
from collections import Counter

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import latest_mail, press

pytestmark = pytest.mark.browser

JOURNEY = "/journeys/report-a-pothole/"


def codes_to(house, recipient):
    """Every code that was sent to somebody, and how often; other messages to them have none."""
    texts = [mail.split("\n\n", 1)[1] for mail in house.mails() if f"To: {recipient}\n" in mail]
    return Counter(code.group() for text in texts if (code := re.search(r"\b\d{3} \d{3}\b", text)))


def asks_for_code(page, house, recipient, button="Send me a code"):
    """Press the button that sends one; the code that comes of it."""
    before = codes_to(house, recipient)
    press(page, button)
    deadline = time.monotonic() + 30
    while not (new := codes_to(house, recipient) - before):
        assert time.monotonic() < deadline, f"no code was sent to {recipient}"
        time.sleep(0.2)
    return next(iter(new))


def enter_code(page, code):
    page.get_by_label("Your code").fill(code)
    press(page, "Continue")


def press_sign_out(page):
    """The one in the page's head."""
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out", exact=True).first.click()


def unheard_of_number():
    """A mobile number that no other walk has used, as people write it and as we keep it."""
    digits = f"{time.monotonic_ns() % 10**6:06d}"
    return f"07700 {digits}", f"+447700{digits}"


@pytest.mark.parametrize(
    ("size", "javascript"),
    [(DESKTOP, True), pytest.param(PHONE, False, marks=pytest.mark.thorough)],
    ids=["", "without JavaScript"],
)
def test_by_a_code_to_the_email_address_and_back_to_where_one_was_going(house, open_page, size, javascript):
    page, eye = open_page(size, javascript)
    page.goto(f"{house.public}/account/sign-in/?next={JOURNEY}")
    eye.look("01-sign-in")
    page.get_by_label("Your email or mobile number").fill("not an address")
    press(page, "Send me a code")
    eye.look("02-error")
    page.get_by_label("Your email or mobile number").fill("Resident@Marlshire.example")
    asks_for_code(page, house, "resident@marlshire.example")
    eye.look("03-code")
    page.get_by_label("Your code").fill("1")
    press(page, "Continue")
    eye.look("04-wrong")
    code = asks_for_code(page, house, "resident@marlshire.example", "Send another code")
    eye.look("05-another")
    enter_code(page, code)
    page.wait_for_url(f"**{JOURNEY}")
    page.go_back()
    page.goto(f"{house.public}/account/sign-in/code/enter/")
    page.get_by_text("You are signed in as Rhian Okafor").wait_for()
    eye.look("06-signed-in-already")


@pytest.mark.thorough
def test_an_account_by_a_mobile_number_alone(house, open_page):
    page, eye = open_page(PHONE)
    typed, kept = unheard_of_number()
    page.goto(f"{house.public}/account/")
    page.get_by_label("Your email or mobile number").fill(typed)
    enter_code(page, asks_for_code(page, house, kept))
    eye.look("01-name")
    press(page, "Make my account")
    eye.look("02-error")
    page.get_by_label("Your name").fill("Mair Prys")
    press(page, "Make my account")
    page.get_by_role("heading", name="Your account", exact=True).wait_for()
    page.get_by_role("link", name="How you sign in").click()
    eye.look("03-how-you-sign-in")
    page.get_by_role("link", name="Add an email address").click()
    eye.look("04-add")
    address = f"mair{time.monotonic_ns()}@example.org"
    page.get_by_label("Email address").fill(address)
    enter_code(page, asks_for_code(page, house, address))
    page.get_by_text(address).wait_for()
    page.get_by_role("link", name="Remove mobile number").click()
    eye.look("05-remove")
    press(page, "Remove it")
    page.get_by_role("link", name="Add a mobile number").wait_for()
    latest_mail(house, f"To: {kept}", "was removed from your Marlshire Council account")


@pytest.mark.thorough
def test_with_a_passkey(house, open_page):
    page, eye = open_page(DESKTOP)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page, house.public, house, "resident")
    page.get_by_role("link", name="How you sign in").click()
    page.get_by_role("button", name="Add a passkey").click()
    eye.look("01-add")
    page.get_by_label("Name of the passkey").fill("My laptop")
    press(page, "Make a passkey")
    page.get_by_role("term").filter(has_text="My laptop").wait_for()
    eye.look("02-added")
    page.get_by_role("link", name="Rename My laptop").click()
    eye.look("03-rename")
    page.get_by_label("Name of the passkey").fill("Kitchen laptop")
    press(page, "Save")
    page.goto(f"{house.public}/account/confirm/")
    eye.look("04-confirm")
    press(page, "Use a passkey")
    page.get_by_role("heading", name="How you sign in").wait_for()
    press_sign_out(page)

    page.goto(f"{house.public}/account/sign-in/?next={JOURNEY}")
    press(page, "Use a passkey")
    page.wait_for_url(f"**{JOURNEY}")
    page.goto(f"{house.public}/account/signing-in/")
    page.get_by_role("link", name="Remove Kitchen laptop").click()
    eye.look("05-remove")
    press(page, "Remove it")
    page.get_by_role("link", name="Kitchen laptop").wait_for(state="detached")
    press_sign_out(page)
    page.goto(f"{house.public}/account/sign-in/")
    press(page, "Use a passkey")
    page.get_by_text("That passkey did not work here").wait_for()
    eye.look("06-no-longer")


@pytest.mark.thorough
def test_signing_out_everywhere(house, open_page):
    desk, eye = open_page(DESKTOP)
    sign_in(desk, house.staff, house, "editor")
    phone, _ = open_page(PHONE)
    sign_in(phone, house.public, house, "editor")
    desk.get_by_role("link", name="Priya Lindqvist").click()
    eye.look("01-sessions")
    assert desk.get_by_text("The Exchange").count()
    assert desk.get_by_text("Public website").count()
    press(desk, "Sign out everywhere")
    desk.get_by_text("You are signed out on every phone").wait_for()
    eye.look("02-signed-out")
    phone.goto(f"{house.public}/account/")
    phone.get_by_role("heading", name="Sign in or make an account").wait_for()
    desk.goto(f"{house.staff}/")
    desk.get_by_role("heading", name="Sign in to The Exchange").wait_for()


@pytest.mark.thorough
def test_in_welsh_by_mobile_number(house, open_page):
    page, eye = open_page(PHONE)
    typed, kept = unheard_of_number()
    page.goto(f"{house.public}/cy/account/sign-in/")
    page.locator("[name=address]").fill(typed)
    page.locator("[name=address]").press("Enter")
    page.locator("[name=code]").wait_for()
    eye.look("01-code")
    latest_mail(house, f"To: {kept}", "yw eich cod Cyngor Marlshire")
    page.locator("[name=code]").fill(next(iter(codes_to(house, kept))))
    page.locator("[name=code]").press("Enter")
    page.locator("main [name=name]").wait_for()
    assert page.url.endswith("/cy/account/sign-in/name/")
