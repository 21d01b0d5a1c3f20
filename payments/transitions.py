"""The one table of legal changes of a payment attempt, and the one function that makes them."""

import logging

from payments.models import Charge, PaymentAttempt, PaymentEvent

logger = logging.getLogger(__name__)

State = PaymentAttempt.State

# Paid never goes back (refunds are rows of their own). Failed, expired and cancelled are what we believed until
# Stripe says the money came after all, and it does: a bank answers late, or two tabs race.
LEGAL: dict[str, frozenset[str]] = {
    State.OPENING: frozenset(
        {State.OPEN, State.PROCESSING, State.PAID, State.EXPIRED, State.FAILED, State.CANCELLED}
    ),
    State.OPEN: frozenset({State.PROCESSING, State.PAID, State.EXPIRED, State.FAILED, State.CANCELLED}),
    State.PROCESSING: frozenset({State.PAID, State.FAILED}),
    State.FAILED: frozenset({State.PAID}),
    State.EXPIRED: frozenset({State.PAID}),
    State.CANCELLED: frozenset({State.PAID}),
    State.PAID: frozenset(),
}


def is_legal(from_state: str, to_state: str) -> bool:
    """Whether an attempt may change from one state to the other."""
    return to_state in LEGAL[from_state]


def move(
    attempt: PaymentAttempt,
    to_state: str,
    *,
    cause: str,
    provider_event_id: str = "",
    flag: Charge.Attention | None = None,
) -> bool:
    """Change the (locked) attempt's state and add the event; the caller saves the attempt.

    Answers False, and changes nothing, when it is there already or the change is not legal: news from Stripe
    can arrive late or twice, so neither is an error.
    """
    if attempt.state == to_state:
        return False
    if not is_legal(attempt.state, to_state):
        logger.info("payment attempt %s stays %s: %s is old news", attempt.pk, attempt.state, to_state)
        return False
    PaymentEvent.objects.create(
        attempt=attempt,
        from_state=attempt.state,
        to_state=to_state,
        cause=cause,
        provider_event_id=provider_event_id,
        flag=flag or "",
    )
    attempt.state = to_state
    return True
