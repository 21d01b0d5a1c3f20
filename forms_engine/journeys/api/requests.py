"""What became of what was sent, as its customer is shown it."""

from datetime import datetime

from django.http import Http404
from ninja import Router, Schema
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest, bearer_token
from audiences.principal import Principal
from audiences.problems import Problem
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.selectors import submission_for
from forms_engine.requests.models import Request
from forms_engine.requests.paying import may_pay
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import request_for, timeline_for_customer
from forms_engine.requests.states import RequestState

router = Router(tags=["requests"])

# A customer is not called a spammer: "Waiting to be checked" is what their page says too.
BEING_CHECKED = "being-checked"


def state_for_customer(state: str) -> str:
    """A request's state as its customer is told it."""
    return BEING_CHECKED if state == RequestState.SUSPECTED else state


class TimelineOut(Schema):
    """One thing that happened."""

    kind: str
    name: str
    state: str
    state_name: str
    message: str
    at: datetime


class RequestServiceOut(Schema):
    """Who deals with it, and where a person helps."""

    name: str
    phone: str
    opening_hours: str


class RequestOut(Schema):
    """A request as its customer sees it: no answers, which are on its page behind sign-in or a code."""

    reference: str
    title: str
    journey: str
    state: str
    state_name: str
    service: RequestServiceOut
    sent_at: datetime
    received_at: datetime | None
    resolved_at: datetime | None
    fee_pence: int
    may_pay: bool
    timeline: list[TimelineOut]


@router.get(
    "/{str:reference}",
    response={200: RequestOut, 404: Problem},
    operation_id="get_request",
    summary="How a request goes",
    openapi_extra={"security": [{"SubmissionToken": []}, {"SignedInOwner": []}]},
)
@decorate_view(uncached)
def get_request(request: GuildhallRequest, reference: str) -> RequestOut:
    """Its state, and the timeline shown to its customer: with the token of the submission that it came from, or for
    whoever is signed in and may see it. The reference alone opens nothing."""
    token = bearer_token(request)
    found = (
        _by_token(request.principal, reference, token) if token else request_for(request.principal, reference)
    )
    if found is None:
        raise Http404
    return RequestOut(
        reference=found.reference,
        title=found.title,
        journey=found.journey_version.journey.slug if found.journey_version else "",
        state=state_for_customer(found.state),
        state_name=found.get_state_display(),
        service=RequestServiceOut(
            name=found.service.name, phone=found.service.phone, opening_hours=found.service.opening_hours
        ),
        sent_at=found.created_at,
        received_at=found.received_at,
        resolved_at=found.resolved_at,
        fee_pence=found.fee_pence,
        may_pay=may_pay(found),
        timeline=[
            TimelineOut(
                kind=entry.kind,
                name=entry.get_kind_display(),
                state=state_for_customer(entry.state),
                state_name=entry.get_state_display(),
                message=entry.message,
                at=entry.at,
            )
            for entry in timeline_for_customer(found)
        ],
    )


def _by_token(principal: Principal, reference: str, token: str) -> Request | None:
    """The request whose submission the token opens, for this principal."""
    found = (
        Request.objects.select_related("service", "journey_version__journey")
        .filter(reference=read_reference(reference) or "")
        .first()
    )
    return found if found and submission_for(principal, str(found.submission_id), token) else None
