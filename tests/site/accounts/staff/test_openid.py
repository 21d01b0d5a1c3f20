"""Staff sign-in against a real OpenID provider, over HTTP: who gets in, as whom, and who does not."""

import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import APIToken

from accounts.addresses import read_email
from accounts.models import Role, RoleGrant, User
from accounts.proved_addresses import prove
from accounts.roles import STAFF_ROLES
from accounts.selectors import roles_of
from accounts.services import grant_role
from accounts.staff import provider
from audiences.models import ReadingToken
from audiences.tokens.format import digest_of, new_token
from config.environment_staff import STAFF_ROLES as WORDS
from tests.factories import client, make_site, make_staff, signed_in
from tests.site.accounts.staff.olwen import OFFICER, got_in, her

pytestmark = pytest.mark.django_db

START = "/account/work/"


def test_the_first_sign_in_makes_an_account_known_by_tenant_and_object_id(work):
    make_site("staff")
    browser, answer = work.come_in(OFFICER, next_url="/knowledge/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/knowledge/")
    user = her()
    assert (user.name, user.email, user.is_staff) == (
        "Olwen Officer",
        "olwen.officer@marlshire.example",
        True,
    )
    assert roles_of(user) == {Role.OFFICER}
    assert not user.has_usable_password()
    assert browser.session["method"] == "openid"
    assert browser.session["second_factor"]
    assert 0 < browser.session.get_expiry_age() <= 12 * 60 * 60
    assert browser.get("/").status_code == 200


def test_programs_of_somebody_who_has_left_stop_though_nobody_closes_the_account(work):
    """Nobody tells us who has left: the council's own sign-in does not let them in any more, and their tokens end with it.
    Accounts that could not come in there themselves have no programs either."""
    make_site("staff")
    work.come_in({**OFFICER, "roles": ["editor"]})
    owner = her()
    here, sealed = make_staff(Role.EDITOR), make_staff(Role.EDITOR)
    User.objects.filter(pk=sealed.pk).update(is_break_glass=True)

    def answers(user):
        reading = {"Authorization": f"Bearer {reading_token_of(user)}"}
        editing = {"Authorization": f"Bearer {APIToken.create_token(user=user, name='A script')[1]}"}
        return (
            client("staff").get("/api/v1/pages/", headers=reading).status_code,
            client("staff").get("/api/wagtail/v3/pages/", headers=editing).status_code,
        )

    assert answers(owner) == (200, 200)
    User.objects.update(work_seen_at=timezone.now() - timedelta(days=15))
    assert answers(owner) == (401, 401)
    work.come_in({**OFFICER, "roles": ["editor"]})
    assert answers(owner) == (200, 200)
    assert answers(here) == answers(sealed) == (401, 401)


def reading_token_of(user) -> str:
    """A reading token as it would have been made while its owner came in."""
    secret = new_token()
    now = timezone.now()
    ReadingToken.objects.create(
        user=user,
        made_by=user,
        audience="staff",
        name="A program",
        scopes=["content:read"],
        digest=digest_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=30),
    )
    return secret


def test_the_question_to_the_provider_holds_nothing_of_the_request(work):
    gone = client("staff").get(START, {"scope": "Files.ReadWrite.All", "auth_params": "prompt=none"})
    asked = parse_qs(urlsplit(gone.headers["location"]).query)
    assert set(asked) == {
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    }
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://staff.localhost:8000/account/work/callback/"]


def test_a_second_sign_in_is_the_same_account_with_what_the_provider_tells_now(work):
    work.come_in(OFFICER)
    prove(her(), read_email("olwen.officer@marlshire.example"))
    work.come_in({**OFFICER, "name": "Olwen Married", "email": "olwen.married@marlshire.example"})
    assert not EmailAddress.objects.exists()
    assert (her().name, her().email) == ("Olwen Married", "olwen.married@marlshire.example")
    assert User.objects.count() == 1


def test_roles_are_read_again_and_those_given_here_stay(work):
    work.come_in({**OFFICER, "roles": ["officer", "editor"]})
    grant_role(her(), Role.TEAM_LEAD)
    grant_role(her(), Role.EDITOR)
    assert her().groups.filter(name="Editors").exists()
    work.come_in({**OFFICER, "roles": ["Auditor"]})
    assert roles_of(her()) == {Role.AUDITOR, Role.TEAM_LEAD, Role.EDITOR}
    # The one given here keeps its Wagtail permissions until it is taken back here.
    assert her().groups.filter(name="Editors").exists()
    assert RoleGrant.objects.get(user=her(), role=Role.EDITOR).source == RoleGrant.Source.LOCAL


