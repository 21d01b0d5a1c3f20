"""Which submissions an officer goes on with: those that they began for somebody, and drafts that their owners let them
into by a spoken code."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from audiences.keys import PUBLIC, STAFF
from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import live_version, live_versions
from forms_engine.journeys.models import Submission
from forms_engine.journeys.moving_on import move_draft
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.selectors import is_officer

# How long an officer may look at the draft that somebody let them into: as long as a working day.
LET_IN_FOR = timedelta(hours=10)
# And how long at the end of what they have sent: its answers are the service's from then on.
SHOWN_AFTER = timedelta(hours=10)


def offered_to(principal: Principal) -> QuerySet[JourneyVersion]:
    """The live version of every journey that this officer can take for somebody: the public's, and those for staff. None
    for anybody but officers."""
    if not is_officer(principal) or STAFF not in principal.keys:
        return JourneyVersion.objects.none()
    return live_versions(principal).filter(journey__audience_keys__overlap=[PUBLIC, STAFF])


def version_to_take(principal: Principal, slug: str) -> JourneyVersion | None:
    """The version that an officer would take a journey on; None where they cannot take it."""
    if not is_officer(principal) or STAFF not in principal.keys:
        return None
    found = live_version(principal, slug)
    return found if found is not None and not found.journey.is_practice else None


def taken_submission(principal: Principal, slug: str, submission_id: UUID) -> Submission | None:
    """The submission of that id, under way or just ended, for the officer who goes on with it; None for anybody else."""
    found = _theirs(principal).filter(pk=submission_id, version__journey__slug=slug).first()
    if found is None or found.state != Submission.State.DRAFT or found.version.withdrawn_at is None:
        return found
    moved = move_draft(found.pk)
    return _theirs(principal).filter(pk=found.pk).first() if moved is not None else found


def taken_drafts(principal: Principal, most: int = 10) -> list[Submission]:
    """What an officer has begun and not sent, the last touched first."""
    drafts = _theirs(principal).filter(state=Submission.State.DRAFT)
    return list(drafts.order_by("-updated_at")[:most])


def is_the_callers_own(submission: Submission) -> bool:
    """Whether the customer began it themselves, and goes on with it where they are."""
    return submission.channel not in ASSISTED


def _theirs(principal: Principal) -> QuerySet[Submission]:
    if principal.user is None or not is_officer(principal) or STAFF not in principal.keys:
        return Submission.objects.none()
    now = timezone.now()
    begun = Q(user=principal.user, audience=STAFF, channel__in=ASSISTED)
    let_in = Q(
        audience=PUBLIC, spoken_code__used_by=principal.user, spoken_code__used_at__gt=now - LET_IN_FOR
    )
    still_shown = Q(state=Submission.State.DRAFT) | Q(updated_at__gt=now - SHOWN_AFTER)
    return Submission.objects.filter(
        begun | let_in, still_shown, is_practice=principal.practising
    ).select_related(
        "version__journey__service__team", "request", "customer", "saved", "move", "spoken_code", "user"
    )
