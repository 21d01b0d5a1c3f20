"""The submission that a browser holds."""

from audiences.http import GuildhallRequest
from forms_engine.journeys.cookies import read_cookie
from forms_engine.journeys.models import Submission
from forms_engine.journeys.moving_on import move_draft
from forms_engine.journeys.selectors import submission_by_token, submission_for


def submission_under_way(request: GuildhallRequest, slug: str) -> Submission | None:
    """The submission of this journey that the request's cookie opens for its principal, sent or not. A draft whose
    version has been withdrawn is moved on first, if the worker has not come to it."""
    held = read_cookie(request, slug)
    if held is None:
        return None
    found = submission_for(request.principal, *held)
    if found is None or found.version.journey.slug != slug:
        return None
    if found.version.withdrawn_at and found.state == Submission.State.DRAFT and move_draft(found.pk):
        return submission_for(request.principal, *held)
    return found


def draft_waiting_for_sign_in(request: GuildhallRequest, slug: str) -> Submission | None:
    """The draft of this journey that the browser holds but may not see before its owner has signed in again. None for
    a browser that somebody is signed in on."""
    held = read_cookie(request, slug)
    if held is None or request.principal.is_signed_in:
        return None
    found = submission_by_token(request.principal, *held)
    if found is None or found.user_id is None or found.state != Submission.State.DRAFT:
        return None
    return found if found.version.journey.slug == slug else None
