"""What councillors see of their wards: how many, by service and month. Counts only, and small ones are not told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.locations.models import Area
from forms_engine.requests.casework.selectors import councillor_of
from forms_engine.requests.models import Request

# Fewer than this could be somebody: "fewer than 5" is said instead, and 0 stays 0.
SMALLEST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it may be told: ``None`` where it would tell of somebody, with the ``words`` said instead."""

    number: int | None
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class WardRow:
    """One service's requests in a ward that came in during a month: how many, and how many of them have ended."""

    service: Service
    received: Told
    finished: Told


def wards_of(principal: Principal) -> list[Area]:
    """A councillor's wards, by name."""
    councillor = councillor_of(principal)
    return list(councillor.wards.order_by("name")) if councillor else []


def ward_counts(principal: Principal, ward: Area, month: date) -> list[WardRow]:
    """What came in about this ward in the month of that day, on the council's calendar, by service, the most first. Only
    open services, only the councillor's own wards, and never practice. Two queries."""
    if ward.pk not in {one.pk for one in wards_of(principal)}:
        return []
    since, until = _month(month)
    rows = (
        Request.objects.filter(
            ward=ward,
            received_at__gte=since,
            received_at__lt=until,
            is_practice=False,
            service__openness=Service.Openness.OPEN,
        )
        .exclude(journey_version__journey__is_practice=True)
        .order_by()
        .values("service")
        .annotate(received=Count("pk"), finished=Count("pk", filter=Q(finished_at__isnull=False)))
    )
    return _named(rows)


def _named(rows: Iterable[dict[str, int]]) -> list[WardRow]:
    found = sorted(rows, key=lambda row: -row["received"])
    services = Service.objects.in_bulk([row["service"] for row in found])
    return [
        WardRow(services[row["service"]], told(row["received"]), part_told(row["finished"], row["received"]))
        for row in found
    ]


def told(number: int) -> Told:
    """A number as it may be told."""
    if 0 < number < SMALLEST_TOLD:
        return Told(None, f"fewer than {SMALLEST_TOLD}")
    return Told(number, f"{number:,}")


def part_told(number: int, of: int) -> Told:
    """A part of a number as it may be told: nothing where it, or the rest, would be too small."""
    if of < SMALLEST_TOLD or 0 < number < SMALLEST_TOLD or 0 < of - number < SMALLEST_TOLD:
        return Told(None, "not told")
    return Told(number, f"{number:,}")


def _month(day: date) -> tuple[datetime, datetime]:
    here = timezone.get_current_timezone()
    first = day.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return datetime.combine(first, time.min, here), datetime.combine(following, time.min, here)
