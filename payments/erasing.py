"""Emptying the words that people wrote about a payment, and what Stripe says of who paid. The money itself, its lines and
its history stay: they are the council's books, and name nobody."""

import json
from typing import Any

from payments.models import Charge, CounterPayment, PaymentAttempt, Refund

# What Stripe tells of a payer in the objects that its events carry.
OF_THE_PAYER = frozenset(
    {
        "billing_details",
        "collected_information",
        "customer",
        "customer_details",
        "customer_email",
        "evidence",
        "payment_method_details",
        "receipt_email",
        "shipping",
        "shipping_details",
    }
)


def lock(owner_type: str, owner_id: str) -> None:
    """Hold an owner's payments to the end of the caller's transaction, in the house's order, before the owner is locked:
    nothing is settled, and no refund asked for, while it is being erased."""
    attempts = PaymentAttempt.objects.filter(charge__owner_type=owner_type, charge__owner_id=owner_id)
    list(attempts.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    charges = Charge.objects.filter(owner_type=owner_type, owner_id=owner_id)
    list(charges.select_for_update().order_by("pk").values_list("pk", flat=True))


def erase(owner_type: str, owner_id: str) -> None:
    """Empty the notes about an owner's payments, in the caller's transaction."""
    charges = Charge.objects.filter(owner_type=owner_type, owner_id=owner_id).values("pk")
    Refund.objects.filter(charge__in=charges).update(note="")
    CounterPayment.objects.filter(charge__in=charges).update(why_taken_back="")


def without_payer(body: str) -> str:
    """An event of Stripe's without what it says of who paid: once it has been acted on, only what it was about counts."""
    try:
        return json.dumps(_without(json.loads(body)))
    except ValueError:
        return ""


def _without(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _without(value) for name, value in said.items() if name not in OF_THE_PAYER}
    if isinstance(said, list):
        return [_without(value) for value in said]
    return said
