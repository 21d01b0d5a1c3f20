"""Keeping what an officer typed, without writing over what somebody else answered meanwhile: the caller in their own
browser, or the officer in another tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.seen import Seen, digest_of
from forms_engine.journeys.services import AlreadySubmitted
from forms_engine.runtime.steps import item_of, items_of, with_page
from forms_engine.runtime.values import Answer, Answers

Typed = Mapping[str, Mapping[str, Answer]]  # by page, then by question


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that somebody else has changed since the officer saw it. ``typed``: what the officer wanted to put there
    instead; None where they left it alone."""

    step: str
    question: str
    now: Answer
    typed: Answer = None
    is_clash: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """``typed``: the pages on which the officer changed something. ``changes``: what somebody else did."""

    submission: Submission
    typed: frozenset[str]
    changes: tuple[Change, ...]


@transaction.atomic
def keep_typed(submission_id: UUID, typed: Typed, seen: Seen) -> Kept:
    """Keep what was typed, acceptable or not, as far as nobody has changed the same answer since the officer saw it.
    Where they have, theirs stays, and the officer is told: what they type after that stands.

    Raises:
        AlreadySubmitted: when it has been sent.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("version__journey__service", "saved", "move", "spoken_code")
        .get(id=submission_id)
    )
    if submission.state != Submission.State.DRAFT:
        raise AlreadySubmitted
    definition, today = definition_of(submission.version_id), timezone.localdate()
    answers, changed, changes = submission.answers, set(), list[Change]()
    for step, given in typed.items():
        if _has_moved(step, submission.answers, seen):
            continue
        before = _answers_of(submission.answers, step)
        own: dict[str, Answer] = {}
        for key, answer in given.items():
            question = definition.questions_by_key.get(key)
            if question is None:
                continue
            now = before.get(key)
            now_is, typed_is = digest_of(question, now, today), digest_of(question, answer, today)
            was = seen.answers.get(step, {}).get(key, now_is)
            if typed_is == was:
                if now_is != was:
                    changes.append(Change(step, key, now))
            elif now_is not in (was, typed_is):
                changes.append(Change(step, key, now, answer, is_clash=True))
                changed.add(step)
            elif answer != now:
                changed.add(step)
                own[key] = answer
        if own:
            answers = with_page(answers, step, own)
    if answers != submission.answers:
        submission.answers = answers
        submission.save(update_fields=["answers", "updated_at"])
    return Kept(submission, frozenset(changed), tuple(changes))


def lists_that_moved(definition: Definition, answers: Answers, seen: Seen) -> list[str]:
    """The groups of which somebody has taken an item out since: under the same number there may be another one now."""
    return [key for key in definition.groups if len(items_of(answers, key)) < seen.items.get(key, 0)]


def _has_moved(step: str, answers: Answers, seen: Seen) -> bool:
    item = item_of(step)
    return item is not None and len(items_of(answers, item[0])) < seen.items.get(item[0], 0)


def _answers_of(answers: Answers, step: str) -> Answers:
    item = item_of(step)
    if item is None:
        return answers
    items = items_of(answers, item[0])
    return items[item[1] - 1] if item[1] <= len(items) else {}
