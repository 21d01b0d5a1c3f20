"""The promises about refunds and the books, checked over the live data; part of `payments.integrity`."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from payments.importing import PAYMENTS, REFUNDS
from payments.models import (
    BalanceTransaction,
    Charge,
    CounterPayment,
    LedgerBatch,
    PaymentAttempt,
    Refund,
    RefundEvent,
    RefundLine,
)

State = Refund.State


def problems_of_the_books() -> Iterator[str]:
    """One sentence, with ids only, for each row that breaks a promise."""
    for pk, total in _unbalanced():
        yield f"ledger batch {pk} comes to {total} pence, not to nothing"
    for name, key, rows in _should_be_booked():
        in_the_books = Exists(LedgerBatch.objects.filter(key=OuterRef("key")))
        for pk in rows.annotate(key=key).exclude(in_the_books).values_list("pk", flat=True):
            yield f"{name} {pk} is not in the books"
    for pk, received, given in _given_back_too_much():
        yield f"payment attempt {pk} took {received} pence and {given} are refunded or to be"
    for refund in _refunds_whose_lines_do_not_add_up():
        yield f"refund {refund.pk} is {refund.amount_pence} pence and its lines come to something else"
    for refund in Refund.objects.filter(
        state__in=[State.APPROVED, State.PENDING], next_check_at=None
    ).exclude(Q(attempt=None) | Q(is_by_hand=True)):
        yield f"refund {refund.pk} is {refund.state} and no check is planned"
    for pk, state, last in _refunds_whose_events_do_not_lead_to_their_state():
        yield f"refund {pk} is {state} but its last event says {last}"
    for charge in _charges_whose_refunds_do_not_fit():
        yield f"charge {charge.pk} is {charge.state}, which is not what its refunds make it"


def _unbalanced() -> Iterator[tuple[int, int]]:
    sums = LedgerBatch.objects.annotate(total=Coalesce(Sum("entries__amount_pence"), 0))
    yield from sums.exclude(total=0).values_list("pk", "total")


def _should_be_booked() -> Iterator[tuple[str, models.Expression, models.QuerySet]]:
    # Whole keys, which the index finds.
    # A session that took nothing (it never happens with our amounts) moves nothing.
    yield "payment attempt", _key("paid:"), PaymentAttempt.objects.filter(state="paid", received_pence__gt=0)
    failures = RefundEvent.objects.filter(refund=OuterRef("pk"), to_state=State.FAILED).order_by()
    tries = Coalesce(Subquery(failures.values("refund").annotate(n=Count("pk")).values("n")), 0)
    of_this_try = Case(
        When(tries=0, then=_key("refunded:")),
        default=Concat(_key("refunded:"), Value(":"), Cast("tries", models.CharField())),
    )
    yield "refund", of_this_try, Refund.objects.filter(state__in=Refund.GIVEN).annotate(tries=tries)
    yield "counter payment", _key("counter:"), CounterPayment.objects.all()
    taken_back = CounterPayment.objects.filter(state=CounterPayment.State.TAKEN_BACK)
    yield "taking back of counter payment", _key("taken-back:"), taken_back
    banked = CounterPayment.objects.filter(state=CounterPayment.State.BANKED)
    yield "banking of counter payment", _key("banked:"), banked
    movements = BalanceTransaction.objects.all()
    yield "fee of movement", _of_stripe("fee:"), movements.exclude(fee_pence=0)
    others = movements.exclude(kind__in=PAYMENTS | REFUNDS).exclude(amount_pence=0)
    yield "movement", _of_stripe("moved:"), others


def _key(prefix: str) -> models.Expression:
    return Concat(Value(prefix), Cast("uuid", models.CharField()))


def _of_stripe(prefix: str) -> models.Expression:
    return Concat(Value(prefix), "provider_id")


def _given_back_too_much() -> Iterator[tuple[int, int | None, int]]:
    given = (
        Refund.objects.filter(attempt=OuterRef("pk"), state__in=Refund.LIVE)
        .order_by()
        .values("attempt")
        .annotate(total=Sum("amount_pence"))
    )
    attempts = PaymentAttempt.objects.annotate(given=Subquery(given.values("total")))
    yield from attempts.filter(given__gt=Coalesce(F("received_pence"), 0)).values_list(
        "pk", "received_pence", "given"
    )


def _refunds_whose_lines_do_not_add_up() -> models.QuerySet[Refund]:
    parts = (
        RefundLine.objects.filter(refund=OuterRef("pk"))
        .order_by()
        .values("refund")
        .annotate(total=Sum("amount_pence"))
    )
    refunds = Refund.objects.annotate(parts=Subquery(parts.values("total"))).filter(state__in=Refund.LIVE)
    pays_for_lines = Q(attempt__won=True) | Q(counter_payment__won=True)
    return refunds.exclude(parts=F("amount_pence")).filter(pays_for_lines | Q(parts__isnull=False))


def _refunds_whose_events_do_not_lead_to_their_state() -> Iterator[tuple[int, str, str]]:
    last = RefundEvent.objects.filter(refund=OuterRef("pk")).order_by("-id").values("to_state")[:1]
    refunds = Refund.objects.annotate(last=Coalesce(Subquery(last), Value("")))
    yield from refunds.exclude(last=F("state")).values_list("pk", "state", "last")


def _charges_whose_refunds_do_not_fit() -> models.QuerySet[Charge]:
    won = Q(attempt__won=True) | Q(counter_payment__won=True)
    back = (
        Refund.objects.filter(won, charge=OuterRef("pk"), state=State.SUCCEEDED)
        .order_by()
        .values("charge")
        .annotate(total=Sum("amount_pence"))
    )
    charges = Charge.objects.annotate(back=Coalesce(Subquery(back.values("total")), 0))
    fits = (
        Q(state=Charge.State.PAID, back=0)
        | Q(state=Charge.State.PART_REFUNDED, back__gt=0, back__lt=F("total_pence"))
        | Q(state=Charge.State.REFUNDED, back__gte=F("total_pence"))
    )
    return charges.filter(state__in=Charge.SETTLED).exclude(fits)
