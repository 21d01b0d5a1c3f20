"""Find and replace over all journeys: shown before anything changes, texts only."""

import pytest

from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import create_draft, save_document
from tests.forms_engine.editor.editors import (
    admin_url,
    browser,
    builder,
    council_with,
    document,
    newest,
    publisher,
    url,
)

pytestmark = pytest.mark.django_db

FORM = {"search": "skip", "replace": "container", "match_case": "on"}


def revision(draft):
    return JourneyDraft.objects.get(pk=draft.pk).latest_revision_id


def shown(draft):
    return f"{draft.pk}:{revision(draft)}"


def test_every_change_is_shown_and_none_is_made():
    draft = council_with()
    before = revision(draft)
    page = browser(builder()).get(url("journey_replace"), FORM).content.decode()
    assert "<del>Will the skip stand on a road?</del>" in page
    assert "<ins>Will the container stand on a road?</ins>" in page
    assert revision(draft) == before


def test_texts_change_and_keys_never():
    draft = council_with()
    other = create_draft(document(slug="other"), user=None)
    untouched = revision(other)
    user = builder()
    browser(user).post(url("journey_replace"), {**FORM, "draft": [shown(draft)]})
    changed = newest(draft)
    assert changed["title"] == {"en": "Ask for a container"}
    assert changed["slug"] == "ask-for-a-skip"
    assert changed["pages"][0]["blocks"][1]["key"] == "on-road"
    now = JourneyDraft.objects.get(pk=draft.pk)
    assert now.latest_revision.user == user
    assert revision(other) == untouched


def test_what_somebody_changed_or_locked_meanwhile_is_left():
    draft = council_with()
    locked = create_draft(document(slug="locked"), user=None)
    browser(publisher()).post(admin_url("lock", locked.pk))
    seen = [shown(draft), shown(locked)]
    now = JourneyDraft.objects.get(pk=draft.pk)
    save_document(now, newest(draft), user=None, expected_revision=now.latest_revision_id)
    page = (
        browser(builder()).post(url("journey_replace"), {**FORM, "draft": seen}, follow=True).content.decode()
    )
    assert page.count("left as it was") == 2
    assert newest(draft)["title"] == newest(locked)["title"] == {"en": "Ask for a skip"}


def test_what_is_typed_is_no_pattern():
    draft = council_with(title={"en": "Skips (a+b)"})
    page = (
        browser(builder()).get(url("journey_replace"), {"search": "(a+b)", "replace": r"\1"}).content.decode()
    )
    assert r"Skips \1" in page
    assert newest(draft)["title"] == {"en": "Skips (a+b)"}


@pytest.mark.parametrize("search", ["", "   ", "x" * 500])
def test_searching_for_nothing_or_too_much_is_refused(search):
    council_with()
    assert browser(builder()).get(url("journey_replace"), {"search": search}).status_code in {200, 422}
