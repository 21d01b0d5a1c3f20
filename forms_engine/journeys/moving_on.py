"""When a version is withdrawn, its drafts move on to the live one, openly.

Answers move as far as the new version still asks what they answer. They are judged by it like any others, so moving a
draft can neither lose a page that is still asked nor let one through that is new.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition, Question
from forms_engine.journeys.availability import live_version_id
from forms_engine.journeys.models import DraftMove, Submission
from forms_engine.runtime.steps import items_of
from forms_engine.runtime.values import Answer, is_blank

# Types whose answers mean the same under each other; within a family the new version's checks decide.
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"short_text", "long_text"}),
    frozenset({"radios", "select", "autocomplete", "yes_no"}),
)

BATCH = 200


def move_drafts(version: JourneyVersion) -> int:
    """Move every draft of a withdrawn version on to the journey's live version; answers how many.

    Each is moved in its own transaction, so this may be stopped and run again, and run by two workers at once. Where
    no version is live nothing moves: the drafts are kept, and move when one is published.

    Raises:
        ValueError: when the version has not been withdrawn.
    """
    if version.withdrawn_at is None:
        raise ValueError("Only the drafts of a withdrawn version move on.")
    if live_version_id(version.journey) is None:
        return 0
    moved = 0
    left = Submission.objects.filter(state=Submission.State.DRAFT, version=version).order_by("pk")
    last = None
    while ids := list((left.filter(pk__gt=last) if last else left).values_list("pk", flat=True)[:BATCH]):
        moved += sum(move_draft(draft_id) is not None for draft_id in ids)
        last = ids[-1]
    return moved


def move_stranded_drafts() -> int:
    """Move the drafts of every withdrawn version that has any, as far as a live version is there; answers how many."""
    stranded = Submission.objects.filter(state=Submission.State.DRAFT, version__withdrawn_at__isnull=False)
    versions = JourneyVersion.objects.filter(pk__in=stranded.values("version_id")).select_related("journey")
    return sum(move_drafts(version) for version in versions)


@transaction.atomic
def move_draft(submission_id: UUID) -> Submission | None:
    """Move one draft on, if its version is withdrawn and another is live; None where there was nothing to do."""
    draft = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("version__journey")
        .filter(pk=submission_id, state=Submission.State.DRAFT, version__withdrawn_at__isnull=False)
        .first()
    )
    live = live_version_id(draft.version.journey) if draft else None
    if draft is None or live is None:
        return None
    before = draft.version_id
    old, new = definition_of(before), definition_of(live)
    answers, dropped = matching_answers(draft.answers, old, new)
    draft.answers, draft.version_id = answers, live
    # What another look-up said, or for other facts, is looked up again.
    draft.findings = {
        page: finding
        for page, finding in draft.findings.items()
        if page in old.lookups and old.lookups[page] == new.lookups.get(page)
    }
    # Not updated_at: nobody has come back to it, and its days go on counting.
    draft.save(update_fields=["answers", "findings", "version"])
    move, _ = DraftMove.objects.get_or_create(
        submission=draft, defaults={"from_version_id": before, "dropped": 0}
    )
    if move.told_at is not None:
        move.dropped, move.told_at = 0, None
    move.from_version_id = before
    move.dropped += dropped
    move.save()
    return draft


def tell_once(move: DraftMove) -> bool:
    """Whether the draft's owner is now to be told of the move: true for the first who asks."""
    return bool(DraftMove.objects.filter(pk=move.pk, told_at=None).update(told_at=timezone.now()))


def matching_answers(
    answers: Mapping[str, Answer], old: Definition, new: Definition
) -> tuple[dict[str, Answer], int]:
    """The answers that another version of a journey still has a question for, and how many it has none for.

    An answer goes along under its question's key where the types agree, and of choices only what is still offered. A
    question that went into a group, out of one or to another group is a new question.
    """
    kept: dict[str, Answer] = {}
    dropped = 0
    for key, answer in answers.items():
        if key in old.groups:
            items = items_of(answers, key)
            if key not in new.groups:
                dropped += sum(len(item) for item in items)
                continue
            fitted = [_fitting(item, old, new, group=key) for item in items]
            kept[key] = [item for item, _ in fitted]
            dropped += sum(lost for _, lost in fitted)
        else:
            own, lost = _fitting({key: answer}, old, new, group="")
            kept |= own
            dropped += lost
    return kept, dropped


def _fitting(
    answers: Mapping[str, Answer], old: Definition, new: Definition, *, group: str
) -> tuple[dict[str, Answer], int]:
    kept: dict[str, Answer] = {}
    dropped = 0
    for key, answer in answers.items():
        before, after = old.questions_by_key.get(key), new.questions_by_key.get(key)
        if is_blank(answer) or before is None or old.group_of.get(key, "") != group:
            continue
        fitted = None
        if after is not None and new.group_of.get(key, "") == group and _agree(before, after):
            fitted = _still_offered(after, answer)
        if fitted is None:
            dropped += 1
        else:
            kept[key] = fitted
    return kept, dropped


def _agree(before: Question, after: Question) -> bool:
    return before.type == after.type or any({before.type, after.type} <= family for family in _FAMILIES)


def _still_offered(question: Question, answer: Answer) -> Answer | None:
    """The answer, less the choices that are no longer offered; None where nothing is left of it."""
    offered = question.option_keys
    if question.type == "checkboxes" and isinstance(answer, list):
        return [choice for choice in answer if isinstance(choice, str) and choice in offered] or None
    if question.type in _FAMILIES[1]:
        return answer if isinstance(answer, str) and answer in offered else None
    return answer
