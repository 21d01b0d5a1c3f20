"""Before a report is sent: has somebody told us about this already?

The one answering may follow the other report instead, which ends theirs without a request, or say that theirs is
different, which is written on their request for officers. Both are about what they have answered: with another place or
category, they are asked again.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from accounts.addresses import Address
from accounts.models import AddressKind, User
from forms_engine.catalogue.selectors import definition_of
from forms_engine.files.services import delete_files
from forms_engine.journeys import measures, services
from forms_engine.journeys.duplicate_places import digest_of, is_answered, place_of
from forms_engine.journeys.models import Submission
from forms_engine.notices import codes
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.following import follow
from forms_engine.requests.models import Follower
from forms_engine.requests.nearby import Nearby, followable, near_for_strangers
from forms_engine.runtime.evaluate import Evaluation

OWNER_TYPE = "follow"
CODE_MINUTES = 15
SENDING = "sending"  # kept in Submission.duplicates while a code is on its way


class NotShown(ValueError):
    """That request is none of those that were shown."""


class NotAsked(ValueError):
    """There are others nearby, and nobody has said whether this is one of them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A code on its way: to which address, for following which request."""

    request_id: UUID
    address: Address


def possible_duplicates(submission: Submission, evaluation: Evaluation, language: str) -> list[Nearby]:
    """What could be the same, nearest first; empty where that has been answered for this place already."""
    place = place_of(submission, evaluation)
    if place is None or is_answered(submission, place) or submission.is_practice:
        return []  # in practice nobody is shown what is real, and there is nothing to follow
    return near_for_strangers(place, language)


def require_answered(submission: Submission, language: str) -> None:
    """Before sending what a person answered: they have seen the others nearby, whatever page they came by.

    Raises:
        NotAsked: when there are others that they have not been asked about.
    """
    evaluation = services.evaluate_submission(submission)
    if evaluation.can_submit and possible_duplicates(submission, evaluation, language):
        raise NotAsked


@transaction.atomic
def say_different(submission_id: UUID, language: str) -> Submission:
    """What was shown is about something else: the report goes on, and says so to officers.

    Raises:
        services.AlreadySubmitted: when it has been sent or has ended.
    """
    submission = _draft(submission_id)
    evaluation = services.evaluate_submission(submission)
    place = place_of(submission, evaluation)
    if place is not None:
        shown = near_for_strangers(place, language)
        submission.duplicates = {
            "different": digest_of(place),
            "shown": [{"id": str(one.id), "metres": one.metres} for one in shown],
        }
        submission.save(update_fields=["duplicates", "updated_at"])
    return submission


@transaction.atomic
def send_follow_code(
    submission: Submission, request_id: UUID, address: Address, *, browser: str, language: str
) -> None:
    """Send a code to an address that somebody wants to be told by. Keep to ``codes.may_ask`` first.

    Raises:
        NotShown: when it is none of the requests shown for this submission.
        services.AlreadySubmitted: when it has been sent or has ended.
    """
    draft = _draft(submission.id)
    _require_shown(draft, request_id, language)
    draft.duplicates = {
        **draft.duplicates,
        SENDING: {"request": str(request_id), "kind": str(address.kind), "value": address.value},
    }
    draft.save(update_fields=["duplicates", "updated_at"])
    request = followable(request_id)
    if request is None:
        raise NotShown
    title = definition_of(request.journey_version_id).title.in_language(language)
    codes.send_code(
        owner_type=OWNER_TYPE,
        owner_id=str(draft.id),
        browser=browser,
        minutes=CODE_MINUTES,
        recipient=address.value,
        subject="request.follow-code",
        language=language,
        context={"title": title},
        by_sms=address.kind != AddressKind.EMAIL,
    )


def waiting_for_code(submission: Submission) -> Waiting | None:
    """The code that is on its way for this submission, if any."""
    kept = submission.duplicates.get(SENDING)
    if not kept:
        return None
    return Waiting(UUID(kept["request"]), Address(AddressKind(kept["kind"]), kept["value"]))


def confirm_follow(submission: Submission, typed: str, *, browser: str, language: str) -> Follower | None:
    """End the submission by following, once the code is right; None for a wrong one.

    Raises:
        services.AlreadySubmitted: when it has been sent or has ended.
        following.NotFollowable: when the other request has gone meanwhile.
    """
    waiting = waiting_for_code(submission)
    if waiting is None or not codes.use_code(
        owner_type=OWNER_TYPE, owner_id=str(submission.id), browser=browser, typed=typed
    ):
        return None
    return end_by_following(submission, waiting.request_id, waiting.address, language=language)


@transaction.atomic
def end_by_following(
    submission: Submission, request_id: UUID, address: Address, *, language: str, user: User | None = None
) -> Follower:
    """End a submission without a request: its sender follows another one. What they had answered is not kept.

    Raises:
        services.AlreadySubmitted: when it has been sent or has ended.
        NotShown, following.NotFollowable: when that is no request to follow.
    """
    draft = _draft(submission.id)
    _require_shown(draft, request_id, language)
    follower = follow(request_id, address, language=language, user=user)
    measures.finished(draft)
    draft.state, draft.answers, draft.findings = Submission.State.FOLLOWED, {}, {}
    draft.duplicates = {"follower": str(follower.id)}
    draft.save(update_fields=["state", "answers", "findings", "duplicates", "updated_at"])
    delete_files(owner_type=services.OWNER_TYPE, owner_id=str(draft.id))
    return follower


def own_address(submission: Submission, user: User | None) -> Address | None:
    """Where an account's owner can be told without a code: what they have shown to be theirs; None where nobody is
    signed in, and where an officer answers for somebody else: they would be told instead of them."""
    if user is None or submission.channel in ASSISTED:
        return None
    if user.email:
        return Address(AddressKind.EMAIL, user.email)
    return Address(AddressKind.MOBILE, user.mobile) if user.mobile and user.mobile_verified_at else None


def _require_shown(draft: Submission, request_id: UUID, language: str) -> None:
    place = place_of(draft, services.evaluate_submission(draft))
    if place is None or request_id not in {one.id for one in near_for_strangers(place, language)}:
        raise NotShown


def _draft(submission_id: UUID) -> Submission:
    draft = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("version__journey")
        .get(id=submission_id)
    )
    if draft.state != Submission.State.DRAFT:
        raise services.AlreadySubmitted
    return draft
