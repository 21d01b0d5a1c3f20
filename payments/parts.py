"""How much of a payment may go back, how much of each line, and the VAT within it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Sum

from payments.models import ChargeLine, CounterPayment, Dispute, PaymentAttempt, Refund, RefundLine
from payments.sharing import share_out
from payments.vat import vat_within

Payment = PaymentAttempt | CounterPayment


@dataclass(frozen=True, slots=True)
class Refundable:
    """What may still go back of one payment, in pence; ``lines`` by the line's id, empty where it pays for no lines."""

    total_pence: int
    lines: dict[int, int]


def refundable(payment: Payment) -> Refundable:
    """What was taken, less what went back, is on its way back, was asked for, or is held by the payer's bank."""
    taken = payment.received_pence if isinstance(payment, PaymentAttempt) else payment.amount_pence
    if isinstance(payment, CounterPayment) and not payment.won:
        taken = 0
    given = _sum(payment.refunds.filter(state__in=Refund.LIVE))
    held = 0
    if isinstance(payment, PaymentAttempt):
        held = _sum(payment.disputes.filter(state__in=Dispute.HELD))
    total = max((taken or 0) - given - held, 0)
    return Refundable(total, _left_of_lines(payment) if payment.won else {})


def may_go_by_hand(payment: Payment) -> bool:
    """Whether a person may pay it back: always at the counter, by bank transfer where a refund to the card has failed."""
    return isinstance(payment, CounterPayment) or payment.refunds.filter(state=Refund.State.FAILED).exists()


def share(payment: Payment, amount_pence: int) -> dict[int, int]:
    """An amount spread over what is left of the payment's lines, in proportion, to the penny."""
    parts = share_out(amount_pence, _left_of_lines(payment))
    return {line: pence for line, pence in parts.items() if pence}


def write_lines(refund: Refund, lines: Mapping[int, int]) -> None:
    """Store what a refund gives back of each line, with the VAT in it: what brings a line to its end takes the rest of
    the line's VAT, so that pennies neither appear nor get lost."""
    known = {line.pk: line for line in ChargeLine.objects.filter(pk__in=lines)}
    RefundLine.objects.bulk_create(
        RefundLine(
            refund=refund, line=known[pk], amount_pence=pence, vat_pence=_vat_of(known[pk], refund, pence)
        )
        for pk, pence in lines.items()
    )


def _vat_of(line: ChargeLine, refund: Refund, pence: int) -> int:
    before = line.refund_lines.filter(refund__state__in=Refund.LIVE).exclude(refund=refund)
    amounts = before.aggregate(amount=Sum("amount_pence"), vat=Sum("vat_pence"))
    rest = line.vat_pence - (amounts["vat"] or 0)
    if (amounts["amount"] or 0) + pence >= line.amount_pence:
        return max(min(rest, pence), 0)
    return max(min(vat_within(pence, line.vat_rate_basis_points), rest), 0)


def _left_of_lines(payment: Payment) -> dict[int, int]:
    given: dict[int, int] = {}
    parts = RefundLine.objects.filter(line__charge_id=payment.charge_id, refund__state__in=Refund.LIVE)
    for line, pence in parts.values_list("line_id", "amount_pence"):
        given[line] = given.get(line, 0) + pence
    lines = ChargeLine.objects.filter(charge_id=payment.charge_id)
    return {line.pk: line.amount_pence - given.get(line.pk, 0) for line in lines}


def _sum(rows: models.QuerySet[Refund] | models.QuerySet[Dispute]) -> int:
    return rows.aggregate(total=Sum("amount_pence"))["total"] or 0
