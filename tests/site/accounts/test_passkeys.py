"""Passkeys: whose they are, where, and that their owner was there."""

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator

from tests.factories import client, host, make_site, make_staff, make_user, signed_in, signed_in_long_ago
from tests.site.accounts.passkey_device import Device

pytestmark = pytest.mark.django_db

OWN = "/account/signing-in/"
ADD = f"{OWN}passkeys/add/"
OPTIONS = "/account/sign-in/passkey/options/"
SIGN_IN = "/account/sign-in/passkey/"


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    """Origins are looked at, which the demonstration without https cannot do."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


def add(browser, device, **how):
    credential = device.make(browser.get(ADD).context["options"], **how)
    return browser.post(ADD, {"name": "Phone", "credential": credential})


def with_passkey(user, audience="public"):
    device = Device(host(audience))
    assert add(signed_in(user, audience), device).status_code == 302
    return device


def asked(browser, **data):
    return browser.post(OPTIONS, data).json()


@pytest.mark.parametrize(("audience", "make"), [("public", make_user), ("staff", make_staff)])
def test_it_signs_its_owner_in_where_it_was_made_and_counts_for_both_factors(settings, audience, make):
    make_site(audience)
    user = make()
    device = with_passkey(user, audience)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)
    browser = client(audience)
    assert browser.post(SIGN_IN, {"credential": device.answer(asked(browser))}).status_code == 302
    assert (browser.session["_auth_user_id"], browser.session["method"]) == (str(user.pk), "passkey")
    assert browser.get(OWN).status_code == 200


@pytest.mark.parametrize("wrong", ["unverified", "origin", "host", "challenge", "again", "owner", "unasked"])
def test_what_proves_nothing_signs_nobody_in(wrong):
    user, other = make_user(), make_user()
    device, theirs = with_passkey(user), with_passkey(other)
    browser = client()
    options = asked(client()) if wrong == "challenge" else asked(browser)
    if wrong == "origin":
        device.origin = "https://localhost.evil.example"
    elif wrong == "host":
        device.host = host("staff")
    answer = device.answer(
        options, verified=wrong != "unverified", owner=theirs.owner if wrong == "owner" else ""
    )
    if wrong == "again":
        assert browser.post(SIGN_IN, {"credential": answer}).status_code == 302
        browser.post("/account/sign-out/")
    elif wrong == "unasked":
        browser = client()
    response = browser.post(SIGN_IN, {"credential": answer})
    assert "That passkey did not work here" in response.content.decode()
    assert "_auth_user_id" not in browser.session


def test_it_is_not_made_where_its_owner_is_not_verified():
    user = make_user()
    answer = add(signed_in(user), Device(), verified=False)
    assert "could not be made" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_who_you_are_is_shown_again_by_your_own_alone():
    user, other = make_user(), make_user()
    mine, theirs = with_passkey(user), with_passkey(other)
    browser = signed_in_long_ago(user)
    for device, leads_to in ((theirs, "/account/confirm/"), (mine, None)):
        credential = device.answer(asked(browser, own="1"))
        browser.post("/account/confirm/passkey/", {"credential": credential})
        now = browser.get(f"{OWN}password/")
        assert (now.headers["Location"].partition("?")[0] if leads_to else None) == leads_to
        assert now.status_code == (302 if leads_to else 200)


def test_it_is_listed_where_it_was_made_and_for_its_owner(settings):
    staff, other = make_staff(), make_staff()
    with_passkey(staff, "staff")
    passkey = Authenticator.objects.get()
    assert "Phone" in signed_in(staff, "staff").get(OWN).content.decode()
    assert "Phone" not in signed_in(staff, "public").get(OWN).content.decode()
    remove = f"{OWN}passkeys/{passkey.pk}/remove/"
    assert signed_in(other, "staff").post(remove).status_code == 404
    # Where it is the only second factor, and one is needed, it stays.
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)
    browser = signed_in(staff, "staff")
    session = browser.session
    session["second_factor"] = "2026-01-01T00:00:00+00:00"
    session.save()
    browser.post(remove)
    assert Authenticator.objects.exists()
