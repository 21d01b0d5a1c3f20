"""The states a request can be in, and which may follow which. The one place that says so."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """In the words that residents read."""

    AWAITING_PAYMENT = "awaiting-payment", _("Waiting for payment")
    SUSPECTED = "suspected-spam", _("Waiting to be checked")
    CLOSED = "closed", _("Closed")
    RECEIVED = "received", _("Received")
    IN_PROGRESS = "in-progress", _("In progress")
    RESOLVED = "resolved", _("Resolved")


FOLLOWING: dict[RequestState, frozenset[RequestState]] = {
    RequestState.AWAITING_PAYMENT: frozenset({RequestState.RECEIVED}),
    RequestState.SUSPECTED: frozenset({RequestState.RECEIVED, RequestState.CLOSED}),
    RequestState.CLOSED: frozenset({RequestState.RECEIVED}),
    RequestState.RECEIVED: frozenset({RequestState.IN_PROGRESS, RequestState.RESOLVED}),
    RequestState.IN_PROGRESS: frozenset({RequestState.RESOLVED}),
    RequestState.RESOLVED: frozenset({RequestState.IN_PROGRESS}),
}

# Not received (yet): its deliveries are held, and no queue shows it.
NOT_RECEIVED = frozenset({RequestState.AWAITING_PAYMENT, RequestState.SUSPECTED, RequestState.CLOSED})

# What an officer may set; the rest happens by itself (a payment arrives) or in ``suspected``.
SET_BY_OFFICERS = frozenset({RequestState.IN_PROGRESS, RequestState.RESOLVED})


class StateRefused(ValueError):
    """A request cannot go from the one state to the other."""


def may_follow(now: str, then: str) -> bool:
    """Whether a request in state ``now`` may go to ``then``."""
    return RequestState(then) in FOLLOWING[RequestState(now)]
