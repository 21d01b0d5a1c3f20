"""Drafts that nobody came back to, and what was written down for them."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from forms_engine.journeys.erasing import delete_submissions
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import DRAFT_KEPT_FOR
from forms_engine.requests.models import Casework


def forget_drafts(limit: int = 1000) -> int:
    """Delete drafts that nobody has touched for as long as a draft is kept, with their files and letters. What was sent is
    never touched. Answers how many there were."""
    untouched_since = timezone.now() - DRAFT_KEPT_FOR
    forgotten = 0
    ended = [Submission.State.DRAFT, Submission.State.FOLLOWED]
    stale = Submission.objects.filter(state__in=ended, updated_at__lt=untouched_since)
    for submission_id in list(stale.values_list("id", flat=True)[:limit]):
        with transaction.atomic():
            # Again under the lock: its owner may have come back, or sent it, this very moment.
            if stale.select_for_update().filter(id=submission_id).first() is None:
                continue
            delete_submissions(Submission.objects.filter(id=submission_id))
            forgotten += 1
    return forgotten


def forget_unsent_casework() -> int:
    """Delete the consent that a councillor wrote down for something that was never sent, once a draft of it would be gone;
    answers how many there were."""
    long_ago = timezone.now() - DRAFT_KEPT_FOR
    drafts = Submission.objects.filter(casework=OuterRef("pk"))
    unsent = Casework.objects.filter(~Exists(drafts), request=None, at__lt=long_ago)
    return unsent.delete()[0]
