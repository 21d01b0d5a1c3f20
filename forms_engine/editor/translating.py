"""Translations of journeys by wagtail-localize: starting one from texts that are there already, and agreeing to it."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from accounts.models import User
from forms_engine.editor.compiling import REVIEWED, digest, published_document
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.publishing import publish_again
from forms_engine.editor.sources import fill_in, source_of
from forms_engine.editor.texts import SOURCE_LANGUAGE, offered_in, texts_of

# What a translator reads beside words that came with the document.
CAME_WITH_IT = "the journey’s own file"


@transaction.atomic
def take_over_texts(draft: JourneyDraft) -> list[JourneyDraft]:
    """Give translators the other languages that a published English draft's document is offered in, with the words it has,
    to go on from; answers the translations made. A language that the council's site does not have stays in the document."""
    made = []
    for language in offered_in(draft.document):
        locale = Locale.objects.filter(language_code=language).first()
        if locale is None:
            continue
        row = _start(draft, locale)
        if draft.document["translations"][language] == REVIEWED:
            _agree(row)
        made.append(row)
    return made


@transaction.atomic
def mark_reviewed(row: JourneyDraft, *, user: User) -> JourneyDraft:
    """A translator agrees to the published texts of a translation, whoever wrote them; the journey is published again
    to say so. Any later change of a text takes this back.

    Raises:
        ValueError: when it is no translation, or is not published.
        DefinitionRefused: when the journey can no longer be published.
    """
    if row.locale.language_code == SOURCE_LANGUAGE:
        raise ValueError("This is not a translation.")
    if row.live_revision_id is None:
        raise ValueError("Publish the translation first.")
    StringTranslation.objects.filter(locale=row.locale, context__object_id=row.translation_key).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, last_translated_by=user
    )
    _agree(row)
    publish_again(row)
    return row


def is_reviewed(row: JourneyDraft) -> bool:
    """Whether a translator has agreed to the row's texts as they are."""
    return row.reviewed_digest == digest(texts_of(published_document(row)), row.locale.language_code)


@dataclass(frozen=True, slots=True)
class TranslationState:
    """Where one translation of a journey stands: texts translated of all there are to translate."""

    row: JourneyDraft
    translated: int
    texts: int
    is_published: bool
    is_reviewed: bool


def translations_of(draft: JourneyDraft) -> list[TranslationState]:
    """The translations of a journey by wagtail-localize, by language."""
    rows = (
        JourneyDraft.objects.filter(translation_key=draft.translation_key)
        .exclude(locale__language_code=SOURCE_LANGUAGE)
        .select_related("locale", "live_revision")
        .order_by("locale__language_code")
    )
    states = []
    for row in rows:
        made = Translation.objects.filter(
            source__object_id=row.translation_key, target_locale=row.locale
        ).first()
        texts, translated = made.get_progress() if made else (0, 0)
        states.append(
            TranslationState(row, translated, texts, row.live_revision_id is not None, is_reviewed(row))
        )
    return states


def _agree(row: JourneyDraft) -> None:
    row.reviewed_digest = digest(texts_of(published_document(row)), row.locale.language_code)
    JourneyDraft.objects.filter(pk=row.pk).update(reviewed_digest=row.reviewed_digest)


def _start(draft: JourneyDraft, locale: Locale) -> JourneyDraft:
    """Submit the draft for translation into a language, with the words it has in it filled in, and save that. It is live
    as the draft is: what it says is what is published."""
    source = source_of(draft)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    texts = texts_of(draft.document)
    found = []
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string"):
        words = texts.get(segment.context.path.removeprefix("document."), {}).get(locale.language_code, "")
        if words.strip():
            found.append((segment, StringValue.from_plaintext(words).data))
    fill_in(found, locale, tool_name=CAME_WITH_IT)
    translation.save_target(publish=False)
    row: JourneyDraft = translation.get_target_instance()
    revision = row.latest_revision
    JourneyDraft.objects.filter(pk=row.pk).update(
        live=draft.live,
        live_revision=revision if draft.live else None,
        has_unpublished_changes=False,
        first_published_at=draft.first_published_at,
        last_published_at=draft.last_published_at,
    )
    row.refresh_from_db()
    return row
