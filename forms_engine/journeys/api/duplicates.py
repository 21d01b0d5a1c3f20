"""Others nearby before a report is sent, and following one of them instead, as data."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import override
from ninja import Router, Schema
from ninja.decorators import decorate_view
from ninja.responses import Status
from pydantic import ConfigDict, Field

from accounts.addresses import read_address
from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.journeys import duplicates, services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.problems import NotNow
from forms_engine.journeys.api.steps import already_sent, another_first, refuse_closed, refuse_sent
from forms_engine.journeys.duplicate_words import shown_nearby
from forms_engine.journeys.models import Submission
from forms_engine.notices import codes
from forms_engine.requests.following import NotFollowable
from forms_engine.requests.nearby import Nearby

router = Router(tags=["submissions"], auth=HOLDER)


class NearbyOut(Schema):
    """Another report: what it is about, how far away, since when, how it stands. ``id`` opens nothing."""

    id: UUID
    title: str
    metres: int
    distance: str
    sent_at: datetime
    when: str
    state: str
    state_name: str


class DuplicatesOut(Schema):
    """What could be the same, nearest first. Empty where there is none, or it was said to be different already."""

    duplicates: list[NearbyOut]


class DifferentIn(Schema):
    """That this one is about something else."""

    different: Literal[True]

    model_config = ConfigDict(extra="forbid")


class FollowIn(Schema):
    """Which report to follow, and how to be told. Signed in, without ``address`` and ``code``: by the account's address.
    Otherwise first with ``address`` alone, which has a code sent there, then with ``code`` too."""

    request: UUID
    address: str = Field(default="", max_length=254, description="An email address or a UK mobile number.")
    code: str = Field(default="", max_length=20)

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "request": "5a8f2c1e-3d4b-4f6a-9c7e-1b2d3e4f5a6b",
                    "address": "ann@example.org",
                    "code": "123456",
                }
            ]
        },
    )


class FollowOut(Schema):
    """``code-sent``: send again with the code. ``following``: the submission has ended, and no request was made."""

    state: Literal["code-sent", "following"]


@router.get(
    "/{uuid:submission_id}/duplicates",
    response={200: DuplicatesOut, 404: Problem, 409: NotNow},
    operation_id="get_submission_duplicates",
    summary="Others nearby that may be the same",
)
@decorate_view(uncached)
def get_submission_duplicates(
    request: GuildhallRequest, submission_id: UUID, language: LanguageCode | None = None
) -> DuplicatesOut:
    """Once everything is answered: reports of the same near this one, open or lately closed."""
    submission = held(request)
    chosen = language_for(request, language, submission.language)
    return _duplicates_out(_found(request, submission, chosen), chosen)


@router.post(
    "/{uuid:submission_id}/duplicates",
    response={200: DuplicatesOut, 404: Problem, 409: NotNow},
    operation_id="say_submission_different",
    summary="Mine is different",
)
@decorate_view(uncached)
def say_submission_different(
    request: GuildhallRequest,
    submission_id: UUID,
    body: DifferentIn,
    language: LanguageCode | None = None,
) -> DuplicatesOut:
    """Go on with this report: officers see that the others were shown."""
    submission = held(request)
    chosen = language_for(request, language, submission.language)
    _found(request, submission, chosen)
    try:
        submission = duplicates.say_different(submission.id, chosen)
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    return _duplicates_out(_found(request, submission, chosen), chosen)


@router.post(
    "/{uuid:submission_id}/follow",
    response={200: FollowOut, 202: FollowOut, 404: Problem, 409: NotNow, 422: Problem, 429: Problem},
    operation_id="follow_instead",
    summary="Follow another report instead",
)
@decorate_view(uncached)
def follow_instead(
    request: GuildhallRequest,
    response: HttpResponse,
    submission_id: UUID,
    body: FollowIn,
    language: LanguageCode | None = None,
) -> Status[FollowOut]:
    """End this submission by following one of the others: 202 once a code is on its way, 200 once it is done."""
    submission = held(request)
    chosen = language_for(request, language, submission.language)
    if all(one.id != body.request for one in _found(request, submission, chosen)):
        raise Refused(404, "There is no such report nearby")
    # A program holds the submission's token instead of a browser's mark.
    browser = f"program:{submission.id}"
    own = duplicates.own_address(submission, request.principal.user)
    try:
        if own is not None and not body.address:
            duplicates.end_by_following(
                submission, body.request, own, language=chosen, user=request.principal.user
            )
            return Status(200, FollowOut(state="following"))
        if body.code:
            waiting = duplicates.waiting_for_code(submission)
            if waiting is None or waiting.request_id != body.request:
                raise Refused(422, "Ask for a code first")
            if duplicates.confirm_follow(submission, body.code, browser=browser, language=chosen) is None:
                raise Refused(422, "The code is not right, or is too old")
            return Status(200, FollowOut(state="following"))
        address = read_address(body.address)
        if address is None:
            raise Refused(422, "Give an email address or a UK mobile number")
        network = network_of(request)
        if not (
            codes.may_ask(duplicates.OWNER_TYPE, str(submission.id), network)
            and codes.may_ask(duplicates.OWNER_TYPE, address.value, network)
        ):
            raise Refused(429, "Too many codes were asked for: wait an hour")
        duplicates.send_follow_code(submission, body.request, address, browser=browser, language=chosen)
        return Status(202, FollowOut(state="code-sent"))
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    except (NotFollowable, duplicates.NotShown):
        raise Refused(404, "There is no such report nearby") from None


def _found(request: GuildhallRequest, submission: Submission, language: str) -> list[Nearby]:
    refuse_sent(request, submission)
    refuse_closed(submission)
    evaluation = services.evaluate_submission(submission)
    if not evaluation.can_submit:
        raise another_first(request, submission, evaluation)
    return duplicates.possible_duplicates(submission, evaluation, language)


def _duplicates_out(found: list[Nearby], language: str) -> DuplicatesOut:
    with override(language):
        shown = shown_nearby(found)
    return DuplicatesOut(
        duplicates=[
            NearbyOut(
                id=one.id,
                title=one.title,
                metres=one.metres,
                distance=words.distance,
                sent_at=one.sent_at,
                when=words.when,
                state=one.state,
                state_name=one.state_name,
            )
            for one, words in zip(found, shown, strict=True)
        ]
    )
