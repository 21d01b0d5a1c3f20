"""The promises of payments, checked over the live data; `manage.py verify_integrity` prints what it finds."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from procrastinate.contrib.django.models import ProcrastinateJob

from payments.books_integrity import problems_of_the_books
from payments.models import (
    Charge,
    ChargeEvent,
    ChargeLine,
    CounterPayment,
    PaymentAttempt,
    PaymentEvent,
    ProviderEvent,
)

Paid = PaymentAttempt.State.PAID


def problems() -> Iterator[str]:
    """One sentence, with ids only, for each row that breaks a promise; nothing when all hold."""
    for pk, owed, listed in _charges_whose_lines_do_not_add_up():
        yield f"charge {pk} is {owed} pence but its lines come to {listed}"
    for pk, state, winners in _charges_with_the_wrong_winners():
        yield f"charge {pk} is {state} and has {winners} winning payments"
    for attempt in _money_nobody_accounts_for():
        yield f"payment attempt {attempt.pk} is paid but charge {attempt.charge_id} neither counts it nor is flagged"
    for attempt in PaymentAttempt.objects.filter(won=True).exclude(amount_pence=F("charge__total_pence")):
        yield f"payment attempt {attempt.pk} won with {attempt.amount_pence} pence, not the charge's total"
    for taken in CounterPayment.objects.filter(won=True).exclude(amount_pence=F("charge__total_pence")):
        yield f"counter payment {taken.pk} won with {taken.amount_pence} pence, not the charge's total"
    for attempt in _attempts_nobody_will_check():
        yield f"payment attempt {attempt.pk} is {attempt.state} and no check is planned"
    for pk, state, last in _attempts_whose_events_do_not_lead_to_their_state():
        yield f"payment attempt {pk} is {state} but its last event says {last}"
    for event in _events_nobody_will_process():
        yield f"provider event {event.pk} is not processed and no job is left to do it"
    yield from problems_of_the_books()


def _charges_whose_lines_do_not_add_up() -> Iterator[tuple[int, int, int]]:
    totals = (
        ChargeLine.objects.filter(charge=OuterRef("pk"))
        .order_by()
        .values("charge")
        .annotate(listed=Sum("amount_pence"))
    )
    charges = Charge.objects.annotate(listed=Coalesce(Subquery(totals.values("listed")), 0))
    yield from charges.exclude(listed=F("total_pence")).values_list("pk", "total_pence", "listed")


def _charges_with_the_wrong_winners() -> Iterator[tuple[int, str, int]]:
    by_card = Count("attempts", filter=Q(attempts__won=True), distinct=True)
    by_hand = Count("counter_payments", filter=Q(counter_payments__won=True), distinct=True)
    charges = Charge.objects.annotate(winners=by_card + by_hand)
    is_paid = Q(state__in=Charge.SETTLED)
    wrong = charges.filter((is_paid & ~Q(winners=1)) | (~is_paid & Q(winners__gt=0)))
    yield from wrong.values_list("pk", "state", "winners")


def _money_nobody_accounts_for() -> QuerySet[PaymentAttempt]:
    looked_at = ChargeEvent.objects.filter(charge=OuterRef("charge"), kind=ChargeEvent.Kind.CLEARED)
    return PaymentAttempt.objects.filter(state=Paid, won=False, charge__needs_attention=[]).exclude(
        Exists(looked_at)
    )


def _attempts_nobody_will_check() -> QuerySet[PaymentAttempt]:
    return PaymentAttempt.objects.filter(state__in=PaymentAttempt.LIVE, next_check_at__isnull=True)


def _attempts_whose_events_do_not_lead_to_their_state() -> Iterator[tuple[int, str, str]]:
    last = PaymentEvent.objects.filter(attempt=OuterRef("pk")).order_by("-id").values("to_state")[:1]
    attempts = PaymentAttempt.objects.annotate(
        last=Coalesce(Subquery(last), Value(PaymentAttempt.State.OPENING.value))
    )
    yield from attempts.exclude(last=F("state")).values_list("pk", "state", "last")


def _events_nobody_will_process() -> Iterator[ProviderEvent]:
    waiting = ProcrastinateJob.objects.filter(
        task_name="payments.process_event", status__in=["todo", "doing"]
    )
    in_hand = {args["provider_event_pk"] for args in waiting.values_list("args", flat=True)}
    return (
        event for event in ProviderEvent.objects.filter(processed_at__isnull=True) if event.pk not in in_hand
    )
