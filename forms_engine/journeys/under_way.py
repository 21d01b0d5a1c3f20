"""The submission that a browser holds."""

from audiences.http import GuildhallRequest
from forms_engine.journeys.cookies import read_cookie
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import submission_for


def submission_under_way(request: GuildhallRequest, slug: str) -> Submission | None:
    """The submission of this journey that the request's cookie opens for its principal, sent or not."""
    held = read_cookie(request, slug)
    if held is None:
        return None
    found = submission_for(request.principal, *held)
    return found if found is not None and found.version.journey.slug == slug else None
