"""From a draft and its translations to the one document that is published.

Question sets are copied in, and each language's texts are put beside the English. A translation counts as long as the
English it was made from still stands: words that say something else than the English now does are left out, and
people read English there until a translator has been.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail_localize.models import StringTranslation

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.lint import errors_of, lint
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.sets import expand_sets
from forms_engine.definition.write import write_definition
from forms_engine.editor.models import JourneyDraft, QuestionSet
from forms_engine.editor.outline import sets_used
from forms_engine.editor.texts import SOURCE_LANGUAGE, Texts, texts_of, texts_of_blocks

REVIEWED, AWAITING_REVIEW = "reviewed", "awaiting-review"


@dataclass(frozen=True, slots=True)
class Translation:
    """One language of a document or a question set: the texts of its own row, and what is known of them."""

    language: str
    texts: Texts
    translated: frozenset[str] = frozenset()  # paths that a translator filled, with the same words or not
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """All that a version is made from, read once."""

    document: dict[str, Any]
    translations: list[Translation] = field(default_factory=list)
    sets: Mapping[str, list[Any]] = field(default_factory=dict)


def compile_draft(draft: JourneyDraft, document: dict[str, Any]) -> dict[str, Any]:
    """The document to publish for the English row ``draft``, were ``document`` its newest.

    Raises:
        DefinitionRefused: with every error the linter finds in it. Warnings pass.
    """
    return compile_material(gather(draft, document))


def compile_material(material: Material) -> dict[str, Any]:
    """The canonical document made from the material; pure.

    Raises:
        DefinitionRefused: as for ``compile_draft``.
    """
    document = copy.deepcopy(material.document)
    merge(texts_of(document), material.translations)
    reviewed = {one.language: one.is_reviewed for one in material.translations}
    document = expand_sets(document, material.sets)
    states = review_states(document, reviewed)
    document.pop("translations", None)
    if states:
        document["translations"] = states
    if errors := errors_of(lint(document)):
        raise DefinitionRefused(errors)
    return write_definition(parse_definition(document))


def merge(texts: Texts, translations: Iterable[Translation]) -> None:
    """Put each translation's words beside the English they were made from, in place."""
    for one in translations:
        for path, text in texts.items():
            theirs = one.texts.get(path, {})
            english, words = theirs.get(SOURCE_LANGUAGE), theirs.get(one.language, "")
            fresh = english == text.get(SOURCE_LANGUAGE) and bool(words.strip())
            if fresh and (words != english or path in one.translated):
                text[one.language] = words


def review_states(document: Mapping[str, Any], reviewed: Mapping[str, bool]) -> dict[str, str]:
    """The state of every language that the document is offered in besides English: those it names, and those it has
    published translations in. What a translator has not agreed to awaits review, whoever or whatever wrote it."""
    own = document.get("translations")
    said = dict(own) if isinstance(own, dict) else {}
    written = {
        language
        for text in texts_of(document).values()
        for language, words in text.items()
        if language != SOURCE_LANGUAGE and words.strip()
    }
    for language, agreed in reviewed.items():
        if language in written:
            said[language] = REVIEWED if agreed else AWAITING_REVIEW
    return said


def digest(texts: Texts, language: str) -> str:
    """What says whether a translation's texts have changed since a translator agreed to them."""
    words = {path: text[language] for path, text in sorted(texts.items()) if language in text}
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def gather(draft: JourneyDraft, document: dict[str, Any]) -> Material:
    """Read what ``document`` needs to be compiled: its published translations, and its question sets in every language."""
    rows = (
        JourneyDraft.objects.filter(translation_key=draft.translation_key, live_revision__isnull=False)
        .exclude(locale__language_code=SOURCE_LANGUAGE)
        .select_related("locale", "live_revision")
    )
    return Material(
        document=document,
        translations=[translation_of(row, texts_of(published_document(row)), "document") for row in rows],
        sets=_sets(document),
    )


def published_document(row: JourneyDraft) -> dict[str, Any]:
    """What a row says to people. Not simply its document: saving a draft of a translation, wagtail-localize writes the
    row as well; only its live revision is what was published."""
    if row.live_revision is None:
        return {}
    document: dict[str, Any] = row.with_content_json(row.live_revision.content).document
    return document


def translation_of(row: JourneyDraft | QuestionSet, texts: Texts, field_name: str) -> Translation:
    """A translated row's texts, with what wagtail-localize knows of them."""
    language = row.locale.language_code
    strings = dict(
        StringTranslation.objects.filter(
            locale=row.locale, context__object_id=row.translation_key
        ).values_list("context__path", "translation_type")
    )
    by_machine = StringTranslation.TRANSLATION_TYPE_MACHINE in strings.values()
    agreed = getattr(row, "reviewed_digest", "") == digest(texts, language)
    prefix = f"{field_name}."
    return Translation(
        language=language,
        texts=texts,
        translated=frozenset(path.removeprefix(prefix) for path in strings),
        is_reviewed=agreed and not by_machine,
    )


def _sets(document: dict[str, Any]) -> dict[str, list[Any]]:
    wanted = sets_used(document)
    rows = list(QuestionSet.objects.filter(key__in=wanted).select_related("locale")) if wanted else []
    blocks = {
        row.key: copy.deepcopy(row.blocks) for row in rows if row.locale.language_code == SOURCE_LANGUAGE
    }
    for row in rows:
        if row.key in blocks and row.locale.language_code != SOURCE_LANGUAGE:
            merge(
                texts_of_blocks(blocks[row.key]), [translation_of(row, texts_of_blocks(row.blocks), "blocks")]
            )
    return blocks
