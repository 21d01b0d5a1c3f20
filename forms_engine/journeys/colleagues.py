"""Drafts of one's colleagues in a partner organisation: that there is one, whose, and since when. What it says is its
writer's until it is sent, or until a manager takes over the draft of somebody who has left."""

import secrets
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from audiences.keys import PARTNER
from audiences.principal import Principal
from forms_engine.catalogue.outside import managed_by
from forms_engine.journeys.models import DeviceToken, SavedDraft, SetAside, Submission
from forms_engine.journeys.services import AlreadySubmitted, hash_token
from forms_engine.requests.organisations import shown_to_colleagues


def drafts_of_colleagues(principal: Principal) -> QuerySet[Submission]:
    """What colleagues have begun for the organisation that the principal acts for and not sent, the last touched first:
    only of journeys whose requests they would be shown. Without what was answered."""
    if principal.audience != PARTNER or principal.user is None or not principal.organisation:
        return Submission.objects.none()
    begun = Submission.objects.filter(
        organisation=principal.organisation, state=Submission.State.DRAFT, audience=PARTNER, is_practice=False
    )
    shown = shown_to_colleagues("version__journey", "version__journey__service", managed_by(principal.user))
    found = begun.filter(shown).exclude(user=None).exclude(user=principal.user).exclude(answers={})
    return (
        found.select_related("version__journey", "user")
        .defer("answers", "findings", "version__document")
        .order_by("-updated_at", "id")
    )


def hand_over(submission_id: UUID, to: User) -> Submission:
    """Make a draft another person's, in the caller's transaction: no browser, link or code of before opens it again. The
    caller has found out that it may be theirs.

    Raises:
        AlreadySubmitted: when it has been sent meanwhile, or is gone.
    """
    submission = (
        Submission.objects.select_for_update().filter(id=submission_id, state=Submission.State.DRAFT).first()
    )
    if submission is None:
        raise AlreadySubmitted
    DeviceToken.objects.filter(submission=submission).delete()
    SavedDraft.objects.filter(submission=submission).delete()
    SetAside.objects.filter(submission=submission).delete()
    submission.user = to
    submission.token_hash = hash_token(secrets.token_urlsafe(32))
    submission.save(update_fields=["user", "token_hash", "updated_at"])
    return submission
