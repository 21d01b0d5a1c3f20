"""The promises of payments, checked over the live data; `manage.py verify_integrity` prints what it finds."""

from collections.abc import Iterator

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from procrastinate.contrib.django.models import ProcrastinateJob

from payments.models import Charge, ChargeLine, PaymentAttempt, PaymentEvent, ProviderEvent

Paid = PaymentAttempt.State.PAID


def problems() -> Iterator[str]:
    """One sentence, with ids only, for each row that breaks a promise; nothing when all hold."""
    for pk, owed, listed in _charges_whose_lines_do_not_add_up().values_list(
        "pk", "total_pence", "line_total"
    ):
        yield f"charge {pk} is {owed} pence but its lines come to {listed}"
    for pk, state, winners in _charges_with_the_wrong_winners().values_list("pk", "state", "winners"):
        yield f"charge {pk} is {state} and has {winners} winning attempts"
    for attempt in _money_nobody_accounts_for():
        yield f"payment attempt {attempt.pk} is paid but charge {attempt.charge_id} neither counts it nor is flagged"
    for attempt in PaymentAttempt.objects.filter(won=True).exclude(amount_pence=F("charge__total_pence")):
        yield f"payment attempt {attempt.pk} won with {attempt.amount_pence} pence, not the charge's total"
    for attempt in _attempts_nobody_will_check():
        yield f"payment attempt {attempt.pk} is {attempt.state} and no check is planned"
    strays = _attempts_whose_events_do_not_lead_to_their_state().values_list("pk", "state", "last_to_state")
    for pk, state, last in strays:
        yield f"payment attempt {pk} is {state} but its last event says {last}"
    for event in _events_nobody_will_process():
        yield f"provider event {event.pk} is not processed and no job is left to do it"


def _charges_whose_lines_do_not_add_up() -> QuerySet[Charge]:
    totals = (
        ChargeLine.objects.filter(charge=OuterRef("pk"))
        .order_by()
        .values("charge")
        .annotate(t=Sum("amount_pence"))
    )
    return Charge.objects.annotate(line_total=Coalesce(Subquery(totals.values("t")), 0)).exclude(
        line_total=F("total_pence")
    )


def _charges_with_the_wrong_winners() -> QuerySet[Charge]:
    counted = Charge.objects.annotate(winners=Count("attempts", filter=Q(attempts__won=True)))
    is_paid = Q(state=Charge.State.PAID)
    return counted.filter((is_paid & ~Q(winners=1)) | (~is_paid & Q(winners__gt=0)))


def _money_nobody_accounts_for() -> QuerySet[PaymentAttempt]:
    return PaymentAttempt.objects.filter(state=Paid, won=False, charge__needs_attention=[])


def _attempts_nobody_will_check() -> QuerySet[PaymentAttempt]:
    return PaymentAttempt.objects.filter(state__in=PaymentAttempt.LIVE, next_check_at__isnull=True)


def _attempts_whose_events_do_not_lead_to_their_state() -> QuerySet[PaymentAttempt]:
    last = PaymentEvent.objects.filter(attempt=OuterRef("pk")).order_by("-id").values("to_state")[:1]
    return PaymentAttempt.objects.annotate(
        last_to_state=Coalesce(Subquery(last), Value(PaymentAttempt.State.OPENING.value))
    ).exclude(last_to_state=F("state"))


def _events_nobody_will_process() -> Iterator[ProviderEvent]:
    waiting = ProcrastinateJob.objects.filter(
        task_name="payments.process_event", status__in=["todo", "doing"]
    )
    in_hand = {args["provider_event_pk"] for args in waiting.values_list("args", flat=True)}
    return (
        event for event in ProviderEvent.objects.filter(processed_at__isnull=True) if event.pk not in in_hand
    )
