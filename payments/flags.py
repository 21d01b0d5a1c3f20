"""What a person in finance has to look at, and what is proposed to them. On locked rows; the caller saves the charge."""

import logging

from payments.models import Cause, Charge, ChargeEvent, CounterPayment, PaymentAttempt, Refund, RefundEvent
from payments.parts import Payment, refundable, share, write_lines

logger = logging.getLogger(__name__)

# Where Stripe holds money that pays for nothing, giving it back is what will nearly always be done.
PROPOSED_FOR = {
    Charge.Attention.OVERPAID: Refund.Reason.OVERPAID,
    Charge.Attention.LATE_PAID: Refund.Reason.LATE_PAID,
    Charge.Attention.AMOUNT_MISMATCH: Refund.Reason.AMOUNT_MISMATCH,
    Charge.Attention.NO_PLACE: Refund.Reason.NO_PLACE,
}


def raise_flag(charge: Charge, flag: str) -> None:
    """Note on the (locked) charge that a person has to look; the caller saves it."""
    if flag not in charge.needs_attention:
        charge.needs_attention = [*charge.needs_attention, flag]
        ChargeEvent.objects.create(charge=charge, kind=ChargeEvent.Kind.FLAGGED, detail=flag)
    logger.error("charge %s needs attention: %s", charge.pk, flag)


def propose_refund(charge: Charge, payment: Payment, flag: Charge.Attention) -> Refund | None:
    """Propose to give back all that is left of a (locked) payment, once for each reason; nothing is sent by this."""
    return propose(charge, payment, PROPOSED_FOR[flag])


def propose(charge: Charge, payment: Payment, reason: str) -> Refund | None:
    """The same for one of `Refund.Reason`; None where that was proposed before, or nothing is left."""
    amount = refundable(payment).total_pence
    is_card = isinstance(payment, PaymentAttempt)
    of_payment = {"attempt": payment} if is_card else {"counter_payment": payment}
    known = charge.refunds.filter(**of_payment, reason=reason)
    if not amount or known.exists():
        return None
    return write_proposal(charge, payment, reason)


def write_proposal(charge: Charge, payment: Payment, reason: str) -> Refund:
    """The same where the caller knows that something is left, whatever was proposed before."""
    amount = refundable(payment).total_pence
    refund = Refund.objects.create(
        charge=charge,
        attempt=payment if isinstance(payment, PaymentAttempt) else None,
        counter_payment=payment if isinstance(payment, CounterPayment) else None,
        amount_pence=amount,
        reason=reason,
        state=Refund.State.PROPOSED,
    )
    RefundEvent.objects.create(refund=refund, to_state=refund.state, cause=Cause.HOUSE)
    if payment.won:
        write_lines(refund, share(payment, amount))
    return refund
