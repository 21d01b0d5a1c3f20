"""Find and replace in the texts of many journeys. Keys, conditions and amounts are never looked at."""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import DraftLocked, keep, locked, refuse_if_locked
from forms_engine.editor.texts import SOURCE_LANGUAGE, drop_outdated, texts_of

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Replacement:
    """One text that would change: its path, its language, and the words before and after."""

    path: str
    language: str
    before: str
    after: str

    @property
    def place(self) -> str:
        """Where it is, for people."""
        where = self.path.replace(".", " › ")
        return where if self.language == SOURCE_LANGUAGE else f"{where} ({self.language})"


@dataclass(frozen=True, slots=True)
class Found:
    """What would change in one draft. ``revision`` is the one that was looked at; ``locked`` says why it cannot change."""

    draft: JourneyDraft
    revision: int | None
    replacements: list[Replacement]
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of replacing: the drafts changed, and those left as they were, with why."""

    changed: list[JourneyDraft]
    left: list[tuple[JourneyDraft, str]]


def find(search: str, replace: str, *, match_case: bool, user: User | None) -> list[Found]:
    """Every text of every draft (in its newest form) that holds ``search``, and what it would become. Changes nothing.

    Raises:
        ValueError: when there is nothing to search for, or too much.
    """
    pattern = _pattern(search, match_case)
    found = []
    for draft in _drafts().iterator(chunk_size=50):
        document = draft.get_latest_revision_as_object().document
        replacements = replacements_in(document, pattern, replace)
        if replacements:
            found.append(Found(draft, draft.latest_revision_id, replacements, _why_locked(draft, user)))
    return found


def replace_in_drafts(
    chosen: Iterable[tuple[int, int | None]], search: str, replace: str, *, match_case: bool, user: User
) -> Outcome:
    """Replace in the drafts chosen, each named with the revision that was shown; each gets a revision of its own. One that
    has been changed since, or is locked, is left as it is.

    Raises:
        ValueError: when there is nothing to search for, or too much.
    """
    pattern = _pattern(search, match_case)
    outcome = Outcome([], [])
    for draft_id, revision in chosen:
        with transaction.atomic():
            draft = _drafts().filter(pk=draft_id).first()
            if draft is None:
                continue
            row = locked(draft)
            why = _why_locked(row, user)
            if row.latest_revision_id != revision:
                why = "Somebody has changed it since you searched: search again."
            if why:
                outcome.left.append((row, why))
                continue
            before = row.get_latest_revision_as_object().document
            after = replaced(before, pattern, replace)
            if after != before:
                keep(row, drop_outdated(before, after), user=user, log_action="guildhall.find_and_replace")
                outcome.changed.append(row)
    return outcome


def replacements_in(document: Any, pattern: re.Pattern[str], replace: str) -> list[Replacement]:
    """What replacing would change in one document."""
    return [
        Replacement(path, language, words, after)
        for path, text in texts_of(document).items()
        for language, words in text.items()
        if (after := pattern.sub(lambda _: replace, words)) != words
    ]


def replaced(document: dict[str, Any], pattern: re.Pattern[str], replace: str) -> dict[str, Any]:
    """The document with every text replaced; the one given stays as it is."""
    result = copy.deepcopy(document)
    for text in texts_of(result).values():
        for language, words in text.items():
            text[language] = pattern.sub(lambda _: replace, words)
    return result


def _pattern(search: str, match_case: bool) -> re.Pattern[str]:
    if not search.strip():
        raise ValueError("Say what to search for.")
    if len(search) > LONGEST_SEARCH:
        raise ValueError(f"Search for {LONGEST_SEARCH} characters at most.")
    # What was typed is looked for as it stands: it is no pattern.
    return re.compile(re.escape(search), 0 if match_case else re.IGNORECASE)


def _drafts() -> Any:
    return (
        JourneyDraft.objects.filter(locale__language_code=SOURCE_LANGUAGE)
        .select_related("locale", "journey", "latest_revision")
        .order_by("title", "pk")
    )


def _why_locked(draft: JourneyDraft, user: User | None) -> str:
    try:
        refuse_if_locked(draft, user)
    except DraftLocked as refused:
        return str(refused)
    return ""
