"""Files sent and removed on a page. They are taken in before the page is judged and kept with the submission at once,
so that no mistake in another answer, and no lost connection after it, costs one."""

from itertools import zip_longest
from typing import Any, cast
from uuid import UUID

from django.http import QueryDict

from forms_engine.definition.document import Question
from forms_engine.files.refusals import UploadRefused
from forms_engine.journeys.field_words import FILES_LEFT_OUT, said
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.models import Submission
from forms_engine.journeys.uploads import NoRoom, attach, detach, kept_files, scan_states
from forms_engine.runtime.problems import Problem


def keep_files(form: PageForm, submission: Submission, step: str, files: Any) -> Submission:
    """Take out what was removed of the form's questions and take in what was uploaded; answers the submission as it is
    then. A file that cannot be taken is refused at its field, and the others are kept."""
    changed = False
    for question in form.file_questions:
        sent = files.getlist(question.key) if files else []
        removed = form.data.get(f"{question.key}_remove", "")
        if removed:
            detach(submission.id, removed)
        if sent:
            ids = cast(QueryDict, form.data).getlist(f"{question.key}_client")
            refused = _attach_all(form, submission, step, question, list(zip_longest(sent, ids[: len(sent)])))
            if refused:
                form.refused_uploads[question.key] = refused
        changed = changed or bool(removed or sent)
    if changed:
        submission.refresh_from_db(fields=["answers", "state"])
        for question in form.file_questions:
            form.show_files(question, kept_files(submission, step, question))
    return submission


def show_scans(form: PageForm, submission: Submission) -> None:
    """Have the form's file fields say how far each file's scan is."""
    asked = [question for question in form.file_questions if form.files_of(question)]
    if asked:
        states = scan_states(submission)
        for question in asked:
            form.fields[question.key].file_states = states  # type: ignore[attr-defined]  # read by its template


def _attach_all(
    form: PageForm,
    submission: Submission,
    step: str,
    question: Question,
    sent: list[tuple[Any, str | None]],
) -> list[str]:
    """Put each file to the answer; answers what to say of those that were not taken."""
    refused, left_out = [], []
    for upload, client_id in sent:
        try:
            attach(submission, step, question, upload, client_id=_read_id(client_id))
        except UploadRefused as reason:
            refused.append(reason.message.in_language(form.language))
            form.refused_files.append(Problem(question.key, reason.code, reason.message, step))
        except NoRoom:
            left_out.append(upload.name or "")
    if left_out:
        names = ", ".join(left_out)
        refused.append(said(FILES_LEFT_OUT, form.language, most=question.max_files, names=names))
    return refused


def _read_id(typed: str | None) -> UUID | None:
    """What the script that sends a file calls it, so that one whose answer was lost is not kept twice."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None
