"""The second factor: who is asked, what is taken, and that nothing opens without it."""

import datetime
import re
import time
from dataclasses import replace

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from accounts.models import Role
from accounts.second_factor.services import new_recovery_codes, reset
from accounts.throttle import Limit
from forms_engine.notices.models import Notice
from tests.factories import (
    PASSWORD,
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    make_user,
    signed_in,
    signed_in_long_ago,
)

pytestmark = pytest.mark.django_db

ASK = "/account/second-factor/"
APP = f"{ASK}app/"
CODES = f"{ASK}recovery-codes/"
DONE = f"{ASK}done/"


@pytest.fixture
def production(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)


def code_of(secret, step=0):
    """What an app shows now, or ``step`` half minutes from now. None of the past: that may be too old once it is sent."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def with_password(user, audience="staff", next_url=""):
    browser = client(audience)
    answer = browser.post("/account/sign-in/", {"email": user.email, "password": PASSWORD, "next": next_url})
    return browser, answer


def key_shown(browser):
    found = re.search(r'<code class="gh-key">([A-Z2-7 ]+)</code>', browser.get(APP).content.decode())
    return found[1].replace(" ", "")


def set_up_app(browser):
    """Set up an app on the way in; the answer is its key and the recovery codes."""
    key = key_shown(browser)
    answer = browser.post(APP, {"code": code_of(key)})
    assert answer.headers["location"] == CODES, answer.content
    codes = re.findall(r'<code class="gh-key">(\d{8})</code>', browser.post(CODES).content.decode())
    assert len(codes) == 10
    return key, codes


@pytest.fixture
def officer(production):
    """Somebody with an app, its key and recovery codes."""
    user = make_staff(Role.OFFICER)
    browser, _ = with_password(user)
    return user, *set_up_app(browser)


@pytest.mark.parametrize(("audience", "make"), [("staff", make_staff), ("partner", make_partner)])
def test_the_first_sign_in_sets_one_up(production, audience, make):
    make_site(audience)
    browser, answer = with_password(make(), audience, next_url="/knowledge/")
    assert answer.headers["location"] == ASK
    assert browser.get(ASK).headers["location"] == f"{ASK}set-up/"
    assert browser.get(f"{ASK}set-up/").status_code == 200
    set_up_app(browser)
    assert "_auth_user_id" not in browser.session
    assert browser.post(DONE).headers["location"] == "/knowledge/"
    assert browser.get("/").status_code == 200


def test_every_sign_in_after_it_asks(officer):
    user, key, _ = officer
    make_site("staff")
    browser, answer = with_password(user)
    assert answer.headers["location"] == ASK
    assert browser.get("/").headers["location"].startswith("/account/sign-in/")
    assert browser.post(ASK, {"code": code_of(key, 1)}).headers["location"] == "/"
    assert browser.get("/").status_code == 200
    assert browser.session["method"] == "password"


def test_a_code_opens_once(officer):
    user, key, _ = officer
    code = code_of(key, 1)
    assert with_password(user)[0].post(ASK, {"code": code}).status_code == 302
    for seconds in (0, 40):  # for as long as it would be right
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)):
            again = with_password(user)[0].post(ASK, {"code": code})
            assert "The code is not right" in again.content.decode()


def test_a_recovery_code_opens_once(officer):
    user, _, codes = officer
    spaced = f" {codes[3][:4]} {codes[3][4:]}"
    assert with_password(user)[0].post(ASK, {"code": spaced}).status_code == 302
    assert with_password(user)[0].post(ASK, {"code": codes[3]}).status_code == 200
    assert with_password(user)[0].post(ASK, {"code": codes[4]}).status_code == 302


def test_new_recovery_codes_end_the_old_ones(officer):
    user, _, codes = officer
    new = new_recovery_codes(user)
    assert with_password(user)[0].post(ASK, {"code": codes[0]}).status_code == 200
    assert with_password(user)[0].post(ASK, {"code": new[0]}).status_code == 302
    assert Notice.objects.filter(recipient=user.email, subject="account.recovery-codes").count() == 2


def test_wrong_codes_are_counted_for_the_account_and_right_ones_are_not(officer, monkeypatch):
    user, key, _ = officer
    browser, _ = with_password(user)
    statuses = [browser.post(ASK, {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert browser.post(ASK, {"code": code_of(key, 1)}).status_code == 429
    # Another browser has tries of its own: nobody else's wrong codes keep the owner out.
    assert with_password(user)[0].post(ASK, {"code": code_of(key, 1)}).status_code == 302
    # But many browsers together have no more than so many either.
    monkeypatch.setattr("accounts.second_factor.services.WRONG_BY_ACCOUNT", Limit(attempts=1, seconds=60))
    assert with_password(user)[0].post(ASK, {"code": "000000"}).status_code == 429


def test_on_the_way_in_nobody_adds_a_factor_beside_one_they_have_not_given(officer):
    user, _, _ = officer
    browser, _ = with_password(user)
    for address in (APP, CODES, f"{ASK}set-up/", f"{ASK}passkey/make/"):
        assert browser.get(address).headers["location"] == ASK
        assert browser.post(address, {"code": "000000"}).status_code in {302, 405}
    assert browser.post(DONE).headers["location"] == ASK
    assert "_auth_user_id" not in browser.session


def test_the_key_that_is_shown_belongs_to_one_person(production):
    browser, _ = with_password(make_staff())
    before = key_shown(browser)
    assert key_shown(browser) == before
    statuses = [browser.post(APP, {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    second = make_staff()
    browser.post("/account/sign-in/", {"email": second.email, "password": PASSWORD})
    assert key_shown(browser) != before


def test_secrets_are_not_in_the_database_as_they_are(officer):
    user, key, codes = officer
    kept = str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
    assert key not in kept
    assert not any(code in kept for code in codes)


def test_secrets_outlive_a_change_of_the_secret_key(officer, settings):
    user, key, _ = officer
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    assert with_password(user)[0].post(ASK, {"code": code_of(key, 1)}).status_code == 302


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_without_it_every_door_is_shut_and_with_it_open(production, audience):
    home = make_site(audience)
    page = make_page(home, title="Behind the door", slug="behind")
    article = make_article(
        title="Bins", slug="bins", staff_guidance="<p>Bins.</p>", partner_guidance="<p>Bins.</p>"
    )
    user = make_staff(Role.EDITOR, Role.OFFICER, is_superuser=True) if audience == "staff" else make_partner()
    doors = ["/", "/behind/", f"/knowledge/{article.slug}/", "/account/signing-in/", "/api/v1/pages/"]
    if audience == "staff":
        doors += [
            "/workplace/",
            "/admin/",
            f"/admin/pages/{page.pk}/edit/",
            f"/admin/pages/{page.pk}/edit/preview/",
        ]
    browser = signed_in(user, audience)
    for door in doors:
        answer = browser.get(door)
        shut = answer.status_code == 401 or answer.headers.get("location", "").startswith("/account/sign-in/")
        assert shut, door
    session = browser.session
    session["second_factor"] = "2026-01-01T00:00:00+00:00"
    session.save()
    for door in doors:
        answer = browser.get(door, follow=door == "/admin/")
        assert answer.status_code == 200, (door, answer.status_code)


def test_residents_are_not_asked(production):
    user = make_user()
    browser, answer = with_password(user, "public")
    assert answer.status_code == 302
    assert "second-factor" not in answer.headers["location"]
    assert browser.session["_auth_user_id"] == str(user.pk)


def test_the_demonstration_asks_only_who_has_one():
    make_site("staff")
    user = make_staff()
    browser, answer = with_password(user)
    assert answer.headers["location"] == "/"
    key = key_shown(browser)
    browser.post(APP, {"code": code_of(key)})
    # It is changed by nobody who has not shown lately who they are.
    for address in (APP, CODES, f"{APP}remove/"):
        late = signed_in_long_ago(user, "staff").post(address)
        assert late.headers["location"].startswith("/account/confirm/")
    again, answer = with_password(user)
    assert answer.headers["location"] == ASK
    assert again.post(ASK, {"code": code_of(key, 1)}).headers["location"] == "/"
    assert again.post(f"{APP}remove/").status_code == 302
    assert with_password(user)[1].headers["location"] == "/"
    letters = Notice.objects.filter(recipient=user.email).order_by("created_at")
    assert [letter.subject for letter in letters] == ["account.way-added", "account.way-removed"]
    assert "The authenticator app was removed" in letters[1].body


def test_where_it_is_needed_the_last_one_cannot_be_removed(officer):
    user, key, _ = officer
    browser, _ = with_password(user)
    browser.post(ASK, {"code": code_of(key, 1)})
    browser.post(f"{APP}remove/")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    page = browser.get("/account/signing-in/").content.decode()
    assert "Remove the app" not in page
    assert "You have 10 recovery codes left." in page


def test_a_passkey_of_another_host_is_no_second_factor(production):
    for audience in ("public", "partner"):
        user = make_staff()
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "audience": audience}
        )
        browser, _ = with_password(user)
        if audience == "public":
            assert browser.get(ASK).headers["location"] == f"{ASK}set-up/"
    # Who has one on the extranet is not let off with a password here: what they set up would count there, too.
    assert browser.get(ASK).status_code == 200
    assert browser.get(APP).headers["location"] == ASK


def test_a_reset_ends_factors_and_sessions_and_is_told(officer):
    user, key, _ = officer
    browser, _ = with_password(user)
    browser.post(ASK, {"code": code_of(key, 1)})
    reset(user)
    assert browser.get("/").headers["location"].startswith("/account/sign-in/")
    assert not Authenticator.objects.filter(user=user).exists()
    assert [letter.subject for letter in Notice.objects.filter(recipient=user.email)][-1:] == [
        "account.second-factor-reset"
    ]
