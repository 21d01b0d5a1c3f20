"""Where a submission stands."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.steps import StepOut, next_out, request_url, step_out, submission_url
from forms_engine.journeys.availability import availability
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import kept_until

router = Router(tags=["submissions"], auth=HOLDER)


class MovedOut(Schema):
    """That the version it was started on was withdrawn: it has moved on to the live one, less ``dropped`` answers that
    this has no question for."""

    moved_at: datetime
    dropped: int


class SubmissionLinks(Schema):
    """Where to go from here."""

    self: str
    files: str
    summary: str
    submit: str
    request: str | None


class SubmissionOut(Schema):
    """A submission. ``path``: the pages asked so far, as far as they can be reached. ``current``: the first one that is
    not finished, or the summary. ``takes_answers``: false once it is sent, and while the journey is closed or paused."""

    id: UUID
    journey: str
    title: str
    version: int
    state: str
    channel: str
    language: str
    started_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    takes_answers: bool
    current: StepOut | None
    path: list[StepOut]
    reference: str | None
    moved: MovedOut | None
    links: SubmissionLinks


@router.get(
    "/{uuid:submission_id}",
    response={200: SubmissionOut, 404: Problem},
    operation_id="get_submission",
    summary="Where a submission stands",
)
@decorate_view(uncached)
def get_submission(
    request: GuildhallRequest, submission_id: UUID, language: LanguageCode | None = None
) -> SubmissionOut:
    """Where it stands, until when it is kept, and where to go on."""
    submission = held(request)
    return submission_out(request, submission, language_for(request, language, submission.language))


def submission_out(request: GuildhallRequest, submission: Submission, language: str) -> SubmissionOut:
    """A submission in the API's words. Nothing of its path once it has been sent: there is a request now."""
    is_draft = submission.state == Submission.State.DRAFT
    evaluation = services.evaluate_submission(submission) if is_draft else None
    move = getattr(submission, "move", None)
    made = submission.request
    version = submission.version
    return SubmissionOut(
        id=submission.id,
        journey=version.journey.slug,
        title=definition_of(version.pk).title.in_language(language),
        version=version.number,
        state=submission.state,
        channel=submission.channel,
        language=submission.language,
        started_at=submission.created_at,
        updated_at=submission.updated_at,
        expires_at=kept_until(submission) if is_draft else None,
        takes_answers=is_draft and availability(version.journey).is_open,
        current=next_out(request, submission, evaluation, evaluation.first_unfinished, language)
        if evaluation
        else None,
        path=[step_out(request, submission, state, language) for state in evaluation.reachable]
        if evaluation
        else [],
        reference=made.reference if made else None,
        moved=MovedOut(moved_at=move.moved_at, dropped=move.dropped) if move else None,
        links=SubmissionLinks(
            self=submission_url(request, submission),
            files=submission_url(request, submission, "upload_submission_file"),
            summary=submission_url(request, submission, "get_submission_summary"),
            submit=submission_url(request, submission, "submit_submission"),
            request=request_url(request, made.reference) if made else None,
        ),
    )
