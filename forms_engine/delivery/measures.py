"""What monitoring watches of deliveries: numbers by kind of destination, never by name, as a name can say too much of
whose service it is. Only what an index finds is counted, however much has been delivered before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Min, Q
from django.utils import timezone

from forms_engine.delivery.by_hand import silent
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.delivery.outcome import Fault

OPEN_STATES = (Delivery.State.HELD, Delivery.State.READY, Delivery.State.DEAD)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number. Its name and labels are Prometheus's (snake case, base units)."""

    name: str
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def measures() -> Iterator[Measure]:
    """Every number, those of one name together; nothing left out because it is nought."""
    now = timezone.now()
    hour_ago = now - timedelta(hours=1)
    kinds = sorted(set(Destination.objects.values_list("kind", flat=True)))
    by_kind = Delivery.objects.order_by().values(kind=F("destination__kind"))

    for state in OPEN_STATES:
        counts = dict(by_kind.filter(state=state).annotate(n=Count("id")).values_list("kind", "n"))
        for kind in kinds:
            yield Measure(
                "guildhall_deliveries",
                "Deliveries that have not come to their end, by state.",
                counts.get(kind, 0),
                (("kind", kind), ("state", state.value)),
            )
    arrived = dict(
        by_kind.filter(state=Delivery.State.DELIVERED, delivered_at__gt=hour_ago)
        .annotate(n=Count("id"))
        .values_list("kind", "n")
    )
    for kind in kinds:
        yield Measure(
            "guildhall_deliveries_delivered_last_hour",
            "Deliveries that arrived in the last hour.",
            arrived.get(kind, 0),
            (("kind", kind),),
        )
    quiet = dict(by_kind.filter(silent()).annotate(n=Count("id")).values_list("kind", "n"))
    for kind in kinds:
        yield Measure(
            "guildhall_deliveries_unacknowledged",
            "Deliveries not acknowledged within their destination's hours.",
            quiet.get(kind, 0),
            (("kind", kind),),
        )
    due = by_kind.filter(state=Delivery.State.READY, next_at__lte=now)
    oldest = dict(due.annotate(since=Min("next_at")).values_list("kind", "since"))
    for kind in kinds:
        since = oldest.get(kind)
        yield Measure(
            "guildhall_delivery_oldest_due_seconds",
            "For how long the delivery that has been due longest has been due.",
            (now - since).total_seconds() if since else 0,
            (("kind", kind),),
        )
    yield from _attempts(kinds)
    yield from _destinations(kinds)


def _attempts(kinds: list[str]) -> Iterator[Measure]:
    lately = Attempt.objects.filter(started_at__gt=timezone.now() - timedelta(hours=1)).order_by()
    rows = lately.values("delivery__destination__kind", "succeeded", "fault").annotate(n=Count("id"))
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        outcome = "succeeded" if row["succeeded"] else row["fault"].replace(" ", "_") or "unfinished"
        key = (row["delivery__destination__kind"], outcome)
        counts[key] = counts.get(key, 0) + row["n"]
    outcomes = ["succeeded", *(fault.value.replace(" ", "_") for fault in Fault), "unfinished"]
    for kind in kinds:
        for outcome in outcomes:
            yield Measure(
                "guildhall_delivery_attempts_last_hour",
                "Tries begun in the last hour, by what came of them: whose fault it was where they failed.",
                counts.get((kind, outcome), 0),
                (("kind", kind), ("outcome", outcome)),
            )


def _destinations(kinds: list[str]) -> Iterator[Measure]:
    now = timezone.now()
    in_use = Destination.objects.filter(retired_at=None)
    shut = Q(paused_at=None, shut_until__gt=now)
    states = {
        "paused": Q(paused_at__isnull=False),
        "shut": shut,
        "failing": Q(paused_at=None, failures_in_row__gt=0) & ~shut,
        "working": Q(paused_at=None, failures_in_row=0) & ~shut,
    }
    for state, which in states.items():
        counts = dict(in_use.filter(which).order_by().values_list("kind").annotate(n=Count("id")))
        for kind in kinds:
            yield Measure(
                "guildhall_destinations",
                "Destinations by how they are; shut: left alone for a while after failures in a row.",
                counts.get(kind, 0),
                (("kind", kind), ("state", state)),
            )
