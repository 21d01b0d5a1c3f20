"""The tables of legal changes of state, and the only functions that make them.

News that no table allows changes nothing: it is logged and kept as an `Anomaly`, once, for a person to see. It is never
an error, because news from Stripe can come late, twice and in any order.
"""

import logging

from payments.models import (
    Anomaly,
    Charge,
    CounterPayment,
    Dispute,
    PaymentAttempt,
    PaymentEvent,
    Payout,
    Refund,
    RefundEvent,
)

logger = logging.getLogger(__name__)

State = PaymentAttempt.State
R = Refund.State
D = Dispute.State
P = Payout.State
C = CounterPayment.State

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

# A bank may send a refund back weeks after Stripe called it done. One that we believed failed may turn out to be under
# way: Stripe's word counts.
LEGAL_REFUND: dict[str, frozenset[str]] = {
    R.PROPOSED: frozenset({R.ASKED, R.APPROVED, R.DECLINED}),
    R.ASKED: frozenset({R.APPROVED, R.DECLINED}),
    R.APPROVED: frozenset({R.PENDING, R.SUCCEEDED, R.FAILED}),
    R.PENDING: frozenset({R.SUCCEEDED, R.FAILED}),
    R.SUCCEEDED: frozenset({R.FAILED}),
    R.FAILED: frozenset({R.PENDING, R.SUCCEEDED}),
    R.DECLINED: frozenset(),
}

LEGAL_DISPUTE: dict[str, frozenset[str]] = {
    D.WARNING_NEEDS_RESPONSE: frozenset(
        {
            D.WARNING_UNDER_REVIEW,
            D.WARNING_CLOSED,
            D.NEEDS_RESPONSE,
            D.UNDER_REVIEW,
            D.PREVENTED,
            D.WON,
            D.LOST,
        }
    ),
    D.WARNING_UNDER_REVIEW: frozenset(
        {D.WARNING_CLOSED, D.NEEDS_RESPONSE, D.UNDER_REVIEW, D.PREVENTED, D.WON, D.LOST}
    ),
    D.WARNING_CLOSED: frozenset({D.NEEDS_RESPONSE, D.UNDER_REVIEW, D.WON, D.LOST}),
    D.NEEDS_RESPONSE: frozenset({D.UNDER_REVIEW, D.PREVENTED, D.WON, D.LOST}),
    D.UNDER_REVIEW: frozenset({D.NEEDS_RESPONSE, D.WON, D.LOST}),
    D.PREVENTED: frozenset({D.WON, D.LOST}),
    D.WON: frozenset({D.LOST}),
    D.LOST: frozenset({D.WON}),
}

# Stripe says itself that a payout which is paid may become failed within five working days.
LEGAL_PAYOUT: dict[str, frozenset[str]] = {
    P.PENDING: frozenset({P.IN_TRANSIT, P.PAID, P.FAILED, P.CANCELED}),
    P.IN_TRANSIT: frozenset({P.PAID, P.FAILED, P.CANCELED}),
    P.PAID: frozenset({P.FAILED}),
    P.FAILED: frozenset(),
    P.CANCELED: frozenset(),
}

LEGAL_COUNTER: dict[str, frozenset[str]] = {
    C.RECORDED: frozenset({C.BANKED, C.TAKEN_BACK}),
    C.BANKED: frozenset({C.TAKEN_BACK}),
    C.TAKEN_BACK: frozenset(),
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

    Answers False, and changes nothing, when it is there already or the change is not legal.
    """
    if attempt.state == to_state:
        return False
    if not is_legal(attempt.state, to_state):
        note_anomaly(f"attempt {attempt.pk}", attempt.state, to_state, cause)
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


def move_refund(
    refund: Refund, to_state: str, *, cause: str, by_id: int | None = None, note: str = ""
) -> bool:
    """Change the (locked) refund's state and add the event; the caller saves the refund. As `move` otherwise."""
    if refund.state == to_state:
        return False
    if to_state not in LEGAL_REFUND[refund.state]:
        note_anomaly(f"refund {refund.pk}", refund.state, to_state, cause)
        return False
    RefundEvent.objects.create(
        refund=refund, from_state=refund.state, to_state=to_state, cause=cause, by_id=by_id, note=note[:300]
    )
    refund.state = to_state
    return True


def move_by(
    table: dict[str, frozenset[str]], thing: Dispute | Payout | CounterPayment, to_state: str, cause: str
) -> bool:
    """Change the (locked) thing's state by a table; the caller saves it. As `move` otherwise, without an event."""
    if thing.state == to_state:
        return False
    if to_state not in table[thing.state]:
        note_anomaly(f"{thing._meta.model_name} {thing.pk}", thing.state, to_state, cause)
        return False
    thing.state = to_state
    return True


def note_anomaly(subject: str, from_state: str, to_state: str, cause: str) -> None:
    """Keep news that cannot be, once, and say so in the log."""
    logger.warning("%s stays %s: %s is not a legal change (%s)", subject, from_state, to_state, cause)
    Anomaly.objects.bulk_create(
        [Anomaly(subject=subject, from_state=from_state, to_state=to_state, cause=cause)],
        ignore_conflicts=True,
    )
