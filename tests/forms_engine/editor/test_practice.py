"""Practice runs: a draft sent and paid for in earnest that reaches nobody and is counted nowhere."""

import pytest
from django.urls import reverse

from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, Service
from forms_engine.delivery.models import Delivery
from forms_engine.editor import practice
from forms_engine.editor.services import DraftRefused, create_draft, save_document
from forms_engine.journeys.asking import services_without_journey
from forms_engine.journeys.services import answer_page, start_submission, submit
from forms_engine.requests.models import Request
from tests.factories import client
from tests.forms_engine.editor.editors import ADMIN, browser, builder, council_with, document, newest, url

pytestmark = pytest.mark.django_db


def test_a_practice_run_goes_where_nobody_is(settings):
    settings.STRIPE_API = "http://127.0.0.1:1"
    draft = council_with()
    user = builder()
    started = browser(user).post(url("journey_practice", draft.pk))
    journey = Journey.objects.get(is_practice=True)
    assert started.url == reverse("journey_start", args=[journey.slug], **ADMIN)
    page = browser(user).get(started.url).content.decode()
    assert "Nothing you send here reaches anybody" in page
    version = practice.prepare(draft)
    submission, _ = start_submission(Principal.public(), version, language="en")
    answer_page(submission.id, "you", {"your-name": "Ann", "on-road": "no"})
    request = submit(submission.id)
    assert request.title == "Practice: Ask for a skip"
    assert request.service.openness == Service.Openness.TEAM_ONLY
    assert not request.service.team.members.exists()
    assert {one.destination.slug for one in Delivery.objects.all()} == {"practice"}
    assert request.fee_pence == 4500
    assert not Request.objects.filter(service__slug="highways").exists()


def test_it_is_on_no_other_host_and_in_no_list():
    draft = council_with()
    slug = practice.prepare(draft).journey.slug
    assert client().get(f"/journeys/{slug}/").status_code == 404
    assert slug not in browser(builder()).get("/api/v1/journeys/").content.decode()
    assert not services_without_journey().filter(slug="practice").exists()
    with pytest.raises(DraftRefused):
        save_document(
            draft, newest(draft) | {"slug": slug}, user=None, expected_revision=draft.latest_revision_id
        )
    assert create_draft(document(slug=slug), user=None).slug != slug


def test_without_a_sandbox_no_fee_is_taken():
    made = practice.practice_document(document(), "practice-1", takes_fees=False)
    assert "fees" not in made
    assert [block["text"]["en"] for block in made["start"]] == [
        practice.NOTHING_SENT["en"],
        practice.NO_FEE["en"],
    ]
    assert practice.practice_document(document(), "practice-1", takes_fees=True)["fees"]


def test_a_new_run_takes_the_place_of_the_last():
    draft = council_with()
    first = practice.prepare(draft)
    save_document(
        draft, newest(draft) | {"title": {"en": "New"}}, user=None, expected_revision=draft.latest_revision_id
    )
    second = practice.prepare(draft)
    first.refresh_from_db()
    assert first.withdrawn_at and second.withdrawn_at is None
    assert second.document["title"] == {"en": "Practice: New"}


def test_what_has_faults_is_not_run():
    draft = council_with(retention_days=0)
    browser(builder()).post(url("journey_practice", draft.pk))
    assert not Journey.objects.exists()
