"""Drafts in and out: from a published journey, from a file, from another draft; and out as a file."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.definition.document import FORMAT
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.importers.source import read_source
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition
from forms_engine.editor.findings import count, findings_of
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import create_draft, source_locale
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.editor.translating import take_over_texts


class NothingPublished(ValueError):
    """The journey has no version that is live: there is nothing to make a draft from."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft made from a file, and what could not be taken over as it was."""

    draft: JourneyDraft
    findings: list[Finding]


@transaction.atomic
def adopt(journey: Journey) -> JourneyDraft:
    """The draft of a published journey: the one there is, or one made from the live version, to be edited from.

    Raises:
        NothingPublished: when no version is live.
    """
    journey = Journey.objects.select_for_update().get(pk=journey.pk)
    locale = source_locale()
    existing = JourneyDraft.objects.filter(journey=journey, locale=locale).first()
    if existing is not None:
        return existing
    version = journey.versions.filter(withdrawn_at=None).order_by("-number").first()
    if version is None:
        raise NothingPublished(f"{journey.slug} has no live version.")
    # A draft of that name that was never published becomes this journey's.
    draft = JourneyDraft.objects.filter(slug=journey.slug, locale=locale).first() or JourneyDraft(
        locale=locale
    )
    draft.document, draft.journey = dict(version.document), journey
    draft.errors, draft.warnings = count(findings_of(draft.document))
    draft.live, draft.has_unpublished_changes = True, False
    draft.first_published_at, draft.last_published_at = version.published_at, timezone.now()
    draft.save()
    revision = draft.save_revision(log_action="wagtail.create", changed=False)
    draft.live_revision = revision
    draft.save(update_fields=["live_revision"])
    take_over_texts(draft)
    return draft


def without_draft() -> QuerySet[Journey]:
    """Published journeys that no draft belongs to."""
    live = JourneyVersion.objects.filter(journey=OuterRef("pk"), withdrawn_at=None)
    return Journey.objects.filter(Exists(live), is_practice=False, drafts=None).order_by("slug")


def adopt_all() -> list[JourneyDraft]:
    """Make drafts of all published journeys that have none; answers those that it made."""
    return [adopt(journey) for journey in without_draft()]


def duplicate(draft: JourneyDraft, *, user: User | None) -> JourneyDraft:
    """A new draft that says what the newest of ``draft`` says, under an address and a title of its own."""
    document: dict[str, Any] = dict(draft.get_latest_revision_as_object().document)
    title = document.get("title")
    if isinstance(title, dict) and isinstance(title.get(SOURCE_LANGUAGE), str):
        # Its translations are of the old title.
        document["title"] = {SOURCE_LANGUAGE: f"{title[SOURCE_LANGUAGE]} (copy)"}
    return create_draft(document, user=user)


def import_file(content: bytes, *, user: User | None) -> Imported:
    """Make a draft from a file in our format or one that the importers know. A journey of our format that is not right
    yet becomes a draft as it is, to be put right.

    Raises:
        DefinitionRefused: when nothing can be made of it; says why.
        DraftRefused: when what was made of it cannot be kept.
    """
    source = read_source(content)
    try:
        made = import_document(source)
    except DefinitionRefused as refused:
        if not isinstance(source, dict) or source.get("format") != FORMAT:
            raise
        return Imported(create_draft(source, user=user), refused.findings)
    return Imported(create_draft(made.document, user=user), made.findings)


def export_file(draft: JourneyDraft) -> bytes:
    """The newest draft as a file: canonical where it is a definition, otherwise as it stands."""
    document = draft.get_latest_revision_as_object().document
    try:
        return canonical_bytes(write_definition(parse_definition(document)))
    except DefinitionRefused:
        return canonical_bytes(document)
