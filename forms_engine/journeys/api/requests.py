"""What became of what was sent, as its customer is shown it."""

from datetime import date, datetime

from django.http import Http404
from django.utils.translation import get_language
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from accounts.models import User
from audiences.http import GuildhallRequest, bearer_token
from audiences.keys import PUBLIC
from audiences.principal import Principal
from audiences.problems import Problem
from forms_engine.journeys.api.access import refuse_forged
from forms_engine.journeys.api.appointment import AppointmentOut, appointment_out
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.selectors import submission_for
from forms_engine.requests.cancelling import may_cancel
from forms_engine.requests.due import due_for_customer
from forms_engine.requests.messages import may_write
from forms_engine.requests.models import Request, RequestRead, TimelineEntry
from forms_engine.requests.organisations import request_of_organisation, request_of_program
from forms_engine.requests.paying import may_pay
from forms_engine.requests.reading import note_read
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import request_for, timeline_for_customer
from forms_engine.requests.signposting import signposting_of, stage_name
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.timeline_words import for_customer
from forms_engine.requests.urgent import urgent_words
from forms_engine.requests.wording import StateWords

router = Router(tags=["requests"])

# A customer is not called a spammer: "Waiting to be checked" is what their page says too.
BEING_CHECKED = "being-checked"

# How a request ends by a decision of the council's.
DECIDED = frozenset({RequestState.RESOLVED, RequestState.CLOSED})


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


class DecisionOut(Schema):
    """How it ended. ``outcome`` is the service's own word for it, where it has words for outcomes, and ``reason`` what its
    customer was told."""

    outcome: str
    reason: str
    at: datetime


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
    pay_by: datetime | None = Field(description="When it is cancelled, if nobody has paid.")
    may_cancel: bool = Field(description="Whether ``/cancel`` takes it back.")
    may_write: bool = Field(description="Whether the team reads what is written to ``/messages``.")
    stage: str = Field(description="Of a service with several, such as complaints; otherwise empty.")
    due_on: date | None = Field(description="By the end of which day the council promised to be done.")
    urgent: str = Field(description="Whom to ring, where it cannot wait; otherwise empty.")
    signposting: str = Field(description="Where to go if its outcome is not good enough, once it has one.")
    appointment: AppointmentOut | None = Field(
        description="What was booked, where its journey books something."
    )
    decision: DecisionOut | None = Field(description="What came of it, once it is resolved or closed.")
    timeline: list[TimelineOut]


@router.get(
    "/{str:reference}",
    response={200: RequestOut, 404: Problem},
    operation_id="get_request",
    summary="How a request goes",
    openapi_extra={"security": [{"SubmissionToken": []}, {"SignedInOwner": []}, {"OrganisationToken": []}]},
)
@decorate_view(uncached)
def get_request(request: GuildhallRequest, reference: str) -> RequestOut:
    """Its state, and the timeline shown to its customer: with the token of the submission that it came from, or for
    whoever is signed in and may see it, or with the token of the partner organisation whose program sent it. The reference
    alone opens nothing."""
    token, principal = bearer_token(request), request.principal
    if principal.is_program:
        found = request_of_program(principal, reference)
    elif token:
        found = _by_token(principal, reference, token)
    else:
        found = request_for(principal, reference) or request_of_organisation(principal, reference)
    if found is None:
        raise Http404
    if not token and principal.audience != PUBLIC:
        # Its customer's own reading is nobody's business.
        note_read(principal, found, RequestRead.What.PAGE)
    return shown_to_customer(found)


def own_request(request: GuildhallRequest, reference: str) -> tuple[Request, User | None]:
    """The request that the caller may act on as its customer, and who they are where they are signed in as it.

    Raises:
        Http404: with no token of its, and for anybody but its signed-in customer. An officer acts on the staff host's pages.
        Refused: 403 for a session without the CSRF token.
    """
    token, principal = bearer_token(request), request.principal
    if token:
        found, user = _by_token(principal, reference, token), None
    else:
        found = request_for(principal, reference) if principal.audience == PUBLIC else None
        user = principal.user
    if found is None:
        raise Http404
    if not token:
        refuse_forged(request)
    return found, user


def shown_to_customer(found: Request) -> RequestOut:
    """A request that the caller may see, as its customer sees it."""
    language = get_language() or "en"
    words = StateWords([found.service_id], language)
    entries = list(timeline_for_customer(found))
    return RequestOut(
        reference=found.reference,
        title=found.title,
        journey=found.journey_version.journey.slug if found.journey_version else "",
        state=state_for_customer(found.state),
        state_name=words(found.service_id, found.state),
        service=RequestServiceOut(
            name=found.service.name, phone=found.service.phone, opening_hours=found.service.opening_hours
        ),
        sent_at=found.created_at,
        received_at=found.received_at,
        resolved_at=found.resolved_at,
        fee_pence=found.fee_pence,
        may_pay=may_pay(found),
        pay_by=found.pay_by if found.state == RequestState.AWAITING_PAYMENT else None,
        may_cancel=may_cancel(found),
        may_write=may_write(found),
        stage=stage_name(found, language),
        due_on=due_for_customer(found),
        urgent=urgent_words(found.service, language) if found.state not in FINISHED else "",
        signposting=signposting_of(found, language),
        appointment=appointment_out(found),
        decision=_decision(found, entries),
        timeline=[
            TimelineOut(
                kind=entry.kind,
                name=title,
                state=state_for_customer(entry.state),
                state_name=words(found.service_id, entry.state),
                message=entry.message,
                at=entry.at,
            )
            for entry, title in for_customer(found, entries, language)
        ],
    )


def _decision(found: Request, entries: list[TimelineEntry]) -> DecisionOut | None:
    """What the customer was told when it ended; None where it has not, or they ended it themselves."""
    if found.state not in DECIDED:
        return None
    ended = [
        entry for entry in entries if entry.kind == TimelineEntry.Kind.STATE and entry.state == found.state
    ]
    if not ended:
        return None
    outcome = found.outcome.slug if found.outcome else ""
    return DecisionOut(outcome=outcome, reason=ended[-1].message, at=ended[-1].at)


def _by_token(principal: Principal, reference: str, token: str) -> Request | None:
    """The request whose submission the token opens, for this principal."""
    found = (
        Request.objects.select_related("service", "journey_version__journey")
        .filter(reference=read_reference(reference) or "")
        .first()
    )
    return found if found and submission_for(principal, str(found.submission_id), token) else None
