"""Staff come in: by their work account through a real provider, with an app or a passkey besides, and by break-glass."""

import re
import subprocess
import sys
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from config.environment import ROOT
from tests.browser.conftest import DESKTOP, PHONE
from tests.openid_provider.process import TENANT

pytestmark = pytest.mark.browser


def code_of(key, step=0):
    """What an app with this key shows now, or ``step`` half minutes from now."""
    return format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30 + step))


def come_in(page, house, provider, oid, name):
    """From the staff host's sign-in page to the provider, and back."""
    provider.turn({"tid": TENANT, "oid": oid, "name": name, "roles": ["officer", "editor"]})
    page.goto(f"{house.staff}/account/sign-in/")
    page.get_by_role("button", name="Use your work account").click()
    page.get_by_role("button", name=f"Continue as {name}").click()


def in_the_admin(page, house):
    page.goto(f"{house.staff}/admin/")
    page.get_by_role("heading", name="Marlshire").first.wait_for()


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(DESKTOP, id="desktop"),
        pytest.param(PHONE, id="phone", marks=pytest.mark.thorough),
    ],
)
def test_a_work_account_opens_the_admin_and_an_app_is_asked_for_once_set_up(house, openid, open_page, size):
    page, eye = open_page(size)
    who = (f"walker-{size['width']}", "Winifred Walker")
    page.goto(f"{house.staff}/account/sign-in/")
    eye.look("sign-in")
    come_in(page, house, openid, *who)
    page.wait_for_url(f"{house.staff}/")
    in_the_admin(page, house)

    page.goto(f"{house.staff}/account/signing-in/")
    eye.look("how-you-sign-in")
    page.goto(f"{house.staff}/account/second-factor/set-up/")
    eye.look("set-up")
    page.get_by_role("button", name="Set up an app").click()
    eye.look("app")
    assert page.locator("img.gh-qr").evaluate("image => image.complete && image.naturalWidth > 0")
    key = page.locator("code.gh-key").inner_text()
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Continue").click()
    eye.look("app-error")
    assert page.locator("code.gh-key").inner_text() == key
    page.get_by_label("Code").fill(code_of(key))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Show my recovery codes").click()
    eye.look("recovery-codes")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save the codes as a file").click()
    codes = saving.value.path().read_text().split()
    assert [code.inner_text() for code in page.locator("code.gh-key").all()] == codes
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_text("You have 10 recovery codes left.").wait_for()

    page.context.clear_cookies()
    come_in(page, house, openid, *who)
    eye.look("ask")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    eye.look("ask-error")
    # The code it was set up with has been used: the next one counts, half a minute early.
    page.get_by_label("Code").fill(code_of(key, 1))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{house.staff}/")
    in_the_admin(page, house)


@pytest.mark.thorough
def test_who_has_no_role_is_told_what_to_do(house, openid, open_page):
    page, eye = open_page(PHONE)
    openid.turn({"tid": TENANT, "oid": "nobody-here", "name": "Norah Nobody", "roles": []})
    page.goto(f"{house.staff}/account/work/")
    page.get_by_role("button", name="Continue as Norah Nobody").click()
    page.get_by_role("heading", name="You have no role on this site").wait_for()
    # A browser notes in its console that the page came with 403.
    eye.errors.clear()
    eye.look("no-role")


@pytest.mark.thorough
def test_break_glass_opens_by_password_and_app(house, open_page):
    made = subprocess.run(
        [sys.executable, "manage.py", "break_glass", "make", "sealed@marlshire.example"],
        cwd=ROOT,
        env=house.told,
        capture_output=True,
        text=True,
        check=True,
    )
    password = re.search(r"Password +(\S+)", made.stdout)[1]
    key = re.search(r"App key +(\S+)", made.stdout)[1]
    page, _ = open_page(DESKTOP)
    page.goto(f"{house.staff}/account/sign-in/?next=/admin/reports/break-glass/")
    page.get_by_label("Email address").fill("sealed@marlshire.example")
    page.locator("input[type=password]").fill(password)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_of(key))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Break-glass accounts").first.wait_for()
    assert page.get_by_text("sealed@marlshire.example").first.is_visible()


@pytest.mark.thorough
def test_a_passkey_is_a_second_factor(house, openid, open_page):
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
            }
        },
    )
    who = ("passkey-walker", "Pascal Keymaker")
    come_in(page, house, openid, *who)
    page.wait_for_url(f"{house.staff}/")
    page.goto(f"{house.staff}/account/signing-in/passkeys/add/")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url(f"{house.staff}/account/signing-in/")
    page.context.clear_cookies()
    come_in(page, house, openid, *who)
    eye.look("ask-passkey")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{house.staff}/")
    in_the_admin(page, house)
