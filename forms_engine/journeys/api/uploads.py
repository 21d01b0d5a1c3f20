"""Files for a submission's questions."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import File, Form, Router, Schema, UploadedFile
from ninja.decorators import decorate_view
from ninja.responses import Status
from pydantic import Field

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused, problem
from forms_engine.definition.document import Question
from forms_engine.definition.question_types import MOST_MEGABYTES
from forms_engine.files.refusals import UploadRefused
from forms_engine.journeys import services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.problems import AnswersRefused, NotNow, answers_refused
from forms_engine.journeys.api.steps import already_sent, reached, refuse_closed, refuse_sent
from forms_engine.journeys.models import Submission
from forms_engine.journeys.uploads import NoRoom, attach, detach, scan_states
from forms_engine.runtime import problems
from forms_engine.runtime.evaluate import Evaluation, PageState

router = Router(tags=["submissions"], auth=HOLDER)

LARGEST_BODY = MOST_MEGABYTES * 1024 * 1024 + 64 * 1024  # bytes: the largest file, and the form around it


class UploadIn(Schema):
    """Whose file it is. ``page`` is the step it is asked on, needed where each item of a group has such a question. Sent
    again under the same ``client_id``, which the caller makes up, it is the same file."""

    question: str = Field(max_length=60)
    page: str = Field(default="", max_length=200)
    client_id: UUID | None = None


class FileOut(Schema):
    """A file as the answer lists it. Sizes are bytes, as kept: photos are made smaller. ``scan`` says whether it has been
    looked through for viruses: while it is ``waiting``, the submission can be sent; once it is ``infected`` the answer is
    refused until the file is taken away."""

    id: UUID
    name: str
    size: int
    content_type: str
    question: str
    step: str
    scan: Literal["not-needed", "waiting", "clean", "infected", "failed"]


class FileList(Schema):
    """The files of a submission's answers, in the order asked."""

    items: list[FileOut]


def _bounded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what is larger than any file we take before it is read."""

    @wraps(view)
    def wrapped(request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return problem(413, f"A file may have {MOST_MEGABYTES} MB at most")
        return view(request, *args, **kwargs)

    return wrapped


@router.get(
    "/{uuid:submission_id}/files",
    response={200: FileList, 404: Problem, 409: Problem},
    operation_id="list_submission_files",
    summary="The files sent so far",
)
@decorate_view(uncached)
def list_submission_files(request: GuildhallRequest, submission_id: UUID) -> FileList:
    """The files of the answers that are on the path."""
    submission = held(request)
    refuse_sent(request, submission)
    evaluation = services.evaluate_submission(submission)
    named = [
        (state, question, entry)
        for state in evaluation.path
        for question in state.questions
        if question.type == "file"
        for entry in state.answers.get(question.key, ())
    ]
    scans = scan_states(submission)
    return FileList(items=[_file_out(state, question, entry, scans) for state, question, entry in named])


@router.post(
    "/{uuid:submission_id}/files",
    response={201: FileOut, 404: Problem, 409: NotNow, 413: Problem, 422: AnswersRefused},
    operation_id="upload_submission_file",
    summary="Send a file",
)
@decorate_view(uncached, _bounded)
def upload_submission_file(
    request: GuildhallRequest,
    submission_id: UUID,
    file: File[UploadedFile],
    about: Form[UploadIn],
    language: LanguageCode | None = None,
) -> Status[FileOut]:
    """Take in one file and add it to the question's answer at once. What the file really is decides, not its name;
    photos lose where they were taken. Where the question takes one file, the new one replaces the old."""
    submission = held(request)
    words = language_for(request, language, submission.language)
    evaluation = services.evaluate_submission(submission)
    state, asked = _asked(request, submission, evaluation, about)
    refuse_closed(submission)
    try:
        entry = attach(submission, state.step, asked, file, client_id=about.client_id)
    except UploadRefused as refused:
        found = problems.Problem(asked.key, refused.code, refused.message, state.step)
        raise answers_refused([(found, "/file")], words) from None
    except NoRoom:
        found = problems.problem(asked, "too-many-files", limit=asked.max_files)
        raise answers_refused([(found, "/file")], words) from None
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    return Status(201, _file_out(state, asked, entry, scan_states(submission)))


@router.delete(
    "/{uuid:submission_id}/files/{uuid:file_id}",
    response={204: None, 404: Problem, 409: Problem},
    operation_id="delete_submission_file",
    summary="Take a file away",
)
@decorate_view(uncached)
def delete_submission_file(request: GuildhallRequest, submission_id: UUID, file_id: UUID) -> Status[None]:
    """Take a file out of its answer and delete it."""
    submission = held(request)
    refuse_closed(submission)
    try:
        if not detach(submission.id, str(file_id)):
            raise Http404
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    return Status(204, None)


def _asked(
    request: GuildhallRequest, submission: Submission, evaluation: Evaluation, about: UploadIn
) -> tuple[PageState, Question]:
    """The page and question that a file is for.

    Raises:
        Refused: 409 when the page is not reached, 422 when it has no such file question, or several pages have.
    """
    refuse_sent(request, submission)
    states = (
        [reached(request, submission, evaluation, about.page)] if about.page else list(evaluation.reachable)
    )
    found = [
        (state, question)
        for state in states
        for question in state.questions
        if question.key == about.question and question.type == "file"
    ]
    if len(found) == 1:
        return found[0]
    message = (
        "Say on which page: each item has this question"
        if found
        else "No page reached so far asks for this file"
    )
    errors = [{"where": ["form", "page" if found else "question"], "message": message}]
    raise Refused(422, "The request is not valid", errors=errors)


def _file_out(state: PageState, question: Question, entry: dict[str, Any], scans: dict[str, str]) -> FileOut:
    return FileOut(
        **{name: entry[name] for name in ("id", "name", "size", "content_type")},
        question=question.key,
        step=state.step,
        scan=scans.get(str(entry["id"]), "not-needed"),  # type: ignore[arg-type]
    )
