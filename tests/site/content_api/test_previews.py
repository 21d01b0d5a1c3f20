"""Previews by token: one revision, one audience's view, one hour, and only while its editor may edit the page."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.services import withdraw_role
from content.models import ContentPage
from content_api.previews import tokens
from content_api.previews.tokens import PreviewRefused, make_token
from tests.factories import (
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    publish,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_staff(Role.EDITOR)


@pytest.fixture
def draft():
    """A published page with a newer draft."""
    page = make_page(make_site("public"), title="Roads", slug="roads", body=[("heading", "Old")])
    page.title, page.body = "Roads to come", [("heading", "New")]
    page.save_revision()
    return ContentPage.objects.get(pk=page.pk)


def get(token, audience="public", browser=None):
    return (browser or client(audience)).get(f"/api/v1/previews/{token}")


def test_the_draft_as_its_readers_would_get_it(editor, draft):
    response = get(make_token(editor, draft, audience="public"))
    assert response.json()["page"]["title"] == "Roads to come"
    assert response.json()["page"]["body"][0]["value"]["text"] == "New"
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert client().get(f"/api/v1/pages/{draft.pk}").json()["title"] == "Roads"


def test_it_is_that_revision_and_no_later_one(editor, draft):
    token = make_token(editor, draft, audience="public")
    page = draft.specific
    page.title = "Later still"
    page.save_revision()
    assert get(token).json()["page"]["title"] == "Roads to come"


def test_what_it_shows_of_others_is_cut_too(editor, draft):
    secret = make_page(draft.get_parent(), title="Canary", slug="canary", audience="staff")
    page = draft.specific
    page.body = [("text", f'<p><a linktype="page" id="{secret.pk}">there</a></p>')]
    page.save_revision()
    draft.refresh_from_db()
    assert "canary" not in get(make_token(editor, draft, audience="public")).content.decode().lower()


def test_an_article_is_cut_to_its_audience(editor):
    make_site("staff")
    article = make_article(
        title="Why", slug="why", public_answer="<p>For all</p>", staff_guidance="<p>Inside</p>"
    )
    public = get(make_token(editor, article, audience="public"))
    assert "For all" in public.content.decode() and "Inside" not in public.content.decode()
    token = make_token(editor, article, audience="staff")
    assert get(token, "public").status_code == 404
    assert get(token, "staff").status_code == 401
    inside = get(token, browser=signed_in(make_staff(), "staff"))
    assert inside.json()["article"]["guidance"][0]["audience"] == "staff"


def test_one_organisations_view_is_not_anothers(editor):
    home = make_site("partner")
    hale, other = make_partner("hale-house"), make_partner("eastwold")
    page = make_page(home, title="For Hale", slug="x", audience="partner", organisations=["hale-house"])
    with pytest.raises(PreviewRefused):
        make_token(editor, page, audience="partner")
    token = make_token(editor, page, audience="partner", organisation="hale-house")
    assert get(token, browser=signed_in(hale, "partner")).status_code == 200
    assert get(token, browser=signed_in(other, "partner")).status_code == 404


def test_it_is_seen_on_its_own_host_and_as_the_reader_it_names(editor):
    make_site("public")
    make_site("staff")
    home = make_site("partner")
    member = make_partner("hale-house")
    limited = make_page(home, title="Canary", audience="partner", organisations=["hale-house"])
    page = make_page(home, body=[("text", f'<p><a linktype="page" id="{limited.pk}">there</a></p>')])
    token = make_token(editor, ContentPage.objects.get(pk=page.pk), audience="partner")
    assert get(token).status_code == 404
    assert get(token, browser=signed_in(editor, "staff")).status_code == 404
    # A member of one organisation sees it as partners in general do.
    seen = get(token, browser=signed_in(member, "partner"))
    assert seen.status_code == 200
    assert "Canary" not in seen.content.decode()


def test_a_draft_does_not_make_its_own_readers(editor):
    page = make_page(make_site("public"), title="Inside", slug="inside", audience="staff")
    page.audience = "public"
    page.save_revision()
    with pytest.raises(PreviewRefused):
        make_token(editor, ContentPage.objects.get(pk=page.pk), audience="public")


@pytest.mark.parametrize("end", ["an hour", "closed", "no editor", "narrowed", "deleted", "tampered"])
def test_it_ends(editor, draft, end, monkeypatch):
    token = make_token(editor, draft, audience="public")
    assert get(token).status_code == 200
    if end == "an hour":
        later = timezone.now() + datetime.timedelta(hours=1)
        monkeypatch.setattr(tokens.timezone, "now", lambda: later)
    elif end == "closed":
        editor.is_active = False
        editor.save()
    elif end == "no editor":
        withdraw_role(editor, Role.EDITOR)
    elif end == "narrowed":
        publish(draft.specific, audience="staff")
    elif end == "deleted":
        draft.specific.delete()
    else:
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert get(token).status_code == 404


def test_only_who_may_edit_the_page_makes_one(draft):
    with pytest.raises(PreviewRefused):
        make_token(make_staff(Role.OFFICER), draft, audience="public")
    builder = signed_in(make_staff(Role.JOURNEY_BUILDER), "staff")
    address = reverse("preview_link", args=[draft.pk], urlconf="config.urls.staff")
    for response in (builder.get(address), builder.post(address, {"audience": "public"})):
        assert response.status_code in {302, 403}
        assert "Roads" not in response.content.decode()


def test_an_editor_makes_one_in_the_admin(editor, draft, settings):
    settings.PREVIEW_FRONT_END = {"public": "https://www.council.example/preview"}
    make_site("staff")
    url = reverse("preview_link", args=[draft.pk], urlconf="config.urls.staff")
    page = signed_in(editor, "staff").post(url, {"audience": "public"}).content.decode()
    [link] = re.findall(r"https://www\.council\.example/preview#preview=([^\"]+)", page)
    assert get(link).status_code == 200
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.post(url, {"audience": "public"}).status_code in {302, 403}
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk], urlconf="config.urls.staff")
    assert url in signed_in(editor, "staff").get(edit).content.decode()


def test_the_token_stays_out_of_the_logs(editor, draft):
    import logging

    from config.logs import DiscreetFormatter

    token = make_token(editor, draft, audience="public")
    record = logging.LogRecord("x", 40, "", 0, "failed at %s", (f"/api/v1/previews/{token}",), None)
    assert token not in DiscreetFormatter("%(message)s").format(record)
