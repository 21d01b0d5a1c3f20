"""Refunds that the house proposes because of what became of what was paid for. A person in finance takes them up."""

from django.utils import timezone

from payments.flags import propose, propose_refund, raise_flag
from payments.models import Cause, Charge, ChargeEvent, PaymentAttempt, Refund
from payments.parts import refundable
from payments.selectors import payment_that_won
from payments.transitions import move_refund

State = Refund.State


def lock_money(owner_type: str, owner_id: str) -> Charge | None:
    """The owner's charge with its payments and itself locked, in the order of the house, in the caller's transaction: to
    be called before the owner's own row is locked, by whoever may have money to give back. None where nothing was ever
    charged."""
    of_owner = {"charge__owner_type": owner_type, "charge__owner_id": owner_id}
    list(PaymentAttempt.objects.select_for_update(of=("self",)).filter(**of_owner).order_by("pk"))
    return Charge.objects.select_for_update().filter(owner_type=owner_type, owner_id=owner_id).first()


def propose_refund_for(charge: Charge, reason: str) -> int:
    """Propose to give back what is left of the payment that paid a (locked) charge, for one of `Refund.Reason`. The answer
    is how many pence are proposed, or are being given back or proposed already; 0 where nothing was paid. Again it
    changes nothing."""
    payment = payment_that_won(charge)
    if payment is None:
        return 0
    proposed = payment.refunds.filter(state=State.PROPOSED).first()
    if proposed is None:
        proposed = propose(charge, payment, reason)
    left = refundable(payment).total_pence
    return min(proposed.amount_pence, left) if proposed else 0


def flag_no_place(charge: Charge) -> None:
    """What was paid for cannot be given: flag it and propose the refund. For ``on_paid``, in its transaction."""
    payment = payment_that_won(charge)
    raise_flag(charge, Charge.Attention.NO_PLACE)
    if payment is not None:
        propose_refund(charge, payment, Charge.Attention.NO_PLACE)
    charge.save()


def withdraw_no_place(charge: Charge) -> bool:
    """What was paid for could be given after all: take the flag of a (locked) charge and the proposal back. False, and
    nothing changes, where somebody has begun to give the money back."""
    payment = payment_that_won(charge)
    if payment is None or charge.state != Charge.State.PAID:
        return False
    refunds = Refund.objects.select_for_update(of=("self",))
    of_payment = refunds.filter(pk__in=payment.refunds.values("pk"))
    if of_payment.filter(state__in=[State.ASKED, State.APPROVED, State.PENDING]).exists():
        return False
    for refund in of_payment.filter(reason=Refund.Reason.NO_PLACE, state=State.PROPOSED):
        refund.finished_at = timezone.now()
        move_refund(refund, State.DECLINED, cause=Cause.HOUSE, note="another time was found")
        refund.save()
    flag = Charge.Attention.NO_PLACE
    if flag in charge.needs_attention:
        charge.needs_attention = [reason for reason in charge.needs_attention if reason != flag]
        charge.save(update_fields=["needs_attention"])
        ChargeEvent.objects.create(
            charge=charge, kind=ChargeEvent.Kind.CLEARED, detail=f"{flag}: another time was found"
        )
    return True
