"""What editors do with drafts. Publishing is in ``publishing``; both are the only places that write."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale, Revision

from accounts.models import User
from forms_engine.catalogue.models import Journey
from forms_engine.definition.document import FORMAT
from forms_engine.editor.comparison import Change, compare
from forms_engine.editor.findings import count, findings_of
from forms_engine.editor.models import LONGEST_KEY, JourneyDraft, validate_key
from forms_engine.editor.texts import SOURCE_LANGUAGE, drop_outdated

LARGEST_DOCUMENT = 10 * 1024 * 1024  # bytes of JSON, as for files
PRACTICE_PREFIX = "practice-"  # of the addresses of practice runs
MOST_OF_A_TITLE = 50  # characters of a slug made from one
DEEPEST = 100  # levels; the language itself needs fewer than half of them


class DraftRefused(ValueError):
    """The document cannot be kept as a draft; the message says why, to an editor."""


class DraftLocked(ValueError):
    """Somebody has locked the draft, or it waits to be published; the message says so."""


@dataclass
class StaleDraft(Exception):
    """Somebody saved the draft after the editor opened it. Nothing was changed."""

    by: str
    at: datetime | None
    changes: list[Change]

    def __str__(self) -> str:
        return f"{self.by} has changed this journey since you opened it."


def save_document(
    draft: JourneyDraft,
    document: dict[str, Any],
    *,
    user: User | None,
    expected_revision: int | None,
    log_action: str | bool = True,
) -> JourneyDraft:
    """Keep a document as the draft's newest revision, and answer the draft as it is then.

    A document may be saved with faults in it: they are counted and shown, and only publishing refuses them.

    Args:
        expected_revision: the id of the revision the editor started from (``draft.latest_revision_id`` as it was when
            the page was shown).

    Raises:
        StaleDraft: when the draft has been saved since; says who changed what.
        DraftLocked: when it is locked for this user.
        DraftRefused: when the document is no object, is too large, has no usable slug, or has another journey's.
    """
    with transaction.atomic():
        row = locked(draft)
        if row.latest_revision_id != expected_revision:
            raise stale(row, expected_revision)
        refuse_if_locked(row, user)
        _refuse_unkeepable(row, document)
        document = drop_outdated(row.get_latest_revision_as_object().document, document)
        return keep(row, document, user=user, log_action=log_action)


def locked(draft: JourneyDraft) -> JourneyDraft:
    """The draft's row, held against everybody else until the transaction ends."""
    row: JourneyDraft = (
        JourneyDraft.objects.select_for_update(of=("self",))
        .select_related("locale", "journey")
        .get(pk=draft.pk)
    )
    return row


def keep(
    row: JourneyDraft,
    document: dict[str, Any],
    *,
    user: User | None,
    log_action: str | bool = True,
    previous_revision: Revision | None = None,
) -> JourneyDraft:
    """Make ``document`` the newest revision of a row whose lock the caller holds.

    Raises:
        DraftRefused: as for ``save_document``.
    """
    _refuse_unkeepable(row, document)
    newest = row.get_latest_revision_as_object()
    newest.document = document
    newest.errors, newest.warnings = count(findings_of(document))
    newest.refresh_outline()
    try:
        newest.save_revision(user=user, log_action=log_action, previous_revision=previous_revision)
    except ValidationError as refused:
        raise DraftRefused(" ".join(refused.messages)) from refused
    # Lists show the newest draft, whatever is live.
    JourneyDraft.objects.filter(pk=row.pk).update(
        **{name: getattr(newest, name) for name in (*JourneyDraft.OUTLINE, "errors", "warnings")}
    )
    return newest


@transaction.atomic
def create_draft(document: dict[str, Any], *, user: User | None) -> JourneyDraft:
    """Make a draft of a journey that is not published yet. A slug that is taken or missing gets a number.

    Raises:
        DraftRefused: when the document is no object or is too large.
    """
    if not isinstance(document, dict):
        raise DraftRefused("A journey is one JSON object.")
    refuse_unreadable(document)
    document = {**document, "slug": _free_slug(document)}
    draft = JourneyDraft(document=document, live=False, locale=source_locale())
    draft.errors, draft.warnings = count(findings_of(document))
    draft.save()
    draft.save_revision(user=user, log_action="wagtail.create")
    return draft


