"""Requests that look as if a program had sent them: kept apart until an officer has looked at them.

Nothing is refused and nothing lost: the request exists, with its reference and its held deliveries. Releasing it
makes it received as any other.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.services import NotAllowed, receive
from forms_engine.requests.states import RequestState, StateRefused, may_follow
from forms_engine.requests.telling import write_entry

HELD_BACK = frozenset({RequestState.SUSPECTED, RequestState.CLOSED})

# What an officer reads for each mark that ``journeys.spam`` gives.
MARKS: dict[str, str] = {
    "honeypot": "A box that people do not see was filled in.",
    "too-quick": "It was sent faster than a person could fill it in.",
    "links": "There are many links in it.",
    "busy-network": "Very many requests came from the same network that day.",
    "busy-address": "Very many requests gave the same email address that day.",
}


def marks_in_words(request: Request) -> list[str]:
    """Why a request was held back, a sentence each."""
    return [MARKS.get(mark, mark) for mark in request.spam_marks]


@transaction.atomic
def release(principal: Principal, request_id: UUID) -> Request:
    """An officer lets a request through, also one that was closed by mistake: it is received now, its deliveries go
    out and its customer is told, as of any other.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused: when it is not held back (any more).
    """
    request = _held_back(principal, request_id, RequestState.RECEIVED)
    request.state, request.received_at = RequestState.RECEIVED, timezone.now()
    request.save(update_fields=["state", "received_at"])
    write_entry(request, TimelineEntry.Kind.RELEASED, shown=True, actor=principal.user)
    receive(request)
    return request


@transaction.atomic
def close(principal: Principal, request_id: UUID) -> Request:
    """An officer closes a request that nobody meant: it is not delivered, and nobody is told.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused: when it is not held back (any more).
    """
    request = _held_back(principal, request_id, RequestState.CLOSED)
    request.state = RequestState.CLOSED
    request.save(update_fields=["state"])
    write_entry(request, TimelineEntry.Kind.STATE, shown=True, actor=principal.user)
    return request


def _held_back(principal: Principal, request_id: UUID, then: RequestState) -> Request:
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    if not may_decide(principal, request):
        raise NotAllowed("You may not change this request.")
    if request.state not in HELD_BACK or not may_follow(request.state, then):
        raise StateRefused(
            f"Someone changed this request to “{RequestState(request.state).label}” while you were reading it."
        )
    return request
