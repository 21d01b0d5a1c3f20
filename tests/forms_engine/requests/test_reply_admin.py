"""Replies and outcomes, kept in the admin by administrators."""

import pytest

from accounts.models import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Outcome, ReplyTemplate
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return signed_in(make_staff(Role.ADMINISTRATOR), "staff")


@pytest.fixture
def service():
    open_council()
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


REPLY = {"name": "Thanks", "slug": "thanks", "service": "", "body_en": "", "body_cy": "", "is_live": "on"}


def test_a_reply_in_both_languages_with_nothing_in_braces_that_cannot_be_filled_in(administrator, service):
    page = "/admin/replies/new/"
    shown = administrator.get(page).content.decode()
    assert (
        "Cymraeg" in shown and "{reference}, {name}, {title}, {service}" in shown and "Every service" in shown
    )
    assert "Write it in English" in administrator.post(page, {**REPLY, "body_cy": "Diolch"}).content.decode()
    wrong = administrator.post(page, {**REPLY, "body_en": "Dear {nam}", "body_cy": "Annwyl {enw}"})
    told = wrong.content.decode()
    assert "{nam} (en), {enw} (cy) cannot be filled in" in told and not ReplyTemplate.objects.exists()
    right = {
        **REPLY,
        "body_en": "Dear {name}",
        "body_cy": "Annwyl {name}",
        "service": service.pk,
        "asks": "on",
    }
    assert administrator.post(page, right).status_code == 302
    made = ReplyTemplate.objects.get()
    assert (made.body["cy"], made.service, made.asks) == ("Annwyl {name}", service, True)
    listed = administrator.get("/admin/replies/").content.decode()
    assert "Thanks" in listed and service.name in listed
    edit = f"/admin/replies/edit/{made.pk}/"
    assert administrator.post(edit, {**right, "slug": "other", "is_live": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.slug, made.is_live) == ("thanks", False)


def test_an_outcome_stays_of_its_service_under_its_name(administrator, service):
    said = {
        "service": service.pk, "name": "Repaired", "slug": "repaired", "ends": "resolved", "words_en": "",
        "words_cy": "", "position": "1", "is_live": "on",
    }  # fmt: skip
    assert administrator.post("/admin/outcomes/new/", {**said, "ends": "cancelled"}).status_code == 200
    assert administrator.post("/admin/outcomes/new/", said).status_code == 302
    made = Outcome.objects.get()
    edit = f"/admin/outcomes/edit/{made.pk}/"
    changed = {**said, "service": "", "slug": "x", "words_en": "We repaired it."}
    assert administrator.post(edit, changed).status_code == 302
    made.refresh_from_db()
    assert (made.service, made.slug, made.words) == (service, "repaired", {"en": "We repaired it."})
    twice = administrator.post("/admin/outcomes/new/", said)
    assert twice.status_code == 200 and Outcome.objects.count() == 1


def test_neither_is_deleted_and_only_administrators_keep_them(administrator, service):
    reply = ReplyTemplate.objects.create(slug="a", name="A", body={"en": "A"})
    outcome = Outcome.objects.create(service=service, slug="a", name="A")
    for page in (f"/admin/replies/delete/{reply.pk}/", f"/admin/outcomes/delete/{outcome.pk}/"):
        assert administrator.post(page).status_code in {302, 403, 404}
    assert ReplyTemplate.objects.exists() and Outcome.objects.exists()
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    for page in ("/admin/replies/", "/admin/outcomes/new/"):
        assert editor.get(page).status_code in {302, 403}
