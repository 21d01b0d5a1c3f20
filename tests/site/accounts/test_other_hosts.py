"""What was shown on one of our hosts, or on a neighbour's, opens nothing on another."""

import time
from dataclasses import replace

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.factories import PASSWORD, client, host, make_partner, make_site, signed_in
from tests.site.accounts.passkey_device import Device

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"
ASK = "/account/second-factor/"
SECRET = "A" * 32


@pytest.fixture
def person(settings):
    """Somebody with an app, on all three hosts in production."""
    for audience in ("public", "staff", "partner"):
        make_site(audience)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)
    user = make_partner(is_staff=True)
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return user


def carried_over(browser, audience):
    """What somebody who copies a session cookie by hand gets: browsers keep it to its host."""
    other = client(audience)
    other.cookies = browser.cookies
    return other


def add_passkey(user, device, audience):
    browser = signed_in(user, audience)
    options = browser.get("/account/signing-in/passkeys/add/").context["options"]
    said = {"name": "Phone", "credential": device.make(options)}
    return browser.post("/account/signing-in/passkeys/add/", said)


def test_a_passkey_of_the_public_host_is_no_second_factor_on_the_intranet(person):
    device = Device(host("public"))
    assert add_passkey(person, device, "public").status_code == 302
    browser = client()
    options = browser.post(f"{SIGN_IN}passkey/options/").json()
    assert browser.post(f"{SIGN_IN}passkey/", {"credential": device.answer(options)}).status_code == 302
    inside = carried_over(browser, "staff")
    answer = inside.post(SIGN_IN, {"email": person.email, "password": PASSWORD})
    assert answer.headers["location"] == ASK
    assert inside.get("/").headers["location"].startswith(SIGN_IN)


def test_a_sign_in_begun_on_one_host_is_not_finished_on_another(person):
    browser = client("partner")
    assert browser.post(SIGN_IN, {"email": person.email, "password": PASSWORD}).headers["location"] == ASK
    inside = carried_over(browser, "staff")
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert inside.post(ASK, {"code": code}).headers["location"] == SIGN_IN
    assert "_auth_user_id" not in inside.session
    assert browser.post(ASK, {"code": code}).headers["location"] == "/"


def test_a_neighbours_page_cannot_use_our_passkeys(person):
    """Browsers let council.example's neighbours below it ask for its passkeys; we take answers of our own pages alone."""
    device = Device(host("public"))
    device.origin = "https://old-site.localhost"
    assert add_passkey(person, device, "public").status_code == 200
    device.origin = "https://localhost"
    assert add_passkey(person, device, "public").status_code == 302
    browser = client()
    for origin, opens in (("https://old-site.localhost", False), ("https://localhost", True)):
        device.origin = origin
        options = browser.post(f"{SIGN_IN}passkey/options/").json()
        browser.post(f"{SIGN_IN}passkey/", {"credential": device.answer(options)})
        assert ("_auth_user_id" in browser.session) == opens
