"""A request's customer who is told things, and what a canary looks like."""

from uuid import uuid4

from forms_engine.catalogue.models import JourneyVersion, Service
from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.references import new_reference
from forms_engine.requests.states import RequestState

CANARY = "Canary-Zq7"
MOBILE = "07700 900123"


def make_told(service: Service, **fields) -> Request:
    """A request with an email address and a mobile number, unless said otherwise."""
    kept = {
        "email": "ann@example.com",
        "mobile": MOBILE,
        "name": CANARY,
        "title": CANARY,
        "state": RequestState.IN_PROGRESS,
        "language": "en",
        **fields,
    }
    customer = kept.pop("customer", None) or Customer.objects.create()
    return Request.objects.create(
        reference=new_reference(), service=service, customer=customer, answers={}, received_at="2026-12-01T12:00Z",
        **kept,
    )  # fmt: skip


def of_a_journey(service: Service, title: str) -> dict:
    """What makes a request one that came from a journey."""
    return {
        "journey_version": JourneyVersion.objects.filter(journey__service=service).first(),
        "submission_id": uuid4(),
        "title": title,
    }


def canary_context(subject: str) -> dict[str, object]:
    """Everything that a caller could pass, with a canary in all that is not named for the event."""
    named = {**EVENTS[subject].names}
    words = {
        name: CANARY
        for name in (
            "message", "reason", "letter", "name", "question", "answers", "words", "outcome_words", "asked",
            "comment", "description", "on_behalf_of",
        )
    }  # fmt: skip
    turns = dict.fromkeys(EVENTS[subject].turns - {"lines", "vat_lines"}, True)
    return {**named, **turns, **words}


def told(request: Request) -> list[Notice]:
    """The notices of a request, oldest first."""
    return list(
        Notice.objects.filter(owner_type="request", owner_id=str(request.pk)).order_by("created_at", "id")
    )
