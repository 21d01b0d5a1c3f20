"""Finding a submission again, for whoever may go on with it."""

import hmac
from uuid import UUID

from audiences.principal import Principal
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import hash_token


def submission_for(principal: Principal, submission_id: str, token: str) -> Submission | None:
    """The submission of that id for the holder of its token; None for anyone else.

    It goes on only on the host of the audience it was started on; one that was started signed in is open to that
    person alone, token or not.
    """
    try:
        wanted = UUID(submission_id)
    except ValueError:
        return None
    submission = (
        Submission.objects.select_related("version__journey__service", "request").filter(id=wanted).first()
    )
    if submission is None or submission.audience != principal.audience:
        return None
    if submission.user_id is not None and (principal.user is None or submission.user_id != principal.user.pk):
        return None
    return submission if hmac.compare_digest(submission.token_hash, hash_token(token)) else None
