"""What a resident cannot mend: their answers are complete, and we cannot take them. They keep what they answered and are
told so; it is said loudly in the log, and a person sees it on the operations page until it is over."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F

from forms_engine.journeys.models import CannotSend, Submission
from forms_engine.requests.payload_check import PayloadRefused

logger = logging.getLogger(__name__)


@contextmanager
def noted(submission: Submission) -> Iterator[None]:
    """Around sending a submission, outside any transaction: what goes wrong by our own mistake is written down, and goes
    on to the door."""
    try:
        yield
    except PayloadRefused as refused:
        _note(submission, CannotSend.Reason.PAYLOAD, "\n".join(refused.places))
        raise


def _note(submission: Submission, reason: str, detail: str) -> None:
    logger.error(
        "submission %s of version %s cannot be sent (%s): %s",
        submission.pk,
        submission.version_id,
        reason,
        detail,
    )
    _, is_new = CannotSend.objects.get_or_create(
        submission=submission, defaults={"reason": reason, "detail": detail}
    )
    if not is_new:
        CannotSend.objects.filter(submission=submission).update(
            reason=reason, detail=detail, times=F("times") + 1
        )
