"""What becomes of the money of something that was cancelled, where its rule says that it goes back."""

from dataclasses import dataclass
from enum import StrEnum

from payments.approving import is_small
from payments.models import Charge, Dispute, PaymentAttempt, Refund
from payments.parts import Payment, refundable
from payments.selectors import payment_that_won

State = Refund.State

# What is flagged otherwise is looked at by a person before anything goes back.
_IS_PLAIN = {Charge.Attention.NO_PLACE}


class How(StrEnum):
    """Who gives it back, and whether somebody has to look first."""

    SENT = "sent"  # to the card, by itself
    BY_HAND = "by-hand"  # by a person: it was paid at the counter
    CHECKED = "checked"  # a person in finance decides
    ALREADY = "already"  # all of it went back before, or is about to
    HELD = "held"  # the payer's bank has it
    FAILED = "failed"  # it did not reach the card; a person sees to it
    NOTHING = "nothing"  # nothing was paid, or a person decided against it


@dataclass(frozen=True, slots=True)
class GivenBack:
    """How many pence go back (0 where none, or not by us), and how."""

    pence: int
    how: How


NOTHING = GivenBack(0, How.NOTHING)


def foresee(charge: Charge) -> GivenBack:
    """What `services.give_back_by_rule` would do now; for the page that asks. Nothing is locked or written."""
    payment = payment_that_won(charge)
    if payment is None:
        return NOTHING
    left = refundable(payment).total_pence
    if not left:
        return without_money_left(payment)
    refund = Refund(charge=charge, amount_pence=left)
    if isinstance(payment, PaymentAttempt):
        refund.attempt = payment
    return GivenBack(left, how_it_goes(refund))


def under_way(charge: Charge) -> GivenBack:
    """How the last refund of what paid a charge stands, until the money has gone back."""
    payment = payment_that_won(charge)
    last = payment.refunds.exclude(state=State.DECLINED).order_by("pk").last() if payment else None
    if last is None or last.state == State.SUCCEEDED:
        return NOTHING
    if last.state in {State.PROPOSED, State.ASKED}:
        return GivenBack(last.amount_pence, How.CHECKED)
    if last.state == State.FAILED:
        return GivenBack(last.amount_pence, How.FAILED)
    return GivenBack(last.amount_pence, How.SENT if last.is_by_card else How.BY_HAND)


def how_it_goes(refund: Refund) -> How:
    """How a refund that a rule asks for goes, of a payment that has so much left."""
    if set(refund.charge.needs_attention) - _IS_PLAIN or not is_small(refund):
        return How.CHECKED
    return How.SENT if refund.is_by_card else How.BY_HAND


def without_money_left(payment: Payment) -> GivenBack:
    """Why nothing is left of a payment."""
    if isinstance(payment, PaymentAttempt) and payment.disputes.filter(state__in=Dispute.HELD).exists():
        return GivenBack(0, How.HELD)
    return GivenBack(
        0, How.ALREADY if payment.refunds.filter(state__in=Refund.LIVE).exists() else How.NOTHING
    )