def test_app_roles_have_the_names_the_environment_gives_them(work):
    work.configure(brings_second_factor=True, roles={"web.publisher": frozenset({"editor", "publisher"})})
    work.come_in({**OFFICER, "roles": ["Web.Publisher", "officer"]})
    assert roles_of(her()) == {Role.EDITOR, Role.PUBLISHER}


def test_without_a_role_there_is_no_account(work):
    browser, answer = work.come_in({**OFFICER, "roles": ["Payroll.Admin"]})
    assert answer.status_code == 403
    assert "You have no role on this site" in answer.content.decode()
    assert not User.objects.exists()
    assert "_auth_user_id" not in browser.session


def test_who_has_no_role_any_more_is_refused_and_out_of_every_session(work):
    make_site("staff")
    elsewhere, _ = work.come_in(OFFICER)
    grant_role(her(), Role.TEAM_LEAD)
    public = signed_in(her())
    assert public.get("/account/signing-in/").status_code == 200
    assert elsewhere.get("/").status_code == 200
    _, answer = work.come_in({**OFFICER, "roles": []})
    assert answer.status_code == 403
    assert elsewhere.get("/").headers["location"].startswith("/account/sign-in/")
    assert public.get("/account/signing-in/").status_code == 302
    assert not her().is_staff
    assert roles_of(her()) == {Role.TEAM_LEAD}
    _, answer = work.come_in(OFFICER)
    assert got_in(answer)


def test_an_account_closed_here_stays_closed(work):
    work.come_in(OFFICER)
    User.objects.update(is_active=False)
    _, answer = work.come_in(OFFICER)
    assert answer.status_code == 403
    assert "Your account here is closed" in answer.content.decode()


def test_an_address_that_changes_hands_hands_over_no_account(work):
    work.come_in(OFFICER)
    prove(her(), read_email("olwen.officer@marlshire.example"))
    successor = {**OFFICER, "oid": "22222222-aaaa-4aaa-8aaa-000000000002", "name": "Another Olwen"}
    _, answer = work.come_in(successor)
    assert got_in(answer)
    assert her().email is None
    assert not EmailAddress.objects.exists()
    new = User.objects.get(email="olwen.officer@marlshire.example")
    assert (new.pk != her().pk, new.name) == (True, "Another Olwen")


@pytest.mark.parametrize("identity", [None, "another-tenant 1234"])
def test_an_account_made_here_or_of_another_tenant_is_not_taken_over_by_its_address(work, identity):
    local = make_staff(Role.ADMINISTRATOR, email="olwen.officer@marlshire.example", is_superuser=True)
    User.objects.update(work_identity=identity)
    _, answer = work.come_in(OFFICER)
    assert got_in(answer)
    local.refresh_from_db()
    assert (local.email, local.work_identity) == ("olwen.officer@marlshire.example", identity)
    assert her().pk != local.pk
    assert her().email is None


def test_a_provider_without_tenants_knows_people_by_issuer_and_subject(work):
    work.configure(brings_second_factor=True, tenant="")
    work.come_in({"sub": "olwen", "name": "Olwen", "roles": ["officer"]})
    assert User.objects.get().work_identity == f"{work.provider.issuer} olwen"


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        ({"signature": True}, "We could not be sure who you are"),
        ({"unsigned": True}, "We could not be sure who you are"),
        ({"claims": {"nonce": "of another question"}}, "We could not be sure who you are"),
        ({"claims": {"nonce": None}}, "We could not be sure who you are"),
        ({"claims": {"iss": "https://login.example/other"}}, "We could not be sure who you are"),
        ({"claims": {"aud": "another-application"}}, "We could not be sure who you are"),
        ({"claims": {"azp": "another-application"}}, "We could not be sure who you are"),
        ({"claims": {"oid": None}}, "We could not be sure who you are"),
        ({"claims": {"oid": "one\u0000two"}}, "We could not be sure who you are"),
        ({"claims": {"exp": 1_000_000_000}}, "The clocks do not agree"),
        ({"claims": {"iat": int(time.time()) + 86_400}}, "The clocks do not agree"),
        ({"claims": {"tid": "99999999-0000-4000-8000-000000000000"}}, "not a work account of the council"),
        ({"claims": {"tid": None}}, "not a work account of the council"),
    ],
    ids=lambda value: "-".join(value.get("claims", value)) if isinstance(value, dict) else "",
)
def test_a_token_that_cannot_be_trusted_opens_nothing(work, tamper, words):
    browser, answer = work.come_in(OFFICER, tamper=tamper)
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert "_auth_user_id" not in browser.session
    assert not User.objects.exists()


