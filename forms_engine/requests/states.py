"""The states a request can be in, and who may move it from which to which. The one place that says so."""

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """In the words that residents read, where a service has no words of its own (``wording``)."""

    AWAITING_PAYMENT = "awaiting-payment", _("Waiting for payment")
    SUSPECTED = "suspected-spam", _("Waiting to be checked")
    RECEIVED = "received", _("Received")
    IN_PROGRESS = "in-progress", _("In progress")
    WAITING = "waiting", _("Waiting for you")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


def officer_label(state: str) -> str:
    """A state as officers read it: theirs is not the side that is waited for."""
    return "Waiting for the customer" if state == RequestState.WAITING else str(RequestState(state).label)


class By(Enum):
    """Who moves a request."""

    OFFICER = "officer"
    CUSTOMER = "customer"
    BACK_OFFICE = "back office"
    HOUSE = "house"  # by rule: a payment arrived, a time is over


class StateRefused(ValueError):
    """A request cannot go from the one state to the other; the message says why, to whoever tried."""


class NotAllowed(PermissionError):
    """This principal may not do that to this request."""


_WORKERS = frozenset({By.OFFICER, By.BACK_OFFICE})
_ANYBODY_BUT_THE_HOUSE = _WORKERS | {By.CUSTOMER}

# From a state, to which others, by whom. What is not here is refused.
MOVES: dict[RequestState, dict[RequestState, frozenset[By]]] = {
    RequestState.AWAITING_PAYMENT: {
        RequestState.RECEIVED: frozenset({By.HOUSE}),
        RequestState.CANCELLED: frozenset({By.CUSTOMER, By.OFFICER, By.HOUSE}),
    },
    RequestState.SUSPECTED: {
        RequestState.RECEIVED: frozenset({By.OFFICER}),
        RequestState.CLOSED: frozenset({By.OFFICER}),
    },
    RequestState.RECEIVED: {
        RequestState.IN_PROGRESS: _WORKERS,
        RequestState.WAITING: _WORKERS,
        RequestState.RESOLVED: _WORKERS,
        RequestState.CLOSED: _WORKERS,
        RequestState.CANCELLED: _ANYBODY_BUT_THE_HOUSE,
    },
    RequestState.IN_PROGRESS: {
        RequestState.WAITING: _WORKERS,
        RequestState.RESOLVED: _WORKERS,
        RequestState.CLOSED: _WORKERS,
        RequestState.CANCELLED: _ANYBODY_BUT_THE_HOUSE,
    },
    RequestState.WAITING: {
        RequestState.IN_PROGRESS: _ANYBODY_BUT_THE_HOUSE,  # an answer of its customer's sets it going again
        RequestState.RESOLVED: _WORKERS,
        RequestState.CLOSED: _WORKERS,
        RequestState.CANCELLED: _ANYBODY_BUT_THE_HOUSE,
    },
    RequestState.RESOLVED: {
        RequestState.IN_PROGRESS: _ANYBODY_BUT_THE_HOUSE,  # it was not resolved after all, or its next stage begins
        RequestState.CLOSED: _WORKERS,
    },
    RequestState.CLOSED: {
        RequestState.RECEIVED: frozenset(
            {By.OFFICER}
        ),  # closed as spam by mistake: only what was never received
        # Its customer only by asking for the next stage, where there is one.
        RequestState.IN_PROGRESS: frozenset({By.OFFICER, By.CUSTOMER}),
    },
    RequestState.CANCELLED: {
        RequestState.RECEIVED: frozenset({By.HOUSE}),  # paid after all, as the time to pay ran out
    },
}

# Nothing of these has been received (yet): their deliveries are held, and no queue shows them.
BEFORE_RECEIVED = frozenset({RequestState.AWAITING_PAYMENT, RequestState.SUSPECTED})

# Nobody has to do anything about these any more.
FINISHED = frozenset({RequestState.RESOLVED, RequestState.CLOSED, RequestState.CANCELLED})

# What an officer sets on a request's page; the rest has verbs of its own (``suspected``, paying).
SET_BY_OFFICERS = frozenset(
    {
        RequestState.IN_PROGRESS,
        RequestState.WAITING,
        RequestState.RESOLVED,
        RequestState.CLOSED,
        RequestState.CANCELLED,
    }
)


def may_move(now: str, then: str, by: By, *, received: bool) -> bool:
    """Whether a request in state ``now`` may go to ``then`` by whom. ``received`` says whether it ever was: what was
    closed before that can only be let in after all, and what was received is never received again."""
    if by not in MOVES[RequestState(now)].get(RequestState(then), frozenset()):
        return False
    if now == RequestState.CLOSED:
        return received == (then != RequestState.RECEIVED)
    return True


def moves_for(now: str, by: By, *, received: bool) -> list[RequestState]:
    """Where a request in state ``now`` may go by whom, in the order of the states."""
    return [state for state in RequestState if may_move(now, state, by, received=received)]
