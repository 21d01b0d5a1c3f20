"""Finding a submission again, for whoever may go on with it."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from audiences.keys import PARTNER, organisations_in
from audiences.principal import Principal
from audiences.selectors import may_read, visible_to
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.journeys.helping import begun_as, is_as_now
from forms_engine.journeys.models import CannotSend, DeviceToken, Submission
from forms_engine.journeys.services import DRAFT_KEPT_FOR, hash_token
from forms_engine.requests.channels import ASSISTED

SHOWN_AT_ONCE = 50


def submission_for(principal: Principal, submission_id: str, token: str) -> Submission | None:
    """The submission of that id for the holder of one of its tokens; None for anyone else.

    It goes on only on the host of the audience it was started on; one that was started signed in is open to that
    person alone, token or not.
    """
    submission = submission_by_token(principal, submission_id, token)
    if submission is None or (submission.user_id is not None and not _is_own(principal, submission)):
        return None
    return submission if is_as_now(principal, submission) else None


def submission_by_token(principal: Principal, submission_id: str, token: str) -> Submission | None:
    """The submission that the token belongs to, on its own host, whoever holds it. Only ``submission_for`` says
    whether the holder may see it."""
    try:
        wanted = UUID(submission_id)
    except ValueError:
        return None
    submission = _whole(Submission.objects.filter(_here(principal), id=wanted)).first()
    if submission is None or not may_read(principal, submission.version.journey):
        return None
    digest = hash_token(token)
    if hmac.compare_digest(submission.token_hash, digest):
        return submission
    # Another device, let in later.
    let_in = DeviceToken.objects.filter(submission=submission, token_hash=digest).exists()
    return submission if let_in else None


def own_submission(principal: Principal, submission_id: UUID) -> Submission | None:
    """The submission of that id if it is in the account of the one asking, on the host it was started on."""
    own = _whole(_in_account(principal).filter(id=submission_id)).first()
    return own if own is not None and is_as_now(principal, own) else None


def submission_of_program(principal: Principal, submission_id: UUID) -> Submission | None:
    """The submission of that id if a program of the organisation behind the one asking has begun it; None for all else."""
    if not principal.is_program:
        return None
    begun = Submission.objects.filter(_here(principal), organisation=principal.organisation, user=None)
    if principal.only_journeys:
        begun = begun.filter(version__journey__slug__in=principal.only_journeys)
    return _whole(begun.filter(id=submission_id)).first()


def drafts_of(principal: Principal) -> QuerySet[Submission]:
    """The journeys under way in the account of the one asking, on this host, with something answered: the last
    touched first. What an officer fills in for a caller, or a councillor for a resident, is not their own."""
    own = _in_account(principal).filter(begun_as(principal), casework=None).exclude(channel__in=ASSISTED)
    drafts = own.filter(state=Submission.State.DRAFT).exclude(answers={})
    return _whole(drafts).order_by("-updated_at")


def newest_version(principal: Principal, slug: str) -> JourneyVersion | None:
    """The newest version of a journey that the principal may see, withdrawn or not: for the pages about answers that
    were saved, which are there also when the journey is not."""
    journeys = visible_to(principal, Journey.objects.filter(slug=slug))
    versions = JourneyVersion.objects.filter(journey__in=journeys)
    return versions.select_related("journey__service").order_by("-number").first()


def kept_until(submission: Submission) -> datetime:
    """Until when a draft is kept if nobody touches it."""
    return submission.updated_at + DRAFT_KEPT_FOR


def _is_own(principal: Principal, submission: Submission) -> bool:
    return principal.user is not None and submission.user_id == principal.user.pk


def _in_account(principal: Principal) -> QuerySet[Submission]:
    if principal.user is None:
        return Submission.objects.none()
    return Submission.objects.filter(_here(principal), user=principal.user)


def _here(principal: Principal) -> Q:
    """On the host it was started on; what was begun in practice, in practice; what was begun for a partner organisation,
    by somebody who still belongs to it, whichever they act for now."""
    here = Q(audience=principal.audience, is_practice=principal.practising)
    if principal.audience != PARTNER:
        return here
    return here & Q(organisation__in=["", *organisations_in(principal.keys)])


def _whole(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """With all that a page of a journey looks at."""
    return submissions.select_related(
        "version__journey__service", "request", "saved", "set_aside", "move", "spoken_code"
    )


def sendings_that_failed() -> QuerySet[CannotSend]:
    """What people wanted to send and could not, by a mistake of ours, and have not sent since; the oldest first."""
    return (
        CannotSend.objects.filter(submission__state=Submission.State.DRAFT, submission__is_practice=False)
        .select_related("submission__version__journey")
        .defer("submission__version__document", "submission__answers")
        .order_by("first_at")
    )


def draft_of_casework(casework_id: UUID) -> Submission | None:
    """What a councillor is filling in with that consent; the caller has found the casework as theirs."""
    return (
        Submission.objects.filter(casework=casework_id, state=Submission.State.DRAFT)
        .select_related("version__journey")
        .first()
    )
