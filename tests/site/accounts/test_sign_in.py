"""Signing in and out."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache

from accounts import throttle
from accounts.second_factor.services import add_app, use_code
from accounts.sessions import AUDIENCE, METHOD
from tests.factories import PASSWORD, client, make_partner, make_site, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"


@pytest.fixture(scope="module")
def sites(file_transaction):
    for audience in ("public", "staff", "partner"):
        make_site(audience)


@pytest.fixture(autouse=True)
def _empty_cache(sites, db):
    cache.clear()


def attempt(audience, email, password=PASSWORD, **more):
    browser = client(audience)
    return browser, browser.post(SIGN_IN, {"email": email, "password": password, **more})


@pytest.mark.parametrize(
    ("make", "audience", "admitted"),
    [
        (make_user, "public", True),
        (make_user, "staff", False),
        (make_user, "partner", False),
        (make_staff, "public", True),
        (make_staff, "staff", True),
        (make_staff, "partner", False),
        (make_partner, "staff", False),
        (make_partner, "partner", True),
    ],
)
def test_each_host_admits_its_own(make, audience, admitted):
    user = make()
    browser, response = attempt(audience, user.email.upper())
    assert response.status_code == (302 if admitted else 200)
    assert ("_auth_user_id" in browser.session) == admitted
    if admitted:
        assert browser.session[AUDIENCE] == audience
        assert browser.session[METHOD] == "password"


def test_every_refusal_is_the_same():
    closed = make_user(is_superuser=False)
    closed.is_active = False
    closed.save()
    known = make_user()
    answers = {
        tuple(attempt("staff", email, password)[1].context["form"].errors["email"])
        for email, password in [
            ("nobody@example.org", PASSWORD),
            (known.email, "wrong"),
            (known.email, PASSWORD),
            (closed.email, PASSWORD),
        ]
    }
    assert len(answers) == 1


@pytest.mark.parametrize("email", ["nobody@example.org", "known@example.org", "unusable@example.org"])
def test_every_refusal_costs_one_password_check(monkeypatch, email):
    make_user(email="known@example.org")
    make_user(email="unusable@example.org", password=None)
    hasher = type(get_hasher())
    checks = []
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *args, **kw: checks.append(1) or encode(self, *args, **kw)
    )
    attempt("public", email, "wrong")
    assert len(checks) == 1


def attempt_from(address, email, password="wrong"):
    return client().post(SIGN_IN, {"email": email, "password": password}, REMOTE_ADDR=address).status_code


def test_a_stranger_who_fails_on_purpose_keeps_nobody_out():
    user = make_user()
    statuses = [attempt_from("203.0.113.1", user.email) for _ in range(20)]
    limit = throttle.BY_ACCOUNT_AND_NETWORK.attempts
    assert statuses == [200] * limit + [429] * (20 - limit)
    assert attempt_from("203.0.113.1", user.email, PASSWORD) == 429
    assert attempt_from("203.0.113.2", user.email, PASSWORD) == 302


def test_refusals_do_not_use_up_the_wide_limits(monkeypatch):
    limit = throttle.BY_ACCOUNT_AND_NETWORK.attempts
    for name in ("BY_ACCOUNT", "BY_NETWORK"):
        monkeypatch.setattr(throttle, name, throttle.Limit(attempts=limit + 1, seconds=60))
    user = make_user()
    for _ in range(limit + 5):
        attempt_from("203.0.113.1", user.email)
    assert attempt_from("203.0.113.1", make_user().email, PASSWORD) == 302
    assert attempt_from("203.0.113.2", user.email, PASSWORD) == 302


@pytest.mark.parametrize("email", ["known@example.org", "nobody@example.org"])
def test_guessing_at_one_account_from_many_networks_is_slowed(monkeypatch, email):
    monkeypatch.setattr(throttle, "BY_ACCOUNT", throttle.Limit(attempts=12, seconds=60))
    make_user(email="known@example.org")
    for number in range(12):
        assert attempt_from(f"203.0.113.{number}", email) == 200
    assert attempt_from("203.0.113.99", email, PASSWORD) == 429
    assert attempt_from("203.0.113.99", make_user().email, PASSWORD) == 302


def test_a_browser_that_was_in_before_is_counted_apart_and_has_a_limit_too(monkeypatch):
    monkeypatch.setattr(throttle, "BY_ACCOUNT", throttle.Limit(attempts=1, seconds=60))
    user = make_user()
    owners, _ = attempt("public", user.email)
    assert attempt_from("203.0.113.1", user.email) == 200
    assert attempt_from("203.0.113.2", user.email, PASSWORD) == 429
    limit = throttle.BY_ACCOUNT_AND_NETWORK.attempts
    wrong = {"email": user.email, "password": "wrong"}
    assert [owners.post(SIGN_IN, wrong).status_code for _ in range(limit + 1)] == [200] * limit + [429]


@pytest.mark.parametrize(
    ("behind_a_proxy", "address", "forwarded", "networks"),
    [
        (False, "203.0.113.1", "198.51.100.{}", 1),
        (True, "127.0.0.1", "198.51.100.{}, 203.0.113.1", 1),
        (True, "127.0.0.1", "203.0.113.1, 198.51.100.{}", 3),
        (True, "127.0.0.1", "nonsense {}", 1),
        (False, "2001:db8::{}", "", 1),
        (False, "2001:db8:0:{}::1", "", 3),
    ],
)
def test_one_network_is_one_whatever_it_says_it_is(
    settings, monkeypatch, behind_a_proxy, address, forwarded, networks
):
    """What a caller writes into X-Forwarded-For counts for nothing; somebody's many addresses of IPv6 are one network."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind_a_proxy else None
    monkeypatch.setattr(throttle, "BY_NETWORK", throttle.Limit(attempts=1, seconds=60))
    statuses = [
        client()
        .post(
            SIGN_IN,
            {"email": f"nobody{number}@example.org", "password": "wrong"},
            REMOTE_ADDR=address.format(number),
            HTTP_X_FORWARDED_FOR=forwarded.format(number),
        )
        .status_code
        for number in range(1, 4)
    ]
    assert statuses.count(200) == networks


