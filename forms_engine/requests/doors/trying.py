"""``deliveries/test`` and ``deliveries/replay``: what a supplier does by itself with a token of its destination."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import AwareDatetime, Field

from accounts.throttle import Limit, take_slot
from audiences.problems import Problem, Refused
from forms_engine.catalogue.selectors import live_version
from forms_engine.delivery.models import DestinationToken
from forms_engine.delivery.pull.access import DestinationBearer, destination_of
from forms_engine.delivery.pull.keeping import never_kept
from forms_engine.delivery.replaying import MOST_CHOSEN, CannotReplay, ask_for_replay
from forms_engine.delivery.testing import CannotTest, send_test
from forms_engine.requests.trying import made_up_request

router = Router(tags=["deliveries"], auth=DestinationBearer())

# Of one destination, whichever token comes.
TESTS = Limit(attempts=30, seconds=60 * 60)
REPLAYS = Limit(attempts=4, seconds=60 * 60)


class TestIn(Schema):
    """The journey of which a request is made up: one that the public website offers."""

    journey: str = Field(max_length=100)


class TestOut(Schema):
    """The test's delivery. It reaches you as any other, with ``"test": true``."""

    id: UUID
    reference: str


class ReplayIn(Schema):
    """What to send again: all that arrived from ``since`` until before ``until`` (93 days at most), or ``deliveries``."""

    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    deliveries: Annotated[list[UUID], Field(max_length=MOST_CHOSEN)] = []


class ReplayOut(Schema):
    """``deliveries`` is how many there are now; they keep their ids, their bytes and each request's order."""

    id: UUID
    deliveries: int
    asked_at: datetime


@router.post(
    "/test",
    response={202: TestOut, 401: Problem, 409: Problem, 422: Problem, 429: Problem},
    operation_id="send_test_delivery",
    summary="Be sent a test",
)
@decorate_view(never_kept)
def post_test(request: HttpRequest, body: TestIn) -> Status[dict[str, Any]]:
    """A made-up request, sent as a real one would be. 30 an hour."""
    destination = destination_of(request)
    version = live_version(request.principal, body.journey)  # type: ignore[attr-defined]  # set by audiences.middleware
    if version is None:
        raise Refused(422, "There is no such journey on offer")
    _limit(f"destination-test:{destination.pk}", TESTS)
    try:
        sent = send_test(destination, made_up_request(version))
    except CannotTest as error:
        raise Refused(409, str(error)) from error
    return Status(202, {"id": sent.id, "reference": sent.owner_id})


@router.post(
    "/replay",
    response={202: ReplayOut, 401: Problem, 409: Problem, 422: Problem, 429: Problem},
    operation_id="replay_deliveries",
    summary="Be sent again what has arrived",
)
@decorate_view(never_kept)
def post_replay(request: HttpRequest, body: ReplayIn) -> Status[dict[str, Any]]:
    """For when you have lost data. Four an hour."""
    token = request.auth  # type: ignore[attr-defined]  # set by ninja
    assert isinstance(token, DestinationToken)
    _limit(f"destination-replay:{token.destination_id}", REPLAYS)
    try:
        replay, many = ask_for_replay(
            token.destination,
            since=body.since,
            until=body.until,
            chosen=[str(one) for one in body.deliveries],
            by_token=token,
        )
    except CannotReplay as error:
        raise Refused(409, str(error)) from error
    return Status(202, {"id": replay.id, "deliveries": many, "asked_at": replay.asked_at})


def _limit(name: str, limit: Limit) -> None:
    if take_slot(name, limit) is None:
        raise Refused(429, f"More than {limit.attempts} in an hour. Wait a while")
