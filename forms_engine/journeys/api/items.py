"""The items of a group: add another, take one out."""

from uuid import UUID

from ninja import Query, Router
from ninja.decorators import decorate_view
from ninja.responses import Status

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.journeys import groups, services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import language_for
from forms_engine.journeys.api.problems import NotNow
from forms_engine.journeys.api.steps import StepOut, already_sent, reached, refuse_closed, step_out
from forms_engine.journeys.models import Submission

router = Router(tags=["submissions"], auth=HOLDER)


@router.post(
    "/{uuid:submission_id}/groups/{slug:group}/items",
    response={201: StepOut, 404: Problem, 409: NotNow},
    operation_id="add_submission_item",
    summary="Add an item to a group",
)
@decorate_view(uncached)
def add_submission_item(request: GuildhallRequest, submission_id: UUID, group: str) -> Status[StepOut]:
    """Add an empty item; answers its first page. 409 when the group is full, or its list is not reached yet."""
    submission = _at_list(request, group)
    try:
        step = groups.add_item(submission.id, group)
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    except groups.ItemRefused as refused:
        raise Refused(409, str(refused), step=group) from None
    return Status(201, _step(request, submission, step))


@router.delete(
    "/{uuid:submission_id}/groups/{slug:group}/items/{int:number}",
    response={200: StepOut, 404: Problem, 409: NotNow},
    operation_id="remove_submission_item",
    summary="Take an item out of a group",
)
@decorate_view(uncached)
def remove_submission_item(
    request: GuildhallRequest,
    submission_id: UUID,
    group: str,
    number: int,
    of: int = Query(..., ge=1, le=1000, description="How many items there were when the list was read."),
) -> StepOut:
    """Take out item ``number`` (from 1) of the ``of`` that the list showed; those after it move up. Where the list has
    changed since, nothing is taken out: 409. The last item that has to be there is emptied. Answers the list."""
    submission = _at_list(request, group)
    try:
        groups.remove_item(submission.id, group, number, of)
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    except groups.ItemRefused as refused:
        raise Refused(409, str(refused), step=group) from None
    return _step(request, submission, group)


def _at_list(request: GuildhallRequest, group: str) -> Submission:
    submission = held(request)
    reached(request, submission, services.evaluate_submission(submission), group)
    refuse_closed(submission)
    return submission


def _step(request: GuildhallRequest, submission: Submission, step: str) -> StepOut:
    submission.refresh_from_db(fields=["answers"])
    state = services.evaluate_submission(submission).state_of(step)
    return step_out(request, submission, state, language_for(request, None, submission.language))