def new_document(title: str, kind: str, service: str) -> dict[str, Any]:
    """The document that a new journey begins with."""
    return {
        "format": FORMAT,
        "slug": slugify(title)[:LONGEST_KEY].strip("-"),
        "kind": kind,
        "title": {SOURCE_LANGUAGE: title},
        "service": service,
        "routes": [],
        "pages": [],
    }


def source_locale() -> Locale:
    """The language that journeys are written in."""
    return Locale.objects.get(language_code=SOURCE_LANGUAGE)


def stale(row: JourneyDraft, expected: int | None) -> StaleDraft:
    """Who saved the draft after the revision that was expected, and what they changed."""
    newest = row.latest_revision
    seen = Revision.objects.for_instance(row).filter(pk=expected).first() if expected else None
    before = seen.as_object().document if seen else {}
    after = newest.as_object().document if newest else row.document
    return StaleDraft(
        by=str(newest.user) if newest and newest.user else "Somebody",
        at=newest.created_at if newest else None,
        changes=compare(before, after),
    )


def refuse_if_locked(row: JourneyDraft, user: User | None) -> None:
    """Go on only if no lock keeps this user (or, without one, anybody) from changing the draft.

    Raises:
        DraftLocked: saying whose lock it is.
    """
    lock = row.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        raise DraftLocked(str(lock.get_description(user) or "This journey is locked."))


def refuse_unreadable(value: Any) -> None:
    """Go on only with JSON that the database and everything that walks it can take.

    Raises:
        DraftRefused: when it is too large, nests too deep, or is not JSON.
    """
    waiting: list[tuple[Any, int]] = [(value, 1)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST:
            raise DraftRefused("This document nests too deep to be a journey.")
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting += [(one, depth + 1) for one in inner]
    try:
        size = len(json.dumps(value, ensure_ascii=False, allow_nan=False).encode())
    except (ValueError, TypeError):
        raise DraftRefused("This document cannot be kept: it is not JSON.") from None
    if size > LARGEST_DOCUMENT:
        raise DraftRefused("This document is larger than 10 MB.")
    if "\\u0000" in json.dumps(value):
        raise DraftRefused("This document holds characters that cannot be kept.")


def _refuse_unkeepable(row: JourneyDraft, document: Any) -> None:
    if not isinstance(document, dict):
        raise DraftRefused("A journey is one JSON object.")
    refuse_unreadable(document)
    slug = document.get("slug")
    try:
        validate_key(slug if isinstance(slug, str) else "")
    except ValidationError:
        raise DraftRefused("Give the journey an address of small letters, digits and hyphens.") from None
    if str(slug).startswith(PRACTICE_PREFIX):
        raise DraftRefused("Give the journey another address: practice- is where practice runs are.")
    if len(str(slug)) > LONGEST_KEY:
        raise DraftRefused(f"Shorten the address to {LONGEST_KEY} characters.")
    if row.journey is not None and slug != row.journey.slug:
        raise DraftRefused(
            f"This journey has been published as “{row.journey.slug}”: its address stays. Duplicate it to use another."
        )


def _free_slug(document: dict[str, Any]) -> str:
    wanted = document.get("slug")
    title = document.get("title")
    words = title.get(SOURCE_LANGUAGE) if isinstance(title, dict) else ""
    base = slugify(wanted if isinstance(wanted, str) else "") or slugify(str(words or "")) or "journey"
    base = base.replace("_", "-").removeprefix(PRACTICE_PREFIX)
    if len(base) > MOST_OF_A_TITLE:
        base = base[:MOST_OF_A_TITLE].rpartition("-")[0]
    base = re.sub("-+", "-", base).strip("-") or "journey"
    taken = set(JourneyDraft.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= set(Journey.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
