"""Refunds because of what became of what was paid for: given by rule where that is clear, otherwise proposed to finance."""

from django.utils import timezone

from payments.approving import approve
from payments.flags import propose, propose_refund, raise_flag, write_proposal
from payments.giving_back import NOTHING, GivenBack, How, how_it_goes, without_money_left
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


def give_back_by_rule(charge: Charge, reason: str) -> GivenBack:
    """Give back what is left of the payment that paid a (locked, `lock_money`) charge, for one of `Refund.Reason`: the rule
    of what was booked says so. What needs no second person is asked for and approved in the caller's transaction, and sent
    by the worker after it; the rest is proposed. Again it changes nothing."""
    payment = payment_that_won(charge)
    if payment is None:
        return NOTHING
    left = refundable(payment).total_pence
    if not left:
        return without_money_left(payment)
    proposed = Refund.objects.select_for_update(of=("self",)).filter(
        pk__in=payment.refunds.values("pk"), state=State.PROPOSED
    )
    refund = proposed.first()
    if refund is not None and refund.amount_pence != left:
        _decline(refund, "something else is left of the payment now")
        refund = write_proposal(charge, payment, reason)
    refund = refund or propose(charge, payment, reason)
    if refund is None:
        return NOTHING  # a person has decided against it
    refund.charge = charge
    how = how_it_goes(refund)
    if how != How.CHECKED:
        refund.is_by_rule, refund.asked_at = True, timezone.now()
        approve(refund, cause=Cause.HOUSE, note=reason)
        _clear_no_place(charge, "paid back by rule")
    return GivenBack(left, how)


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
        _decline(refund, "another time was found")
    _clear_no_place(charge, "another time was found")
    return True


def _decline(refund: Refund, why: str) -> None:
    refund.finished_at = timezone.now()
    move_refund(refund, State.DECLINED, cause=Cause.HOUSE, note=why)
    refund.save()


def _clear_no_place(charge: Charge, why: str) -> None:
    flag = Charge.Attention.NO_PLACE
    if flag in charge.needs_attention:
        charge.needs_attention = [reason for reason in charge.needs_attention if reason != flag]
        charge.save(update_fields=["needs_attention"])
        ChargeEvent.objects.create(charge=charge, kind=ChargeEvent.Kind.CLEARED, detail=f"{flag}: {why}")
