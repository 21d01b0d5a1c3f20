"""The pull door's operations: list, fetch, acknowledge, refuse. Each may be asked again and again."""

import base64
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field, StringConstraints

from audiences.problems import Problem, Refused
from forms_engine.delivery.arriving import Contradiction, note_fetched, take_over, turn_back
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.pull.access import DestinationBearer, destination_of
from forms_engine.delivery.pull.keeping import never_kept
from forms_engine.delivery.pull.selectors import BadCursor, first_before, offered, own_delivery
from forms_engine.delivery.still_allowed import keep_back

router = Router(tags=["deliveries"], auth=DestinationBearer())

# One line of visible text: it is shown to officers, and searched for.
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$")]

STATES = {
    Delivery.State.READY: "waiting",
    Delivery.State.DELIVERED: "acknowledged",
    Delivery.State.DEAD: "with-a-person",
    Delivery.State.HANDLED: "settled",
    Delivery.State.CANCELLED: "settled",
}


class ListQuery(Schema):
    """Where the list goes on, and how much of it."""

    after: str = Field(default="", max_length=200, description="The ``next`` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)


class DeliveryLinks(Schema):
    """Where to go on."""

    self: str
    acknowledge: str
    refuse: str


class DeliveryOut(Schema):
    """A delivery that waits. ``id`` is the same however often it is listed or fetched: remember the ones you have had.
    ``about`` is the same for everything about one request. ``sha256`` is of the body's exact bytes."""

    id: UUID
    type: str
    about: str
    sequence: int
    created_at: datetime
    sha256: str
    links: DeliveryLinks


class DeliveryList(Schema):
    """What waits for you, oldest first. ``next`` is empty on the last page."""

    items: list[DeliveryOut]
    next: str


class AcknowledgeIn(Schema):
    """``case`` is your own number for it, if you have one: officers see it and can search for it."""

    case: Annotated[Line, StringConstraints(max_length=200)] = ""


class RefuseIn(Schema):
    """Why you cannot take it, for the person who has to see to it. No personal data, please."""

    reason: Annotated[Line, StringConstraints(min_length=1, max_length=400)]


class StandingOut(Schema):
    """How a delivery stands now: ``waiting``, ``acknowledged``, or ``with-a-person`` of ours."""

    id: UUID
    state: str
    case: str
    acknowledged_at: datetime | None


@router.get(
    "/",
    response={200: DeliveryList, 401: Problem, 422: Problem, 429: Problem},
    operation_id="list_deliveries",
    summary="What waits for you",
)
@decorate_view(never_kept)
def list_deliveries(request: HttpRequest, query: Query[ListQuery]) -> dict[str, Any]:
    """What waits, oldest first. What is told later about a request is listed once what was told earlier is
    acknowledged, so each request's deliveries come in their order."""
    try:
        items, following = offered(destination_of(request), after=query.after, most=query.limit)
    except BadCursor:
        raise Refused(422, "The cursor is none that was handed out") from None
    return {"items": [_listed(one) for one in items], "next": following}


@router.get(
    "/{uuid:delivery_id}",
    response={200: dict[str, Any], 401: Problem, 404: Problem, 409: Problem, 410: Problem, 429: Problem},
    operation_id="get_delivery",
    summary="Fetch one",
)
@decorate_view(never_kept)
def get_delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Its body: the same bytes at every call, with their digest in ``Repr-Digest`` (RFC 9530). Fetching says nothing
    about having it: acknowledge it once it is safe with you."""
    delivery = _found(request, delivery_id)
    if delivery.state == Delivery.State.HANDLED:
        raise Refused(410, "It is not needed any more: somebody has seen to it in another way")
    waits = delivery.state == Delivery.State.READY or delivery.replay_at is not None
    if waits and (first := first_before(delivery)):
        raise Refused(409, "An earlier delivery about the same request comes first", first=str(first))
    if keep_back(delivery):
        raise Refused(
            410, "It may hold personal data, which you may not be sent any more: a person of ours sees to it"
        )
    note_fetched(delivery.id)
    answer = HttpResponse(delivery.body, content_type="application/json")
    digest = base64.b64encode(bytes.fromhex(delivery.sha256)).decode()
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    answer.headers["webhook-id"] = str(delivery.id)
    return answer


@router.post(
    "/{uuid:delivery_id}/acknowledge",
    response={200: StandingOut, 401: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem},
    operation_id="acknowledge_delivery",
    summary="Say that you have it",
)
@decorate_view(never_kept)
def acknowledge_delivery(request: HttpRequest, delivery_id: UUID, body: AcknowledgeIn) -> dict[str, Any]:
    """It is safe with you, and is not offered again. Saying so again changes nothing; a number may be added later."""
    delivery = _found(request, delivery_id)
    try:
        return _standing(
            take_over(delivery.id, case=body.case, how="Fetched and acknowledged by the back office.")
        )
    except Contradiction as error:
        raise Refused(409, str(error)) from error


@router.post(
    "/{uuid:delivery_id}/refuse",
    response={200: StandingOut, 401: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem},
    operation_id="refuse_delivery",
    summary="Say that you cannot take it",
)
@decorate_view(never_kept)
def refuse_delivery(request: HttpRequest, delivery_id: UUID, body: RefuseIn) -> dict[str, Any]:
    """A person of ours sees to it, with your reason before them. It is not offered again unless they send it again."""
    delivery = _found(request, delivery_id)
    try:
        turn_back(delivery.id, reason=f"Refused by the back office: {body.reason}")
    except Contradiction as error:
        raise Refused(409, str(error)) from error
    delivery.refresh_from_db()
    return _standing(delivery)


def _found(request: HttpRequest, delivery_id: UUID) -> Delivery:
    delivery = own_delivery(destination_of(request), delivery_id)
    if delivery is None:
        raise Http404
    return delivery


def _listed(delivery: Delivery) -> dict[str, Any]:
    here = f"{settings.ENVIRONMENT.origin('public')}/api/v1/deliveries/{delivery.id}"
    return {
        "id": delivery.id,
        "type": delivery.subject,
        "about": delivery.owner_id,
        "sequence": delivery.sequence,
        "created_at": delivery.created_at,
        "sha256": delivery.sha256,
        "links": {"self": here, "acknowledge": f"{here}/acknowledge", "refuse": f"{here}/refuse"},
    }


def _standing(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "state": STATES[Delivery.State(delivery.state)],
        "case": delivery.remote_id,
        "acknowledged_at": delivery.acknowledged_at,
    }
