"""The one table of what may follow what."""

from django.db import models


class State(models.TextChoices):
    """Where a booking stands."""

    HELD = "held", "Held"
    AWAITING_PAYMENT = "awaiting_payment", "Waiting for payment"
    AWAITING_APPROVAL = "awaiting_approval", "Waiting to be agreed"
    CONFIRMED = "confirmed", "Confirmed"
    ATTENDED = "attended", "Attended"
    NO_SHOW = "no_show", "Did not come"
    CANCELLED = "cancelled", "Cancelled"
    EXPIRED = "expired", "Not sent in time"
    RELEASED = "released", "Let go"
    REFUSED = "refused", "Not agreed to"


# Of an owner there is one such at a time.
LIVE = frozenset({State.HELD, State.AWAITING_PAYMENT, State.AWAITING_APPROVAL, State.CONFIRMED})
# What has been used keeps its place: nobody else can have it.
HAS_PLACE = LIVE | {State.ATTENDED, State.NO_SHOW}
# Somebody comes, or came, or is hoped for: not who is still filling in or has yet to pay.
COMES = HAS_PLACE - {State.HELD, State.AWAITING_PAYMENT}

# Expired and released are what became of a place that was not paid for in time. Money that comes after all takes the
# place again where it is free, so they are no ends; cancelled and refused are.
LEGAL: dict[str, frozenset[str]] = {
    State.HELD: frozenset(
        {
            State.AWAITING_PAYMENT,
            State.AWAITING_APPROVAL,
            State.CONFIRMED,
            State.EXPIRED,
            State.RELEASED,
        }
    ),
    State.AWAITING_PAYMENT: frozenset(
        {State.AWAITING_APPROVAL, State.CONFIRMED, State.RELEASED, State.CANCELLED}
    ),
    State.AWAITING_APPROVAL: frozenset({State.CONFIRMED, State.REFUSED, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.ATTENDED, State.NO_SHOW, State.CANCELLED}),
    State.ATTENDED: frozenset({State.NO_SHOW}),
    State.NO_SHOW: frozenset({State.ATTENDED}),
    State.EXPIRED: frozenset({State.AWAITING_PAYMENT, State.AWAITING_APPROVAL, State.CONFIRMED}),
    State.RELEASED: frozenset({State.AWAITING_PAYMENT, State.AWAITING_APPROVAL, State.CONFIRMED}),
    State.CANCELLED: frozenset(),
    State.REFUSED: frozenset(),
}
