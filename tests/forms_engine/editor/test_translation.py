"""Translating a journey with wagtail-localize: only texts are offered, and publishing them makes the next version."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from audiences.principal import Principal
from forms_engine.catalogue.selectors import live_version
from forms_engine.editor.exchange import adopt
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import save_document
from forms_engine.journeys.offer import import_services, publish
from tests.forms_engine.editor.editors import (
    SERVICES,
    browser,
    council_with,
    document,
    newest,
    publisher,
    url,
)

pytestmark = pytest.mark.django_db

WELSH = {
    "document.title": "Gofyn am sgip",
    "document.questions.your-name.label": "Eich enw",
    "document.pages.you.title": "Amdanoch chi",
}


@pytest.fixture
def welsh():
    return Locale.objects.get_or_create(language_code="cy")[0]


def live():
    return live_version(Principal.public(), "ask-for-a-skip").document


def put_live(draft):
    JourneyDraft.objects.get(pk=draft.pk).latest_revision.publish(user=publisher())


def submitted(draft, locale):
    """The draft submitted for translation, as wagtail-localize's own button does."""
    browser(publisher()).post(
        f"/admin/localize/submit/snippet/editor/journeydraft/{draft.pk}/",
        {"locales": [locale.pk]},
    )
    return Translation.objects.get(source__object_id=draft.translation_key, target_locale=locale)


def translated(translation, words, kind="manual"):
    for segment in StringSegment.objects.filter(source=translation.source, context__path__in=words):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words[segment.context.path], "translation_type": kind},
        )


def published_translation(draft, locale, words=WELSH, kind="manual", capture=None):
    translation = submitted(draft, locale)
    translated(translation, words, kind)
    with capture(execute=True):
        translation.save_target(user=publisher(), publish=True)
    return JourneyDraft.objects.get(translation_key=draft.translation_key, locale=locale)


def test_translators_are_offered_texts_and_nothing_else(welsh):
    draft = council_with()
    source, _ = TranslationSource.update_or_create_from_instance(draft)
    offered = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert "Your name" in offered and "Where on the road" in offered
    keys = {"your-name", "on-road", "you", "road", "yes", "highways", "public task", "ask-for-a-skip", "4100"}
    assert not offered & keys


def test_publishing_a_translation_makes_a_version_in_both_languages(
    welsh, django_capture_on_commit_callbacks
):
    draft = council_with()
    put_live(draft)
    row = published_translation(draft, welsh, capture=django_capture_on_commit_callbacks)
    assert row.title == "Gofyn am sgip"
    document = live()
    assert document["title"] == {"en": "Ask for a skip", "cy": "Gofyn am sgip"}
    assert document["pages"][0]["blocks"][0]["label"]["cy"] == "Eich enw"
    assert document["translations"] == {"cy": "awaiting-review"}
    assert "cy" not in document["pages"][1]["title"]
    assert row.journey == JourneyDraft.objects.get(pk=draft.pk).journey


def test_changed_english_is_read_in_english_until_it_is_translated(welsh, django_capture_on_commit_callbacks):
    draft = council_with()
    put_live(draft)
    published_translation(draft, welsh, capture=django_capture_on_commit_callbacks)
    now = JourneyDraft.objects.get(pk=draft.pk)
    changed = newest(draft) | {"title": {"en": "Get a skip"}}
    save_document(now, changed, user=None, expected_revision=now.latest_revision_id)
    put_live(draft)
    assert live()["title"] == {"en": "Get a skip"}
    assert live()["pages"][0]["title"]["cy"] == "Amdanoch chi"


def test_a_translator_agrees_until_a_text_changes(welsh, django_capture_on_commit_callbacks):
    draft = council_with()
    put_live(draft)
    row = published_translation(draft, welsh, kind="machine", capture=django_capture_on_commit_callbacks)
    page = browser(publisher()).get(url("journey_translations", draft.pk)).content.decode()
    assert "awaiting review" in page and "3 of " in page
    browser(publisher()).post(url("journey_reviewed", row.pk))
    assert live()["translations"] == {"cy": "reviewed"}
    translation = Translation.objects.get(source__object_id=draft.translation_key, target_locale=welsh)
    translated(translation, {"document.title": "Gwneud cais am sgip"})
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=publisher(), publish=True)
    assert live()["title"]["cy"] == "Gwneud cais am sgip"
    assert live()["translations"] == {"cy": "awaiting-review"}


def test_a_journey_that_came_in_two_languages_goes_on_in_both(welsh):
    import_services(SERVICES)
    version = publish(
        document(
            title={"en": "Ask for a skip", "cy": "Gofyn am sgip"}, translations={"cy": "awaiting-review"}
        )
    )
    draft = adopt(version.journey)
    row = JourneyDraft.objects.get(translation_key=draft.translation_key, locale=welsh)
    assert row.title == "Gofyn am sgip"
    put_live(draft)
    assert live()["title"] == {"en": "Ask for a skip", "cy": "Gofyn am sgip"}
    assert live()["translations"] == {"cy": "awaiting-review"}


def test_saving_a_translation_as_a_draft_takes_nothing_away(welsh, django_capture_on_commit_callbacks):
    draft = council_with()
    put_live(draft)
    published_translation(draft, welsh, capture=django_capture_on_commit_callbacks)
    translation = Translation.objects.get(source__object_id=draft.translation_key, target_locale=welsh)
    translated(translation, {"document.title": "Drafft"})
    translation.save_target(user=publisher(), publish=False)
    put_live(draft)
    assert live()["title"]["cy"] == "Gofyn am sgip"


def test_what_cannot_be_published_with_a_translation_is_told_and_changes_nothing(
    welsh, django_capture_on_commit_callbacks
):
    draft = council_with()
    put_live(draft)
    row = published_translation(
        draft, welsh, {"document.title": "Sgip " * 40}, capture=django_capture_on_commit_callbacks
    )
    assert row.publish_failed_at
    assert "cy" not in live()["title"]
