"""Journeys in and out of the editor: files, copies, and drafts of what is published."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forms_engine.definition.write import canonical_bytes
from forms_engine.editor.exchange import adopt
from forms_engine.editor.models import JourneyDraft
from forms_engine.journeys.offer import import_services, publish
from tests.forms_engine.editor.editors import (
    SERVICES,
    admin_url,
    browser,
    builder,
    council_with,
    document,
    newest,
    url,
)

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parents[1] / "definition" / "importers" / "cases"

# The shape of a form of XGov's designer: a graph of pages, each naming the next.
FORM = {
    "startPage": "/name",
    "name": "Ask for a bench",
    "lists": [],
    "conditions": [],
    "pages": [
        {
            "path": "/name",
            "title": "Your name",
            "components": [
                {"name": "fullName", "type": "TextField", "title": "Full name", "options": {}, "schema": {}}
            ],
            "next": [{"path": "/summary"}],
        },
        {
            "path": "/summary",
            "title": "Check",
            "controller": "./pages/summary.js",
            "components": [],
            "next": [],
        },
    ],
}


def upload(content, name="journey.json"):
    user = builder()
    return browser(user).post(url("journey_import"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_what_is_exported_and_imported_is_exported_with_the_same_bytes():
    draft = council_with()
    first = browser(builder()).get(url("journey_export", draft.pk))
    assert first["Content-Disposition"] == 'attachment; filename="ask-for-a-skip.json"'
    JourneyDraft.objects.all().delete()
    upload(first.content)
    (again,) = JourneyDraft.objects.all()
    assert browser(builder()).get(url("journey_export", again.pk)).content == first.content


def test_an_export_is_canonical_however_the_draft_was_written():
    draft = council_with()
    shuffled = dict(reversed(list(document().items()))) | {"audience": "public", "sign_in": "optional"}
    JourneyDraft.objects.filter(pk=draft.pk).update(document=shuffled, has_unpublished_changes=False)
    content = browser(builder()).get(url("journey_export", draft.pk)).content
    assert list(json.loads(content))[:2] == ["format", "slug"]
    assert b"audience" not in content


def test_a_form_from_elsewhere_becomes_a_draft_with_what_needs_a_look():
    import_services(SERVICES)
    page = upload(json.dumps(FORM).encode()).content.decode()
    (draft,) = JourneyDraft.objects.all()
    assert draft.title == "Ask for a bench"
    assert newest(draft)["format"] == "guildhall-journey/1"
    assert "is imported as a draft" in page
    assert draft.errors


@pytest.mark.parametrize("case", sorted(CASES.glob("*_*.*")), ids=lambda case: case.name)
def test_real_forms_become_drafts_that_are_exported_and_imported_again(case):
    import_services(SERVICES)
    upload(case.read_bytes(), case.name)
    (draft,) = JourneyDraft.objects.all()
    first = browser(builder()).get(url("journey_export", draft.pk)).content
    JourneyDraft.objects.all().delete()
    upload(first)
    (again,) = JourneyDraft.objects.all()
    assert browser(builder()).get(url("journey_export", again.pk)).content == first


def test_our_own_file_that_is_not_right_yet_becomes_a_draft():
    import_services(SERVICES)
    page = upload(
        canonical_bytes(document(pages=[{"key": "you", "blocks": [{"type": "riddle"}]}]))
    ).content.decode()
    (draft,) = JourneyDraft.objects.all()
    assert draft.errors and "riddle" in page


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"12", b'{"pages": 3}', b"\xff\xfe", b'{"a":' * 5000 + b"1" + b"}" * 5000, b"\x00"],
)
def test_what_is_no_journey_is_refused_in_words(content):
    answer = upload(content)
    assert answer.status_code in {200, 422}
    assert not JourneyDraft.objects.exists()


def test_importing_what_is_there_already_makes_another():
    draft = council_with()
    upload(canonical_bytes(document()))
    assert set(JourneyDraft.objects.values_list("slug", flat=True)) == {draft.slug, "ask-for-a-skip-2"}


def test_a_copy_has_an_address_of_its_own():
    draft = council_with()
    browser(builder()).post(url("journey_duplicate", draft.pk))
    copied = JourneyDraft.objects.exclude(pk=draft.pk).get()
    assert (copied.slug, copied.title) == ("ask-for-a-skip-2", "Ask for a skip (copy)")
    assert newest(copied)["pages"] == newest(draft)["pages"]


def test_published_journeys_are_made_editable():
    import_services(SERVICES)
    version = publish(document())
    listing = browser(builder()).get(admin_url("list")).content.decode()
    assert "1 published journey cannot be edited here yet" in listing
    browser(builder()).post(url("journey_adopt"))
    draft = JourneyDraft.objects.get(journey=version.journey)
    assert draft.live and not draft.has_unpublished_changes
    assert newest(draft) == version.document
    assert adopt(version.journey) == draft
    assert "cannot be edited" not in browser(builder()).get(admin_url("list")).content.decode()


def test_a_new_journey_begins_with_its_name():
    import_services(SERVICES)
    answer = browser(builder()).post(
        admin_url("add"), {"title": "Hire a hall", "kind": "book", "service": "highways"}, follow=True
    )
    assert answer.status_code == 200
    draft = JourneyDraft.objects.get()
    assert (draft.slug, draft.kind, draft.live) == ("hire-a-hall", "book", False)


def test_a_draft_with_keys_that_no_address_can_hold_can_be_looked_at():
    keys = ('"><script>', "a/b", "")
    draft = council_with(
        conditions={key: {"question": "your-name", "is": "x"} for key in keys},
        lists={key: [] for key in keys},
        pages=[{"key": key, "title": {"en": "T"}, "blocks": []} for key in keys],
    )
    person = browser(builder())
    for name in ("conditions", "lists", "findings"):
        page = person.get(url(f"journey_editing:{name}", draft.pk))
        assert page.status_code == 200 and '<script>"' not in page.content.decode(), name
    assert person.get(admin_url("edit", draft.pk)).status_code == 200
