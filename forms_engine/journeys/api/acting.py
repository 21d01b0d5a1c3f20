"""What its customer does about a request that was sent: takes it back, writes to the team. As on its page."""

from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import AfterValidator, Field, StringConstraints

from accounts.models import User
from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.requests import RequestOut, own_request, shown_to_customer
from forms_engine.requests import cancelling, messages
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState, StateRefused
from forms_engine.runtime.text import is_lines

router = Router(tags=["requests"])


def customer(request: HttpRequest) -> tuple[Request, User | None]:
    """Asked before anything that was sent is looked at: to anybody else the request is not there."""
    assert request.resolver_match is not None
    return own_request(cast(GuildhallRequest, request), str(request.resolver_match.kwargs["reference"]))


HOLDER: dict[str, Any] = {"security": [{"SubmissionToken": []}, {"SignedInOwner": []}]}
LONGEST_WHY = 1000


def _storable(text: str) -> str:
    if not is_lines(text):
        raise ValueError("Send text without control characters.")
    return text


Words = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_storable)]


class CancelIn(Schema):
    """Taking a request back. ``state`` is the one that the person was shown: what was not paid then and is now is not
    cancelled without telling them."""

    state: Annotated[str, Field(max_length=20)]
    why: Annotated[Words, Field(max_length=LONGEST_WHY)] = ""


class MessageIn(Schema):
    """Words for the team."""

    text: Annotated[Words, Field(min_length=1, max_length=messages.LONGEST)]


@router.post(
    "/{str:reference}/cancel",
    response={200: RequestOut, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 503: Problem},
    operation_id="cancel_request",
    summary="Take a request back",
    auth=customer,
    openapi_extra=HOLDER,
)
@decorate_view(uncached)
def cancel_request(request: GuildhallRequest, reference: str, body: CancelIn) -> RequestOut:
    """Cancel it, where ``may_cancel`` says so. Done again, nothing changes and the answer is the same. What was paid is not
    paid back by that: the team decides."""
    found, user = request.auth  # type: ignore[attr-defined]  # what ``customer`` answered
    if found.state != RequestState.CANCELLED:
        try:
            cancelling.cancel_as_customer(found.id, user=user, why=body.why, seen=body.state)
        except cancelling.PaidMeanwhile:
            raise Refused(
                409, "A payment has come or is on its way: read the request again, then decide"
            ) from None
        except cancelling.PaymentsAway:
            raise Refused(
                503, "Payments cannot be reached, so nothing was cancelled: try again later"
            ) from None
        except StateRefused:
            raise Refused(409, "It cannot be cancelled any more") from None
    return _now(request, reference)


@router.post(
    "/{str:reference}/messages",
    response={200: RequestOut, 403: Problem, 404: Problem, 409: Problem, 422: Problem},
    operation_id="write_about_request",
    summary="Write to the team about a request",
    auth=customer,
    openapi_extra=HOLDER,
)
@decorate_view(uncached)
def write_about_request(request: GuildhallRequest, reference: str, body: MessageIn) -> RequestOut:
    """Answer what the team asked, or tell it something, where ``may_write`` says so. The same words again within ten
    minutes, with nothing between, are said once."""
    found, user = request.auth  # type: ignore[attr-defined]  # what ``customer`` answered
    try:
        messages.write_as_customer(found.id, body.text, user=user)
    except StateRefused:
        raise Refused(409, "Nobody works on it any more, so this was not sent") from None
    return _now(request, reference)


def _now(request: GuildhallRequest, reference: str) -> RequestOut:
    return shown_to_customer(own_request(request, reference)[0])
