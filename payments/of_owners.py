"""What some owners have paid, for a list of theirs: a few queries, however long it is. Whose they may see is their rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from payments.models import Charge, CounterPayment, PaymentAttempt, Refund
from payments.receipts import receipt_url


@dataclass(frozen=True, slots=True)
class Paid:
    """How a charge stands: ``receipt_url`` is "" where nothing has paid it, ``given_back`` in pence; ``is_payable`` where
    its owner can be offered to pay it."""

    charge: Charge
    receipt_url: str
    given_back: int
    is_payable: bool


def paid_of(owner_type: str, owner_ids: Iterable[str]) -> dict[str, Paid]:
    """How the charges of these owners stand, by the owner's id. Four queries."""
    known = (PaymentAttempt.State.PROCESSING, PaymentAttempt.State.PAID)
    charges = Charge.objects.filter(owner_type=owner_type, owner_id__in=list(owner_ids)).prefetch_related(
        Prefetch("attempts", PaymentAttempt.objects.filter(state__in=known)),
        Prefetch("counter_payments", CounterPayment.objects.filter(won=True)),
        Prefetch("refunds", Refund.objects.filter(state=Refund.State.SUCCEEDED)),
    )
    return {charge.owner_id: _paid(charge) for charge in charges}


def _paid(charge: Charge) -> Paid:
    attempts = list(charge.attempts.all())
    won = next((one for one in attempts if one.won), None) or next(iter(charge.counter_payments.all()), None)
    is_processing = any(one.state == PaymentAttempt.State.PROCESSING for one in attempts)
    return Paid(
        charge,
        receipt_url(won) if won is not None and charge.is_settled else "",
        sum(one.amount_pence for one in charge.refunds.all()),
        charge.is_payable and not is_processing,
    )
