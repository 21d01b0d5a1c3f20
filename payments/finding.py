"""Finding payments among millions, by what finance has in hand: an id of Stripe's or ours, an amount, a day, a state."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from audiences.principal import Principal
from payments.models import (
    BalanceTransaction,
    Charge,
    CounterPayment,
    Dispute,
    PaymentAttempt,
    Refund,
)
from payments.permissions import may_read_money
from payments.receipts import read_receipt_number

NEEDS_ATTENTION = "needs_attention"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; each part is left out where it is empty. ``text`` is an id or a reference written on paper;
    ``owners`` are owners (type and id) that the caller knows by that same text."""

    text: str = ""
    owners: list[tuple[str, str]] = field(default_factory=list)
    pence: int | None = None
    day: date | None = None
    state: str = ""


def charges_for(principal: Principal, wanted: Wanted) -> QuerySet[Charge]:
    """The charges that fit, newest first; none for those not in finance nor auditing. Every way in has an index."""
    if not may_read_money(principal):
        return Charge.objects.none()
    found = Charge.objects.order_by("-pk")
    if wanted.text or wanted.owners:
        found = found.filter(pk__in=_ids_named(wanted.text, wanted.owners))
    if wanted.pence is not None:
        found = found.filter(total_pence=wanted.pence)
    if wanted.day is not None:
        start, end = bounds_of(wanted.day)
        found = found.filter(
            Q(created_at__gte=start, created_at__lt=end) | Q(paid_at__gte=start, paid_at__lt=end)
        )
    if wanted.state == NEEDS_ATTENTION:
        return found.exclude(needs_attention=[])
    return found.filter(state=wanted.state) if wanted.state else found


def _ids_named(text: str, owners: Iterable[tuple[str, str]]) -> list[int]:
    """Charges that have this id or reference anywhere: Stripe's for the session, the payment, a refund, a dispute or a
    movement; ours; a receipt's number; an officer's own receipt."""
    text = text.strip()
    ids: list[QuerySet[Any, tuple[int]]] = [
        Charge.objects.filter(owner_type=kind, owner_id=owner).values_list("pk") for kind, owner in owners
    ]
    if text:
        attempts = PaymentAttempt.objects.filter(
            Q(session_id=text) | Q(intent_id=text) | Q(charge_ref=text)
        ).values_list("charge_id")
        movements = BalanceTransaction.objects.filter(provider_id=text)
        ids += [
            attempts,
            Refund.objects.filter(provider_id=text).values_list("charge_id"),
            Dispute.objects.filter(provider_id=text, attempt__isnull=False).values_list("attempt__charge_id"),
            movements.filter(attempt__isnull=False).values_list("attempt__charge_id"),
            movements.filter(refund__isnull=False).values_list("refund__charge_id"),
            movements.filter(dispute__attempt__isnull=False).values_list("dispute__attempt__charge_id"),
            CounterPayment.objects.filter(reference=text).values_list("charge_id"),
        ]
        if receipt := read_receipt_number(text):
            kind_of_payment, number = receipt
            ids.append(kind_of_payment._default_manager.filter(pk=number).values_list("charge_id"))
        if uuid := _uuid(text):
            ids += [
                Charge.objects.filter(uuid=uuid).values_list("pk"),
                PaymentAttempt.objects.filter(uuid=uuid).values_list("charge_id"),
                Refund.objects.filter(uuid=uuid).values_list("charge_id"),
                CounterPayment.objects.filter(uuid=uuid).values_list("charge_id"),
            ]
    if not ids:
        return []
    first, *others = [rows.order_by() for rows in ids]
    return [pk for (pk,) in (first.union(*others) if others else first)]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a London day, and that of the next."""
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
