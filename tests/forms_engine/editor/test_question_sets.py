"""Question sets: copied in when a journey is published, with a list of where each is used."""

import pytest
from django.urls import reverse

from audiences.principal import Principal
from forms_engine.catalogue.selectors import live_version
from forms_engine.editor.models import JourneyDraft, QuestionSet
from forms_engine.editor.question_sets import create_question_set, save_question_set
from forms_engine.editor.services import DraftRefused, StaleDraft, create_draft
from tests.forms_engine.editor.editors import ADMIN, browser, builder, council_with, document, publisher

pytestmark = pytest.mark.django_db

EMAIL = {"key": "email", "type": "email", "label": {"en": "Email address"}}
SET = [EMAIL]


def with_set(slug="ask-for-a-skip"):
    page = {
        "key": "contact",
        "title": {"en": "Contact"},
        "blocks": [{"type": "question_set", "set": "contact-details"}],
    }
    return document(slug=slug) | {"pages": [*document()["pages"], page]}


def put_live(draft):
    JourneyDraft.objects.get(pk=draft.pk).latest_revision.publish(user=publisher())


def live():
    return live_version(Principal.public(), "ask-for-a-skip").document


def test_publishing_copies_the_set_in():
    council_with().delete()
    create_question_set("contact-details", "Contact details", SET, user=None)
    draft = create_draft(with_set(), user=None)
    assert draft.errors == 0
    put_live(draft)
    assert live()["pages"][-1]["blocks"] == SET
    question_set = QuestionSet.objects.get()
    save_question_set(
        question_set,
        [EMAIL | {"required": False}],
        user=None,
        expected_revision=question_set.latest_revision_id,
    )
    assert live()["pages"][-1]["blocks"] == SET
    put_live(draft)
    assert live()["pages"][-1]["blocks"][0]["required"] is False


def test_a_set_that_is_not_there_is_a_fault():
    council_with().delete()
    draft = create_draft(with_set(), user=None)
    assert draft.errors == 1


def test_usage_says_who_is_behind():
    council_with().delete()
    made = create_question_set("contact-details", "Contact details", SET, user=None)
    put_live(create_draft(with_set(), user=None))
    create_draft(with_set("another"), user=None)
    address = reverse("wagtailsnippets_editor_questionset:usage", args=[made.pk], **ADMIN)
    page = browser(builder()).get(address).content.decode()
    assert page.count("Ask for a skip") == 2 and "up to date" in page
    save_question_set(made, SET, user=None, expected_revision=made.latest_revision_id)
    assert "shows the set as it was" in browser(builder()).get(address).content.decode()
    listing = (
        browser(builder()).get(reverse("wagtailsnippets_editor_questionset:list", **ADMIN)).content.decode()
    )
    assert "2 journeys" in listing


def test_a_stale_set_overwrites_nothing():
    council_with()
    made = create_question_set("contact-details", "Contact details", SET, user=None)
    first = made.latest_revision_id
    save_question_set(made, [], user=builder(), expected_revision=first)
    with pytest.raises(StaleDraft):
        save_question_set(made, SET, user=None, expected_revision=first)


def test_two_sets_of_one_key_are_refused():
    council_with()
    create_question_set("contact-details", "Contact details", SET, user=None)
    with pytest.raises(DraftRefused):
        create_question_set("contact-details", "Again", SET, user=None)
