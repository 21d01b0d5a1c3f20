"""Adding and removing the items of a group: "add another child"."""

from uuid import UUID

from django.db import transaction

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Group
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import AlreadySubmitted, evaluate_submission
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.steps import with_new_item, without_item


class ItemRefused(ValueError):
    """There can be no more items, no fewer, or they are not what they were when the page was shown."""


@transaction.atomic
def add_item(submission_id: UUID, group_key: str) -> str:
    """Add an empty item to a group; answers the step of its first page, or of the list where nothing is asked about it.

    Raises:
        AlreadySubmitted: when the submission has been sent.
        ItemRefused: when the group is not asked for, its number is answered elsewhere, or it is full.
    """
    submission, group, number = _locked(submission_id, group_key)
    if number >= group.max:
        raise ItemRefused(f"There can be {group.max} at most.")
    evaluation = _keep(submission, with_new_item(submission.answers, group_key, number))
    return next(
        (state.step for state in evaluation.path if state.group is group and state.item == number + 1),
        group_key,
    )


@transaction.atomic
def remove_item(submission_id: UUID, group_key: str, number: int, of: int) -> None:
    """Remove item ``number`` (from 1) of the ``of`` that were shown; the last one that has to be there is emptied.

    Raises:
        AlreadySubmitted: when the submission has been sent.
        ItemRefused: when there are not ``of`` items any more (pressed twice, or changed in another tab).
    """
    submission, _, there = _locked(submission_id, group_key)
    if there != of or not 1 <= number <= there:
        raise ItemRefused("The list has changed since it was shown.")
    _keep(submission, without_item(submission.answers, group_key, number))


def _locked(submission_id: UUID, group_key: str) -> tuple[Submission, Group, int]:
    """The submission under its lock, with the group and how many items it has now."""
    submission = Submission.objects.select_for_update().get(id=submission_id)
    if submission.state != Submission.State.DRAFT:
        raise AlreadySubmitted
    group = definition_of(submission.version_id).groups.get(group_key)
    listed = evaluate_submission(submission).state_of(group_key) if group else None
    if group is None or listed is None or not listed.is_list:
        raise ItemRefused("This is not asked for.")
    return submission, group, listed.items


def _keep(submission: Submission, answers: dict[str, object]) -> Evaluation:
    submission.answers = answers
    submission.save(update_fields=["answers", "updated_at"])
    return evaluate_submission(submission)