def test_odd_claims_are_no_error(work):
    _, answer = work.come_in(
        OFFICER, tamper={"claims": {"name": ["x"], "email": {"a": 1}, "roles": "officer", "amr": "mfa"}}
    )
    assert got_in(answer)
    assert her().email is None


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(work):
    work.provider.turn(OFFICER)
    asked = client("staff")
    back = work.provider.walk(asked.get(START).headers["location"])
    path = back.removeprefix("http://staff.localhost:8000")
    stranger = client("staff").get(path)
    assert (stranger.status_code, "took too long" in stranger.content.decode()) == (403, True)
    assert got_in(asked.get(path))
    assert "took too long" in asked.get(path).content.decode()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        ("access_denied", 403, "You have not signed in"),
        ("consent_required", 403, "This site needs approval first"),
        ("temporarily_unavailable", 503, "Work accounts do not answer"),
        ("server_error", 503, "Work accounts do not answer"),
        ("invalid_scope", 403, "We could not be sure who you are"),
    ],
)
def test_what_the_provider_refuses_gets_a_page_that_says_what_to_do(work, error, status, words, caplog):
    _, answer = work.come_in(OFFICER, refuse=error)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "AADSTS00000" not in answer.content.decode() + caplog.text


def test_a_provider_that_is_down_is_said_to_be(work):
    work.configure(issuer="http://127.0.0.1:1")
    answer = client("staff").get(START)
    assert answer.status_code == 503
    assert "Work accounts do not answer" in answer.content.decode()


def test_a_provider_that_goes_down_on_the_way_is_said_to_be(work):
    work.provider.turn(OFFICER)
    browser = client("staff")
    back = work.provider.walk(browser.get(START).headers["location"])
    work.provider.turn(OFFICER, down=True)
    answer = browser.get(back.removeprefix("http://staff.localhost:8000"))
    assert answer.status_code == 503
    assert "_auth_user_id" not in browser.session


def test_a_client_secret_that_ran_out_is_said_to_whom_it_matters(work):
    work.configure(client_secret="of last year")
    browser, answer = work.come_in(OFFICER)
    assert answer.status_code == 503
    assert "may have run out" in answer.content.decode()
    assert "_auth_user_id" not in browser.session


def test_what_calls_itself_by_another_name_is_not_the_provider(work):
    work.configure(issuer=work.provider.issuer.replace("127.0.0.1", "localhost"))
    answer = client("staff").get(START)
    assert answer.status_code == 403
    assert "We could not be sure who you are" in answer.content.decode()


@pytest.mark.parametrize("door", provider.ENDPOINTS)
def test_a_door_that_is_not_reached_as_safely_as_the_provider_is_not_used(work, monkeypatch, door):
    fetch = provider._fetch
    monkeypatch.setattr(provider, "_fetch", lambda address: {**fetch(address), door: "ftp://127.0.0.1/"})
    cache.clear()
    assert client("staff").get(START).status_code == 403


def test_only_the_staff_host_has_the_doors_and_only_where_they_lead_somewhere(work, settings):
    for audience in ("public", "partner"):
        assert client(audience).get(START).status_code in {302, 404}
        assert client(audience).get(START + "callback/").status_code in {302, 404}
    assert "Use your work account" in client("staff").get("/account/sign-in/").content.decode()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, staff_openid=None)
    assert client("staff").get(START).status_code == 404
    assert client("staff").get(START + "callback/").status_code == 404
    assert "Use your work account" not in client("staff").get("/account/sign-in/").content.decode()


def test_who_is_signed_in_as_somebody_else_changes_over(work):
    make_site("staff")
    browser, _ = work.come_in(OFFICER)
    work.come_in({**OFFICER, "oid": "other", "name": "Other Person", "email": ""}, browser=browser)
    other = User.objects.get(name="Other Person")
    assert browser.session["_auth_user_id"] == str(other.pk)
    assert browser.get("/").status_code == 200


def test_the_environment_knows_the_roles_of_staff():
    assert {role.value for role in STAFF_ROLES} == WORDS
