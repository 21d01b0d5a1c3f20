"""Who gets in where: every kind of person on every host, with sessions made here and elsewhere."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from audiences.middleware import NEVER_KEEP
from page_cache.answers import shared
from partners.models import Membership
from tests.factories import client, host, make_partner, make_site, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db

HOSTS = ("public", "staff", "partner")


@pytest.fixture(scope="module")
def sites(file_transaction):
    return {audience: make_site(audience) for audience in HOSTS}


def people():
    return {
        "resident": make_user(),
        "staff": make_staff(Role.OFFICER),
        "partner": make_partner(),
    }


@pytest.mark.parametrize(
    ("who", "audience", "keys"),
    [
        ("resident", "public", {"public"}),
        ("resident", "staff", None),
        ("resident", "partner", None),
        ("staff", "public", {"public"}),
        ("staff", "staff", {"public", "staff"}),
        ("staff", "partner", None),
        ("partner", "public", {"public"}),
        ("partner", "staff", None),
        ("partner", "partner", {"public", "partner", "partner:hale-house"}),
    ],
)
def test_keys_by_person_and_host(who, audience, keys):
    principal = admit(people()[who], audience)
    assert (principal and principal.keys) == (keys and frozenset(keys))


@pytest.mark.parametrize("made_on", HOSTS)
@pytest.mark.parametrize("used_on", HOSTS)
def test_a_session_is_nobodys_on_another_host(sites, made_on, used_on):
    # Somebody who may enter all three hosts, so that only where the session was made can keep them out.
    user = make_partner(is_staff=True)
    browser = signed_in(user, made_on)
    response = browser.get("/", headers={"host": host(used_on)})
    assert response.status_code == (200 if made_on == used_on or used_on == "public" else 302)
    if response.status_code == 200:
        assert response.context["request"].principal.is_signed_in == (made_on == used_on)
        assert response.context["request"].user.is_authenticated == (made_on == used_on)
    # It is not thrown away either: it goes on working where it was made.
    assert browser.get("/", headers={"host": host(made_on)}).context["request"].principal.is_signed_in


def test_a_session_that_does_not_say_where_it_was_made_is_nobodys(sites):
    browser = client("staff")
    browser.force_login(make_staff())
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("audience", ["staff", "partner"])
@pytest.mark.parametrize("path", ["/", "/knowledge/", "/no/such/page/", "/admin/", "/media/x.jpg", "/cy/"])
def test_strangers_are_sent_to_sign_in(sites, audience, path):
    response = client(audience).get(path)
    assert response.status_code == 302
    assert response["Location"].partition("?")[0].endswith("/account/sign-in/")
    assert response["Cache-Control"] == NEVER_KEEP


@pytest.mark.parametrize("audience", ["staff", "partner"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/api/v1/pages/"), ("get", "/api/v1/openapi.json"), ("post", "/"), ("put", "/x/")],
)
def test_strangers_get_401_for_anything_but_reading_pages(sites, audience, method, path):
    response = getattr(client(audience), method)(path)
    assert response.status_code == 401
    assert response["Cache-Control"] == NEVER_KEEP
    if path.startswith("/api/"):
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_strangers_can_reach_sign_in(sites, audience):
    response = client(audience).get("/account/sign-in/")
    assert response.status_code == 200
    assert response["Cache-Control"] == NEVER_KEEP


@pytest.mark.parametrize(
    "name", ["elsewhere.example", "localhost.evil.example", "intranet.localhost", "bad host"]
)
def test_a_host_that_is_not_ours_has_nothing(name):
    assert client().get("/", headers={"host": name}).status_code == 404


def test_nothing_a_caller_sends_changes_the_keys(sites):
    response = client().get(
        "/?keys=staff&audience=staff", headers={"X-Audience": "staff", "X-Forwarded-Host": host("staff")}
    )
    assert response.context["request"].principal.keys == {"public"}


def test_leaving_takes_effect_at_the_next_request(sites):
    user = make_partner()
    browser = signed_in(user, "partner")
    assert browser.get("/").status_code == 200
    Membership.objects.update(expires=timezone.localdate() - datetime.timedelta(days=1))
    assert browser.get("/").status_code == 302


def test_a_closed_account_is_out_at_the_next_request(sites):
    user = make_staff()
    browser = signed_in(user, "staff")
    assert browser.get("/").status_code == 200
    user.is_active = False
    user.save()
    assert browser.get("/").status_code == 302


def test_roles_count_only_where_their_work_is_done():
    user = make_staff(Role.EDITOR, Role.OFFICER, Role.RESIDENT)
    assert admit(user, "public").roles == {Role.RESIDENT}
    assert admit(user, "staff").roles == {Role.EDITOR, Role.OFFICER}


def test_demo_accounts_work_in_demo_mode_only(settings):
    user = make_user(is_demo=True)
    assert admit(user, "public")
    settings.ENVIRONMENT = _outside_demo(settings.ENVIRONMENT)
    assert admit(user, "public") is None
    assert admit(make_user(), "public")


def _outside_demo(environment):
    import dataclasses

    return dataclasses.replace(environment, demo=False)


def _with_a_cookie(response):
    response.set_cookie("a", "b")
    return shared(response)


def test_caches_may_keep_only_what_the_public_host_says_to_strangers(sites, monkeypatch):
    stranger = client().get("/")
    assert "public" in stranger["Cache-Control"] and "Cookie" not in stranger.get("Vary", "")
    assert not stranger.cookies
    assert signed_in(make_user()).get("/")["Cache-Control"] == NEVER_KEEP
    # Nor what would give a stranger's cookie to the next one.
    monkeypatch.setattr("content.models.base.shared", _with_a_cookie)
    assert client().get("/")["Cache-Control"] == NEVER_KEEP
    assert signed_in(make_staff(), "staff").get("/")["Cache-Control"] == NEVER_KEEP
