"""Putting a file to an answer and taking it away: from a form or a program, one at a time or many at once.

A file's entry is put into the answer as it is now, under the submission's lock, so that two files sent at the same
moment are both kept. An entry whose file turned out to hold a virus says so (``"infected": true``): until its sender
takes it away or sends another, the runtime refuses the answer.
"""

import copy
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Question
from forms_engine.files.models import StoredFile
from forms_engine.files.services import delete_file
from forms_engine.journeys import services
from forms_engine.journeys.models import Submission
from forms_engine.requests.infected import note_infected_file
from forms_engine.runtime.evaluate import Evaluation, PageState
from forms_engine.runtime.steps import item_of, items_of
from forms_engine.runtime.uploads import uploads_in

Entry = dict[str, object]


class NoRoom(ValueError):
    """The question has as many files as it takes."""


def attach(
    submission: Submission,
    step: str,
    question: Question,
    upload: UploadedFile,
    *,
    client_id: UUID | None = None,
) -> Entry:
    """Take in a file and add it to the question's answer; one of a question that takes a single file is replaced.

    Sent again for the same question under the same ``client_id`` (the sender never heard that it had arrived), it is
    the same file and is not added twice.

    Raises:
        NoRoom: when there are as many as the question takes.
        AlreadySubmitted: when the submission has been sent.
        files.refusals.UploadRefused: when it cannot be taken.
    """
    if client_id is None and not _with_room(kept_files(submission, step, question), question):
        raise NoRoom
    if client_id is not None:
        # A file belongs to one question: under another one's id it would pass by what that takes.
        client_id = uuid5(client_id, f"{step} {question.key}")
    # Looking into a file takes time: not under the submission's lock.
    entry = services.keep_upload(submission, question, upload, client_id=client_id)
    with transaction.atomic():
        now = Submission.objects.select_for_update().get(id=submission.id)
        kept = kept_files(now, step, question)
        if any(one["id"] == entry["id"] for one in kept):
            return entry
        replaced = kept if question.max_files == 1 else []
        kept = [one for one in kept if one not in replaced]
        if _with_room(kept, question):
            services.answer_page(submission.id, step, {question.key: [*kept, entry]})
            _delete(now, {str(one["id"]) for one in replaced})
            return entry
    _delete(submission, {str(entry["id"])})
    raise NoRoom


@transaction.atomic
def detach(submission_id: UUID, file_id: str) -> bool:
    """Take a file out of its answer and delete it; answers whether there was such a file on the path.

    Raises:
        AlreadySubmitted: when the submission has been sent.
    """
    submission = Submission.objects.select_for_update().get(id=submission_id)
    found = where_attached(services.evaluate_submission(submission), file_id)
    if found is None:
        return False
    state, question = found
    left = [entry for entry in state.answers[question.key] if entry["id"] != file_id]
    services.answer_page(submission_id, state.step, {question.key: left or None})
    _delete(submission, {file_id})
    return True


def where_attached(evaluation: Evaluation, file_id: str) -> tuple[PageState, Question] | None:
    """The page and question that a file was sent for, where that is on the path."""
    for state in evaluation.path:
        for question in state.questions:
            if question.type == "file" and file_id in {
                one["id"] for one in state.answers.get(question.key, ())
            }:
                return state, question
    return None


def scan_states(submission: Submission) -> dict[str, str]:
    """How far each of a submission's files is (``StoredFile.ScanState``), by its id."""
    own = StoredFile.objects.filter(owner_type=services.OWNER_TYPE, owner_id=str(submission.id))
    return {str(file_id): state for file_id, state in own.values_list("id", "scan_state")}


def kept_files(submission: Submission, step: str, question: Question) -> list[Entry]:
    """The entries of the question's answer on that page, as the submission has them."""
    item = item_of(step)
    if item is None:
        answer = submission.answers.get(question.key)
    else:
        items = items_of(submission.answers, item[0])
        answer = items[item[1] - 1].get(question.key) if item[1] <= len(items) else None
    return [entry for entry in answer if isinstance(entry, dict)] if isinstance(answer, list) else []


def found_infected(stored: StoredFile) -> None:
    """A submission's file held a virus and is gone. Before it is sent, the answer is refused until there is another;
    afterwards, the request says so to officers and customer. Called in a transaction; doing it again changes nothing."""
    submission = Submission.objects.select_for_update().filter(id=stored.owner_id).first()
    if submission is None:
        return
    if submission.state == Submission.State.SUBMITTED:
        note_infected_file(stored)
        return
    answers = copy.deepcopy(submission.answers)
    for upload in uploads_in(definition_of(submission.version_id), answers):
        if upload.id == str(stored.id):
            upload.entry["infected"] = True
    if answers != submission.answers:
        submission.answers = answers
        # Not touched by its owner: how long it is kept does not change.
        Submission.objects.filter(id=submission.id).update(answers=answers)


def _with_room(kept: list[Entry], question: Question) -> bool:
    return question.max_files == 1 or len(kept) < question.max_files


def _delete(submission: Submission, file_ids: set[str]) -> None:
    for stored in StoredFile.objects.filter(
        owner_type=services.OWNER_TYPE, owner_id=str(submission.id), id__in=file_ids
    ):
        delete_file(stored)
