"""Keeping question sets, and saying which journeys use them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from forms_engine.editor.models import JourneyDraft, QuestionSet
from forms_engine.editor.services import DraftRefused, StaleDraft, refuse_unreadable, source_locale
from forms_engine.editor.texts import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Usage:
    """One journey that uses a set. ``is_behind``: it was published before the set last changed, so people still see the
    set as it was."""

    draft: JourneyDraft
    published_at: datetime | None
    is_behind: bool


def create_question_set(key: str, title: str, blocks: list[Any], *, user: User | None) -> QuestionSet:
    """Make a question set.

    Raises:
        DraftRefused: when its key is taken or no key, or the blocks cannot be kept.
    """
    question_set = QuestionSet(key=key, title=title, blocks=blocks, locale=source_locale())
    return _keep(question_set, user=user, log_action="wagtail.create")


@transaction.atomic
def save_question_set(
    question_set: QuestionSet,
    blocks: list[Any],
    *,
    user: User | None,
    expected_revision: int | None,
    title: str = "",
) -> QuestionSet:
    """Change a set's blocks (and its title, where one is given). Journeys get it when they are next published.

    Raises:
        StaleDraft: when somebody has saved it since ``expected_revision``.
        DraftRefused: when the blocks cannot be kept.
    """
    row = (
        QuestionSet.objects.select_for_update(of=("self",))
        .select_related("latest_revision__user")
        .get(pk=question_set.pk)
    )
    if row.latest_revision_id != expected_revision:
        newest = row.latest_revision
        raise StaleDraft(
            by=str(newest.user) if newest and newest.user else "Somebody",
            at=newest.created_at if newest else None,
            changes=[],
        )
    row.blocks = blocks
    row.title = title or row.title
    return _keep(row, user=user, log_action="wagtail.edit")


def _keep(question_set: QuestionSet, *, user: User | None, log_action: str) -> QuestionSet:
    if not isinstance(question_set.blocks, list):
        raise DraftRefused("A question set is a list of blocks.")
    refuse_unreadable(question_set.blocks)
    try:
        question_set.full_clean()
    except ValidationError as refused:
        raise DraftRefused(" ".join(refused.messages)) from refused
    question_set.save()
    question_set.save_revision(user=user, log_action=log_action, clean=False)
    return question_set


def used_by(key: str) -> QuerySet[JourneyDraft]:
    """The journeys whose newest draft names a set, by title."""
    return JourneyDraft.objects.filter(
        locale__language_code=SOURCE_LANGUAGE, question_sets__contains=[key]
    ).order_by("title")


def usage_of(question_set: QuestionSet) -> list[Usage]:
    """Every journey that uses a set, with whether it has been published since the set changed."""
    return [
        Usage(
            draft=draft,
            published_at=draft.last_published_at if draft.live else None,
            is_behind=bool(
                draft.live
                and draft.last_published_at is not None
                and draft.last_published_at < question_set.changed_at
            ),
        )
        for draft in used_by(question_set.key)
    ]


def uses() -> dict[str, int]:
    """How many journeys use each question set, by key; sets that none uses are left out."""
    named = JourneyDraft.objects.filter(locale__language_code=SOURCE_LANGUAGE).values_list(
        "question_sets", flat=True
    )
    return dict(Counter(key for keys in named for key in keys))
