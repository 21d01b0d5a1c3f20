"""What opens once opens once, also for two at the same instant."""

import re
from copy import deepcopy

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from accounts.models import AddressCode, SignedIn, TakenSlot, User
from accounts.second_factor import services
from accounts.second_factor.services import new_recovery_codes
from forms_engine.notices.models import Notice
from tests.at_once import at_once
from tests.factories import PASSWORD, client, make_staff, make_user

pytestmark = pytest.mark.usefixtures("committing_db")

ENTER = "/account/sign-in/code/enter/"
SECOND_FACTOR = "/account/second-factor/"


def second_window(browser):
    """Another window of the same browser."""
    other = client()
    other.cookies = deepcopy(browser.cookies)
    return other


def test_a_code_typed_in_two_windows_signs_in_once_and_wrong_ones_are_counted_each(monkeypatch):
    user = make_user()
    browser = client()
    browser.post("/account/sign-in/code/", {"address": user.email})
    code = re.search(r"\d{3} \d{3}", Notice.objects.get(recipient=user.email).body)[0]
    other = second_window(browser)
    wrong = {"code": "000000" if code != "000 000" else "111111"}
    at_once(
        monkeypatch,
        "accounts.codes._hash",
        lambda: browser.post(ENTER, wrong),
        lambda: other.post(ENTER, wrong),
    )
    assert AddressCode.objects.get().tries == 2
    monkeypatch.undo()
    one, second = at_once(
        monkeypatch,
        "accounts.codes._hash",
        lambda: browser.post(ENTER, {"code": code}),
        lambda: other.post(ENTER, {"code": code}),
    )
    assert one.status_code == 302
    assert "too old, or was tried too often" in second.content.decode()
    assert SignedIn.objects.count() == 1


def test_two_windows_that_make_an_account_of_one_address_make_one(monkeypatch):
    windows = [client(), client()]
    for browser in windows:
        browser.post("/account/sign-in/code/", {"address": "new@example.org"})
        code = re.search(r"\d{3} \d{3}", Notice.objects.latest("created_at").body)[0]
        browser.post(ENTER, {"code": code})
    answers = at_once(
        monkeypatch,
        "accounts.proved_addresses.create_user",
        lambda: windows[0].post("/account/sign-in/name/", {"name": "First"}),
        lambda: windows[1].post("/account/sign-in/name/", {"name": "Second"}),
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    user = User.objects.get()
    assert [browser.session["_auth_user_id"] for browser in windows] == [str(user.pk)] * 2


def test_a_recovery_code_stolen_and_used_at_the_same_instant_opens_once_and_never_again(monkeypatch):
    user = make_staff()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt("A" * 32)}
    )
    code = {"code": new_recovery_codes(user)[3]}

    def on_the_way():
        browser = client("staff")
        browser.post("/account/sign-in/", {"email": user.email, "password": PASSWORD})
        return browser

    owner, thief = on_the_way(), on_the_way()
    one, second = at_once(
        monkeypatch,
        "allauth.mfa.recovery_codes.internal.auth.RecoveryCodes._mark_code_used",
        lambda: owner.post(SECOND_FACTOR, code),
        lambda: thief.post(SECOND_FACTOR, code),
    )
    assert (one.status_code, second.status_code) == (302, 200)
    # Nor once it is forgotten that somebody has just used it.
    TakenSlot.objects.all().delete()
    assert on_the_way().post(SECOND_FACTOR, code).status_code == 200


def test_two_windows_that_take_away_a_factor_each_leave_one(monkeypatch):
    """Guarded by the lock on the person: with it taken out of ``remove_factor``, both go."""
    officer = make_staff()
    factors = [
        Authenticator.objects.create(user=officer, type=Authenticator.Type.WEBAUTHN, data=data)
        for data in ({"audience": "staff", "name": "One"}, {"audience": "staff", "name": "Two"})
    ]
    monkeypatch.setattr(services, "needs_second_factor", lambda audience: True)

    def remove(factor):
        try:
            services.remove_factor(officer, factor, "staff")
        except services.LastFactor:
            return "refused"
        return "gone"

    answers = at_once(
        monkeypatch,
        "accounts.second_factor.services.delete_dangling_recovery_codes",
        lambda: remove(factors[0]),
        lambda: remove(factors[1]),
    )
    assert sorted(answers) == ["gone", "refused"]
    assert Authenticator.objects.filter(user=officer).count() == 1
