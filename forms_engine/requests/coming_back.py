"""Reading what ``first_contact`` found out: about one request, and counted by service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.selectors import requests_for

LONGEST_SPAN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ComingBack:
    """How a request stands among its customer's others, as far as the principal may see them. ``days_after`` says how
    long after the earlier one it came."""

    repeats: Request | None
    days_after: int
    repeated_by: tuple[Request, ...]
    times_handed_on: int

    def __bool__(self) -> bool:
        return bool(self.repeats or self.repeated_by or self.times_handed_on)


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """One service's requests of some days. ``decided`` are those of which it is known whether the first contact was
    enough; ``first_contact`` of them had enough with it."""

    service: Service
    received: int
    repeats: int
    handed_on: int
    decided: int
    first_contact: int


def coming_back(principal: Principal, request: Request) -> ComingBack:
    """What an officer should know of a request's customer's other contacts. Three queries."""
    visible = requests_for(principal)
    earlier = visible.filter(id=request.repeats_id).first() if request.repeats_id else None
    return ComingBack(
        repeats=earlier,
        days_after=(request.created_at - earlier.created_at).days if earlier else 0,
        repeated_by=tuple(visible.filter(repeats=request).order_by("created_at")[:10]),
        times_handed_on=request.timeline.filter(kind=TimelineEntry.Kind.HANDED_ON).count(),
    )


def counts_by_service(principal: Principal, first: date, last: date) -> list[ServiceCounts]:
    """What came in on these days of the council's calendar, both included, by service, the most repeated first. Three
    queries however many services there are. Practice does not count.

    Raises:
        ValueError: for days the wrong way round, or more of them than a year's.
    """
    if not first <= last <= first + LONGEST_SPAN:
        raise ValueError("Choose a first and a last day, a year apart at most.")
    here = timezone.get_current_timezone()
    since = datetime.combine(first, time.min, here)
    until = datetime.combine(last + timedelta(days=1), time.min, here)
    received = (
        requests_for(principal)
        .filter(received_at__gte=since, received_at__lt=until)
        .filter(is_practice=False)
        .exclude(journey_version__journey__is_practice=True)
        .order_by()
    )
    counted = received.values("service").annotate(
        received=Count("pk"),
        repeats_of=Count("repeats"),
        decided=Count("resolved_at_first_contact"),
        at_first=Count("pk", filter=Q(resolved_at_first_contact=True)),
    )
    passed_on = TimelineEntry.objects.filter(kind=TimelineEntry.Kind.HANDED_ON, request__in=received)
    by_service = dict(
        passed_on.order_by()
        .values("request__service")
        .annotate(requests=Count("request", distinct=True))
        .values_list("request__service", "requests")
    )
    rows = list(counted)
    services = Service.objects.in_bulk([row["service"] for row in rows])
    return _most_repeated_first(
        ServiceCounts(
            service=services[row["service"]],
            received=row["received"],
            repeats=row["repeats_of"],
            handed_on=by_service.get(row["service"], 0),
            decided=row["decided"],
            first_contact=row["at_first"],
        )
        for row in rows
    )


def _most_repeated_first(rows: Iterable[ServiceCounts]) -> list[ServiceCounts]:
    return sorted(rows, key=lambda row: (-row.repeats / row.received, row.service.name))
