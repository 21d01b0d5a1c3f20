"""Reading tokens: what they open, for whom, for how long, and how they are refused."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from audiences.keys import PARTNER, STAFF
from audiences.models import ReadingToken
from audiences.services import TokenRefused, issue_token, revoke_token
from audiences.tokens.format import SIGNS, is_well_formed, new_token
from audiences.tokens.scopes import CONTENT_READ, scope_of
from partners.models import Membership, Organisation
from tests.factories import client, make_article, make_page, make_partner, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

PAGES = "/api/v1/pages/"


def token_for(user, audience=STAFF, days=30):
    return issue_token(
        user, audience=audience, name="A program", scopes=[CONTENT_READ], days=days, made_by=user
    )


def ask(audience, secret, path=PAGES, method="get"):
    return getattr(client(audience), method)(path, headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def staff_site():
    home = make_site("staff")
    make_page(home, title="Inside", slug="inside")
    return home


def test_a_program_reads_what_its_owner_may_read_and_is_never_kept(staff_site):
    _token, secret = token_for(make_staff())
    response = ask("staff", secret)
    assert [page["title"] for page in response.json()["items"]] == [staff_site.title, "Inside"]
    assert response["Cache-Control"] == "private, no-store"
    assert ask("staff", secret, method="head").status_code == 200
    # A browser that is signed in as well is the program all the same.
    administrator = signed_in(make_staff(is_superuser=True), "staff")
    answer = administrator.get(PAGES, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert answer.wsgi_request.user.is_anonymous


def test_partners_read_their_own(staff_site):
    make_site("partner")
    make_article(title="Note", slug="note", partner_guidance="<p>x</p>", staff_guidance="<p>y</p>")
    _token, secret = token_for(make_partner(), PARTNER)
    [guidance] = ask("partner", secret, "/api/v1/articles/note").json()["guidance"]
    assert guidance["audience"] == "partner"


@pytest.mark.parametrize("end", ["ended", "last day", "not confirmed", "closed"])
def test_a_partners_program_goes_with_the_membership_and_comes_back_with_it(end):
    make_site("partner")
    user = make_partner()
    _token, secret = token_for(user, PARTNER)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    memberships, places = Membership.objects.filter(user=user), Organisation.objects.all()
    before = (memberships.values("active", "expires").get(), places.values("state", "confirm_by").get())
    {
        "ended": lambda: memberships.update(active=False),
        "last day": lambda: memberships.update(expires=yesterday),
        "not confirmed": lambda: places.update(confirm_by=yesterday),
        "closed": lambda: places.update(state="closed"),
    }[end]()
    assert ask("partner", secret).status_code == 401
    memberships.update(**before[0])
    places.update(**before[1])
    assert ask("partner", secret).status_code == 200


def test_leaving_ends_it_at_once(staff_site):
    user = make_staff()
    _token, secret = token_for(user)
    assert ask("staff", secret).status_code == 200
    user.is_staff = False
    user.save()
    assert ask("staff", secret).status_code == 401


@pytest.mark.parametrize("end", ["revoked", "expired", "closed"])
def test_an_ended_token_opens_nothing(staff_site, end):
    user = make_staff()
    token, secret = token_for(user)
    if end == "revoked":
        revoke_token(token)
    elif end == "expired":
        past = timezone.now() - datetime.timedelta(days=2)
        ReadingToken.objects.update(created_at=past, expires_at=past + datetime.timedelta(days=1))
    else:
        user.is_active = False
        user.save()
    response = ask("staff", secret)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"] == 'Bearer realm="Guildhall", error="invalid_token"'


@pytest.mark.parametrize("host", ["public", "partner"])
def test_a_token_is_for_the_host_it_was_made_for(staff_site, host):
    """Also where a stranger would be answered: a bad token is never taken for none."""
    _token, secret = token_for(make_staff())
    assert ask(host, secret).status_code == 401


def test_a_bad_token_is_refused_even_with_a_session(staff_site):
    browser = signed_in(make_staff(), "staff")
    assert browser.get(PAGES, headers={"Authorization": f"Bearer {new_token()}"}).status_code == 401


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/", "get"),
        ("/api/v1/journeys/", "get"),
        (PAGES, "post"),
        ("/workplace/", "get"),
        ("/admin/", "get"),
        ("/account/api-tokens/", "get"),
        ("/api/wagtail/v3/pages/", "get"),
        ("/nothing/here/", "get"),
    ],
)
def test_what_does_not_say_so_is_not_opened(staff_site, path, method):
    _token, secret = token_for(make_staff(Role.ADMINISTRATOR, is_superuser=True))
    response = ask("staff", secret, path, method)
    assert response.status_code == 403
    assert "insufficient_scope" in response["WWW-Authenticate"]


def test_every_read_of_content_says_so(staff_site):
    from config.api import api

    named = {
        f"api:{operation.view_func.__name__}"
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        if set(operation.tags or router.tags or []) & {"pages", "articles", "site", "previews"}
    }
    assert named
    assert {name for name in named if scope_of(name) != CONTENT_READ} == set()


def test_other_bearer_tokens_are_left_to_their_parts(staff_site):
    response = ask("public", "a-submission-token", "/api/v1/pages/")
    assert response.status_code == 200


def test_it_is_throttled_by_network_and_good_ones_are_not(staff_site):
    _token, secret = token_for(make_staff())
    for _ in range(50):
        assert ask("staff", new_token()).status_code == 401
    refused = ask("staff", new_token())
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert ask("staff", secret).status_code == 200


def test_its_last_use_is_written_once_an_hour(staff_site, django_assert_num_queries):
    token, secret = token_for(make_staff())
    ask("staff", secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    ask("staff", secret)
    token.refresh_from_db()
    assert token.last_used_at == first
    ReadingToken.objects.update(last_used_at=first - datetime.timedelta(hours=2))
    ask("staff", secret)
    token.refresh_from_db()
    assert token.last_used_at > first - datetime.timedelta(hours=1)


def test_the_token_itself_is_kept_nowhere(staff_site, caplog):
    token, secret = token_for(make_staff())
    ask("staff", secret)
    ask("staff", secret[:-1] + "0")
    row = " ".join(str(value) for value in ReadingToken.objects.values().get(pk=token.pk).values())
    assert secret not in row and secret not in caplog.text


def test_who_may_not_enter_gets_none_and_a_year_is_the_most():
    with pytest.raises(TokenRefused):
        token_for(make_partner(), STAFF)
    for days in (0, 366):
        with pytest.raises(TokenRefused):
            token_for(make_staff(), days=days)
    for scopes in ([], ["content:write"]):
        with pytest.raises(TokenRefused):
            issue_token(make_staff(), audience=STAFF, name="x", scopes=scopes, days=30, made_by=make_staff())
    collector = make_staff()
    for _ in range(20):
        token_for(collector)
    with pytest.raises(TokenRefused, match="twenty"):
        token_for(collector)
    token, _secret = token_for(make_staff(), days=365)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingToken.objects.filter(pk=token.pk).update(
            expires_at=token.created_at + datetime.timedelta(days=366)
        )


@given(place=st.integers(4, 49), sign=st.sampled_from(SIGNS))
def test_a_token_with_one_sign_changed_is_not_well_formed(place, sign):
    token = new_token()
    assert is_well_formed(token)
    changed = token[:place] + sign + token[place + 1 :]
    assert is_well_formed(changed) == (changed == token)


def test_people_make_see_once_and_revoke_their_own(staff_site):
    user = make_staff()
    browser = signed_in(user, "staff")
    page = browser.post("/account/api-tokens/", {"name": "Foyer", "days": "30"})
    assert page.status_code == 201
    [secret] = re.findall(r"ghr_[0-9A-Za-z]{46}", page.content.decode())
    assert page["Cache-Control"] == "private, no-store"
    assert secret not in browser.get("/account/api-tokens/").content.decode()
    token = ReadingToken.objects.get(user=user)
    assert ask("staff", secret).status_code == 200
    other = signed_in(make_staff(), "staff")
    assert other.post(f"/account/api-tokens/{token.pk}/revoke/").status_code == 404
    browser.post(f"/account/api-tokens/{token.pk}/revoke/")
    assert ask("staff", secret).status_code == 401
    assert "Foyer" not in other.get("/account/api-tokens/").content.decode()


def test_administrators_make_and_revoke_anybodys(staff_site):
    admin = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    url = reverse("all_reading_tokens", urlconf="config.urls.staff")
    owner = make_partner()
    data = {"email": owner.email, "audience": "partner", "name": "Their intranet", "days": "90"}
    assert re.search(r"ghr_[0-9A-Za-z]{46}", admin.post(url, data).content.decode())
    token = ReadingToken.objects.get(user=owner, audience="partner")
    refused = admin.post(url, {**data, "audience": "staff"}).content.decode()
    assert "This account may not enter that site." in refused
    revoke = reverse("revoke_reading_token", args=[token.pk], urlconf="config.urls.staff")
    for browser, state in ((signed_in(make_staff(Role.EDITOR), "staff"), "active"), (admin, "revoked")):
        browser.post(revoke)
        token.refresh_from_db()
        assert token.state == state
    assert signed_in(make_staff(Role.EDITOR), "staff").get(url).status_code in {302, 403}
