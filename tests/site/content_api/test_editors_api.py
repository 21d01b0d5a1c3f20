"""Wagtail's API on the staff host: for editors' programs alone, and for no longer than they are editors'."""

import json

import pytest
from wagtail.models import APIToken

from accounts.models import Role
from accounts.services import withdraw_role
from tests.factories import client, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

PAGES = "/api/wagtail/v3/pages/"


def token_of(user):
    _token, secret = APIToken.create_token(user=user, name="A program")
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def page():
    make_site("staff")
    return make_page(make_site("public"), title="Roads", slug="roads")


def test_an_editors_program_reads_and_changes_what_the_editor_may_edit(page):
    headers = token_of(make_staff(Role.EDITOR))
    listed = client("staff").get(PAGES, headers=headers)
    assert listed.status_code == 200
    assert page.pk in [one["id"] for one in listed.json()["items"]]
    assert listed["Cache-Control"] == "private, no-store"
    assert "Authorization" in listed["Vary"]
    said = {"meta": {"type": "content.StandardPage"}, "title": "Roads mended"}
    changed = client("staff").patch(
        f"{PAGES}{page.pk}/", json.dumps(said), content_type="application/json", headers=headers
    )
    assert changed.status_code == 200, changed.content
    page.refresh_from_db()
    assert (page.title, page.latest_revision.as_object().title) == ("Roads", "Roads mended")


def test_it_returns_what_may_be_edited_and_no_more(page):
    """Somebody who may open the admin but edit no page gets none, not even public ones."""
    headers = token_of(make_staff(Role.JOURNEY_BUILDER))
    answer = client("staff").get(PAGES, headers=headers)
    assert [one["id"] for one in answer.json()["items"]] == []
    assert client("staff").get(f"{PAGES}{page.pk}/", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "path", ["pages/", "pages/1/", "images/", "documents/", "sites/", "whoami/", "openapi.json", "schema/"]
)
def test_strangers_get_nothing_not_even_what_is_public(page, path):
    response = client("staff").get(f"/api/wagtail/v3/{path}")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_a_session_is_no_token(page):
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    response = browser.get(PAGES)
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("end", ["closed", "not staff", "no editor", "revoked", "wrong"])
def test_a_token_ends_with_its_owners_right(page, end):
    user = make_staff(Role.EDITOR)
    headers = token_of(user)
    assert client("staff").get(PAGES, headers=headers).status_code == 200
    if end == "closed":
        user.is_active = False
        user.save()
    elif end == "not staff":
        user.is_staff = False
        user.save()
    elif end == "no editor":
        withdraw_role(user, Role.EDITOR)
    elif end == "revoked":
        APIToken.objects.get().revoke()
    else:
        headers = {"Authorization": "Bearer wagtail_nothing"}
    assert client("staff").get(PAGES, headers=headers).status_code == 401


@pytest.mark.parametrize("host", ["public", "partner"])
def test_it_is_on_the_staff_host_only(page, host):
    make_site("partner")
    response = client(host).get(PAGES, headers=token_of(make_staff(Role.EDITOR)))
    assert response.status_code in {401, 404}


def test_its_tokens_open_nothing_else(page):
    headers = token_of(make_staff(Role.ADMINISTRATOR))
    assert client("staff").get("/api/v1/pages/", headers=headers).status_code == 401
    assert client("staff").get("/admin/", headers=headers).status_code == 302


def test_what_is_not_there_is_404_and_never_a_redirect_to_a_language(page):
    headers = token_of(make_staff(Role.EDITOR))
    response = client("staff").get(f"{PAGES}999999/", headers={**headers, "Accept-Language": "cy"})
    assert response.status_code == 404