def test_the_limit_over_all_networks_is_far_above_that_for_one():
    assert throttle.BY_ACCOUNT.attempts >= 10 * throttle.BY_ACCOUNT_AND_NETWORK.attempts


def test_an_unknown_account_is_slowed_like_a_known_one():
    make_user(email="known@example.org")
    answers = {
        email: [attempt_from("203.0.113.1", email) for _ in range(12)]
        for email in ("known@example.org", "nobody@example.org")
    }
    assert answers["known@example.org"] == answers["nobody@example.org"]
    assert answers["nobody@example.org"][-1] == 429


def test_guessing_from_one_network_is_slowed(monkeypatch):
    monkeypatch.setattr(throttle, "BY_NETWORK", throttle.Limit(attempts=3, seconds=60))
    for number in range(3):
        assert attempt("public", f"nobody{number}@example.org")[1].status_code == 200
    assert attempt("public", make_user().email)[1].status_code == 429


def test_signing_in_rightly_is_never_counted():
    user = make_user()
    for _ in range(throttle.BY_ACCOUNT_AND_NETWORK.attempts + 2):
        assert attempt("public", user.email)[1].status_code == 302


def test_the_wait_ends(time_machine_forward):
    user = make_user()
    for _ in range(throttle.BY_ACCOUNT_AND_NETWORK.attempts):
        attempt("public", user.email, "wrong")
    assert attempt("public", user.email)[1].status_code == 429
    time_machine_forward(throttle.BY_ACCOUNT_AND_NETWORK.seconds + 1)
    assert attempt("public", user.email)[1].status_code == 302


@pytest.fixture
def time_machine_forward():
    import datetime

    import time_machine

    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=True) as traveller:
        yield lambda seconds: traveller.shift(seconds)


def test_a_flood_of_the_cache_frees_no_limit_and_no_used_code():
    user = make_user()
    for _ in range(throttle.BY_ACCOUNT_AND_NETWORK.attempts):
        attempt("public", user.email, "wrong")
    secret = generate_totp_secret()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert add_app(user, secret, code)
    # What it comes to when a cache makes room for what somebody floods it with.
    cache.clear()
    assert attempt("public", user.email)[1].status_code == 429
    assert use_code(user, code) is None


def test_one_slot_is_never_taken_twice():
    attempts = [
        throttle.take_attempt("a@example.org", "net") for _ in range(throttle.BY_ACCOUNT_AND_NETWORK.attempts)
    ]
    assert len({slot for one in attempts for slot in one.slots}) == 3 * len(attempts)
    assert throttle.take_attempt("a@example.org", "net") is None


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/roads/?x=1", "/roads/?x=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://localhost/", "/"),
    ],
)
def test_next_leads_only_to_this_host(wanted, goes_to):
    _, response = attempt("staff", make_staff().email, next=wanted)
    assert response["Location"] == goes_to


def test_the_session_key_changes_at_sign_in():
    browser = client()
    session = browser.session
    session["before"] = 1
    session.save()
    before = session.session_key
    browser.cookies["sessionid"] = before
    browser.post(SIGN_IN, {"email": make_user().email, "password": PASSWORD})
    assert browser.session.session_key != before


def test_signing_out_is_a_post_and_ends_the_session():
    browser = signed_in(make_staff(), "staff")
    assert browser.get("/account/sign-out/").status_code == 405
    assert browser.post("/account/sign-out/").status_code == 302
    assert "_auth_user_id" not in browser.session


def test_a_new_password_ends_other_sessions():
    from accounts.services import set_password

    user = make_staff()
    browser = signed_in(user, "staff")
    assert browser.get("/").status_code == 200
    set_password(user, "another long password")
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [
        ("/admin/login/", "/account/sign-in/"),
        ("/_util/login/", "/account/sign-in/"),
        ("/cy/_util/login/", "/cy/account/sign-in/"),
    ],
)
def test_wagtails_own_doors_lead_to_ours(path, goes_to):
    from accounts.models import Role

    response = signed_in(make_staff(Role.EDITOR), "staff").get(path + "?next=/admin/")
    assert response.status_code == 302
    assert response["Location"] == f"{goes_to}?next=/admin/"


def test_the_admin_is_for_those_who_may_edit():
    from accounts.models import Role

    assert signed_in(make_staff(Role.EDITOR), "staff").get("/admin/").status_code == 200
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.get("/admin/pages/", follow=True).status_code == 403
    assert "permission" not in officer.get("/workplace/suspected/").content.decode()
    assert client("public").get("/admin/").status_code == 404


def test_work_sessions_end_after_a_working_day():
    staff, _ = attempt("staff", make_staff().email)
    resident, _ = attempt("public", make_user().email)
    assert 12 * 60 * 60 - 5 < staff.session.get_expiry_age() <= 12 * 60 * 60
    assert resident.session.get_expiry_age() > 12 * 60 * 60
