"""Requests that look as if a program had sent them: kept apart until an officer has looked at them.

Nothing is refused and nothing lost: the request exists, with its reference and its held deliveries. Releasing it
makes it received as any other.
"""

from uuid import UUID

from django.db import transaction

from audiences.principal import Principal
from forms_engine.requests.bookings import keeping
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.services import receive
from forms_engine.requests.states import By, RequestState, StateRefused, may_move
from forms_engine.requests.working_on import lock_to_work_on


def is_held_back(request: Request) -> bool:
    """Whether it waits for an officer's look, or was closed at one."""
    held = {RequestState.SUSPECTED, RequestState.CLOSED}
    return request.received_at is None and request.state in held


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
    move(
        request,
        RequestState.RECEIVED,
        by=By.OFFICER,
        actor=principal.user,
        kind=TimelineEntry.Kind.RELEASED,
    )
    keeping.let_in(request, principal.user)
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
    move(request, RequestState.CLOSED, by=By.OFFICER, actor=principal.user)
    keeping.give_up(request, principal.user)
    return request


def _held_back(principal: Principal, request_id: UUID, then: RequestState) -> Request:
    request = lock_to_work_on(principal, request_id)
    if not is_held_back(request) or not may_move(request.state, then, By.OFFICER, received=False):
        raise StateRefused(
            f"Someone changed this request to “{RequestState(request.state).label}” while you were reading it."
        )
    return request
