"""Wagtail's API on the staff host: for editors' programs alone, and for no longer than they are editors'."""

import json
from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import APIToken, Page

from accounts.models import Role
from accounts.services import withdraw_role
from accounts.throttle import Limit
from audiences.admission import admit
from demo.services_and_journeys import FIXTURES
from forms_engine.journeys.offer import publish as publish_journey
from knowledge.models import ArticlePage
from knowledge.reading.services import ask_to_read, confirm_read
from tests.factories import client, make_article, make_page, make_site, make_staff, publish, signed_in
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db

PAGES = "/api/wagtail/v3/pages/"


def token_of(user):
    _token, secret = APIToken.create_token(user=user, name="A program")
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(scope="module")
def made(file_transaction):
    make_site("staff")
    return make_page(make_site("public"), title="Roads", slug="roads")


@pytest.fixture
def page(made, db):
    return deepcopy(made)


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


def test_one_network_guesses_so_often_and_no_more(page, monkeypatch):
    monkeypatch.setattr("audiences.tokens.door.REFUSED_BY_NETWORK", Limit(attempts=2, seconds=60))
    guessed = {"Authorization": "Bearer guessed"}
    assert [client("staff").get(PAGES, headers=guessed).status_code for _ in range(3)] == [401, 401, 429]
    assert client("staff").get(PAGES, headers=token_of(make_staff(Role.EDITOR))).status_code == 200


def test_its_tokens_open_nothing_else(page):
    headers = token_of(make_staff(Role.ADMINISTRATOR))
    assert client("staff").get("/api/v1/pages/", headers=headers).status_code == 401
    assert client("staff").get("/admin/", headers=headers).status_code == 302


def test_what_is_not_there_is_404_and_never_a_redirect_to_a_language(page):
    headers = token_of(make_staff(Role.EDITOR))
    response = client("staff").get(f"{PAGES}999999/", headers={**headers, "Accept-Language": "cy"})
    assert response.status_code == 404


def pothole_journey(article):
    """The pothole journey, live, its first page showing the article."""
    open_council()
    document = json.loads((FIXTURES / "journeys" / "report-a-pothole.json").read_text())
    document["pages"][0]["blocks"].insert(0, {"type": "article", "article": article.slug})
    publish_journey(document)


def test_programs_take_nothing_away_that_the_admin_keeps(page):
    """What a live journey shows stays where it is, with its topic and at its address; what people confirmed stays too."""
    article = make_article(slug="how-deep", title="How deep?", public_answer="<p>Forty.</p>")
    older = article.latest_revision
    older.content["slug"] = "deep"
    older.save(update_fields=["content"])
    publish(article, summary="Depth")
    pothole_journey(article)
    topic = article.get_parent()
    headers = token_of(make_staff(Role.PUBLISHER))
    browser = client("staff")

    def post(one, action, **said):
        address = f"{PAGES}{one.pk}/actions/{action}/"
        return browser.post(address, json.dumps(said), content_type="application/json", headers=headers)

    def patch(one, **said):
        said = {"meta": {"type": "knowledge.ArticlePage", "action": "publish"}, **said}
        address = f"{PAGES}{one.pk}/"
        return browser.patch(address, json.dumps(said), content_type="application/json", headers=headers)

    refused = [
        post(article, "unpublish"),
        post(topic, "unpublish", recursive=True),
        browser.delete(f"{PAGES}{article.pk}/", headers=headers),
        browser.delete(f"{PAGES}{article.pk}/actions/delete/", headers=headers),
        browser.delete(f"{PAGES}{topic.pk}/", headers=token_of(make_staff(is_superuser=True))),
    ]
    for answer in refused:
        assert answer.status_code == 403, answer.content
        assert "a live journey shows it" in answer.json()["detail"]
    assert patch(article, slug="deep").status_code == 422
    assert post(article, "revert", revision_id=older.pk).status_code == 200
    answer = post(article, "publish")
    assert answer.status_code == 403
    assert "by its address: report-a-pothole" in answer.json()["detail"]
    now = ArticlePage.objects.get(pk=article.pk)
    assert (now.live, now.slug) == (True, "how-deep")

    read = make_article(slug="closing", title="Closing", staff_guidance="<p>For staff</p>")
    ask_to_read(read, due_on=timezone.localdate() + timedelta(days=10), by=None, all_staff=True)
    confirm_read(admit(make_staff(), "staff"), lambda: read, read.live_revision_id)
    answer = browser.delete(f"{PAGES}{read.pk}/", headers=headers)
    assert answer.status_code == 403
    assert "people have confirmed" in answer.json()["detail"]
    assert post(read, "unpublish").status_code == 200
    assert not ArticlePage.objects.get(pk=read.pk).live


def test_programs_do_not_publish_past_a_lock(page):
    publisher = make_staff(Role.PUBLISHER)
    headers = token_of(publisher)
    page.title = "Not agreed"
    revision = page.save_revision()
    locker = make_staff(Role.PUBLISHER)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=locker, locked_at=timezone.now())
    for action, said in (("publish", {}), ("revert", {"revision_id": revision.pk})):
        answer = client("staff").post(
            f"{PAGES}{page.pk}/actions/{action}/",
            json.dumps(said),
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == 403, answer.content
        assert "locked" in answer.json()["detail"]
    page.refresh_from_db()
    assert page.title == "Roads"
