"""Checking what was answered, sending it, paying for it."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Router, Schema
from ninja.decorators import decorate_view
from ninja.responses import Status
from pydantic import ConfigDict, Field

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.booking.errors import NoPlace, NothingHeld, TooMany
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import cannot_send, duplicates, services
from forms_engine.journeys.api.access import HOLDER, held
from forms_engine.journeys.api.caching import uncached
from forms_engine.journeys.api.idempotency import IdempotencyKey, keep_answer, send_once
from forms_engine.journeys.api.languages import LanguageCode, language_for
from forms_engine.journeys.api.presentation import ContentOut, content_out
from forms_engine.journeys.api.problems import (
    AnswersRefused,
    NotNow,
    answers_refused,
    send_problem,
)
from forms_engine.journeys.api.requests import state_for_customer
from forms_engine.journeys.api.steps import already_sent, another_first, closed, request_url, submission_url
from forms_engine.journeys.api.times import no_time, too_many
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.lookups.submissions import FeeNews, refresh_fee
from forms_engine.journeys.models import Submission
from forms_engine.journeys.spam import signals_of
from forms_engine.requests.models import Request
from forms_engine.requests.paying import open_pay_page, payers_network
from forms_engine.requests.payload_check import PayloadRefused
from forms_engine.requests.states import RequestState
from forms_engine.requests.urgent import urgent_words
from forms_engine.requests.wording import state_words

router = Router(tags=["submissions"], auth=HOLDER)


class SubmitIn(Schema):
    """What is agreed to on sending: ``true`` where the journey has a declaration."""

    declaration: bool = False

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"declaration": True}]})


class PaymentOut(Schema):
    """What is to be paid and where: a page for the payer's browser. Without ``url``, ``problem`` says why: there is
    nothing to pay now (empty), payments are ``unavailable``, or there were ``too-many`` tries in the last hour."""

    amount_pence: int
    url: str | None
    problem: Literal["", "unavailable", "too-many", "busy-network"] = ""


FEE_NEWS = {
    FeeNews.CHANGED: "What is to be paid has changed: check the summary, then send it again",
    FeeNews.FOUND: "What is to be paid is only known now: show the summary, then send it again",
}


class SentOut(Schema):
    """The request that it has become. ``outcome`` is what happens next; ``payment`` is there where a fee is due: until it
    is paid, nobody works on the request."""

    reference: str
    state: str
    state_name: str
    request: str = Field(description="Where to read how it goes, with the same token.")
    payment: PaymentOut | None
    urgent: str = Field(description="Whom to ring at once, where it cannot wait; otherwise empty.")
    outcome: list[ContentOut]


@router.post(
    "/{uuid:submission_id}/submit",
    response={
        201: SentOut,
        400: Problem,
        404: Problem,
        409: NotNow,
        422: AnswersRefused,
        503: Problem,
    },
    operation_id="submit_submission",
    summary="Send it",
)
@decorate_view(uncached)
def submit_submission(
    request: GuildhallRequest,
    response: HttpResponse,
    submission_id: UUID,
    idempotency_key: Header[IdempotencyKey],
    body: SubmitIn | None = None,
    language: LanguageCode | None = None,
) -> Status[dict[str, Any]]:
    """Send the answers. Everything is judged again as a whole; 409 says which page is not finished, or that a time has to be chosen. Sent again with the
    same key, the answer is the same; with another key, it is the same request."""
    submission = held(request)
    words = language_for(request, language, submission.language)
    agreed = body or SubmitIn()
    is_draft = submission.state == Submission.State.DRAFT
    if is_draft and definition_of(submission.version_id).declaration and not agreed.declaration:
        raise answers_refused([send_problem("declaration")], words)
    if is_draft and (news := _fee_news(request, submission)):
        raise Refused(
            409,
            FEE_NEWS[news],
            url=submission_url(request, submission, "get_submission_summary"),
        )
    if is_draft:
        _require_answered(request, submission, words)
    signals = signals_of(request, submission, is_program=True) if is_draft else None
    try:
        with cannot_send.noted(submission):
            made, said = send_once(submission.id, idempotency_key, agreed.model_dump(), signals)
    except services.NotReady as not_ready:
        raise another_first(request, submission, not_ready.evaluation) from None
    except (NoPlace, NothingHeld):
        raise no_time(request, submission) from None
    except TooMany:
        raise too_many(request, submission) from None
    except services.AlreadySubmitted:
        raise already_sent(request, submission) from None
    except NotOpen as not_open:
        raise closed(submission.version.journey, not_open.availability, words) from None
    except PayloadRefused:
        # Nothing is lost: the answers are kept, and it is said so.
        raise Refused(503, "This cannot be sent just now. The answers are kept: try again later") from None
    if said is not None:
        response.headers["Idempotent-Replayed"] = "true"
        return Status(201, said)
    answer = _sent_out(request, made, words).model_dump(mode="json")
    return Status(201, keep_answer(submission.id, idempotency_key, answer))


@router.post(
    "/{uuid:submission_id}/payment",
    response={200: PaymentOut, 404: Problem, 409: Problem},
    operation_id="pay_submission",
    summary="A page to pay on",
)
@decorate_view(uncached)
def pay_submission(request: GuildhallRequest, submission_id: UUID) -> PaymentOut:
    """Where to pay what is owed: the same page while it is open, otherwise a new one."""
    made = held(request).request
    if made is None:
        raise Refused(409, "Send it first: nothing is owed yet")
    return _payment_out(request, made)


def _fee_news(request: GuildhallRequest, submission: Submission) -> FeeNews:
    try:
        return refresh_fee(submission, network_of(request))
    except services.AlreadySubmitted:
        return FeeNews.NONE  # sent at the same moment: the key says what is answered


def _require_answered(request: GuildhallRequest, submission: Submission, language: str) -> None:
    try:
        duplicates.require_answered(submission, language)
    except duplicates.NotAsked:
        raise Refused(
            409,
            "Someone may have told us about this already: show the person the others, then say that theirs is different, "
            "or follow one",
            url=submission_url(request, submission, "get_submission_duplicates"),
        ) from None


def _sent_out(request: GuildhallRequest, made: Request, language: str) -> SentOut:
    outcome = definition_of(made.journey_version_id).outcome
    return SentOut(
        reference=made.reference,
        state=state_for_customer(made.state),
        state_name=state_words(made.service_id, made.state, language),
        request=request_url(request, made.reference),
        payment=_payment_out(request, made) if made.state == RequestState.AWAITING_PAYMENT else None,
        urgent=urgent_words(made.service, language),
        outcome=[content_out(request, block, language) for block in outcome],
    )


def _payment_out(request: GuildhallRequest, made: Request) -> PaymentOut:
    page = open_pay_page(made, payers_network(request))
    return PaymentOut(amount_pence=made.fee_pence, url=page.url or None, problem=page.problem)  # type: ignore[arg-type]
