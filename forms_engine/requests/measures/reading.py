"""Reading what was counted, always as somebody: sums over the services that show anything to this principal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q, QuerySet, Sum
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.requests.measures.access import may_measure
from forms_engine.requests.measures.definitions import CLOCK_NAMES, NAMES
from forms_engine.requests.measures.months import Month
from forms_engine.requests.models import CountedMonth, MonthClocks, MonthFigures
from forms_engine.requests.selectors import of_services_open_to

NO_SERVICE = "-"  # no service's slug: figures of contacts about none


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of what the figures are wanted: everything, unless it says a service (by slug), a team (by slug) or a channel."""

    service: str = ""
    team: str = ""
    channel: str = ""


def no_counts() -> dict[str, int]:
    """Every count at nothing."""
    return dict.fromkeys((*NAMES, *CLOCK_NAMES), 0)


@dataclass(slots=True)
class Row:
    """The counts of one service on one channel in one month; ``service`` is None for contacts about none."""

    month: Month
    service: Service | None
    channel: str
    counts: dict[str, int] = field(default_factory=no_counts)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The targets of one kind and stage that were met and missed."""

    kind: str
    stage: int
    met: int
    missed: int


def counted_months(principal: Principal) -> list[CountedMonth]:
    """The months that have figures, the newest first; none for somebody who reads no measures."""
    return list(CountedMonth.objects.order_by("-month")) if may_measure(principal) else []


def _scoped(principal: Principal, rows: QuerySet, chosen: Chosen) -> QuerySet:
    if not may_measure(principal):
        return rows.none()
    rows = rows.filter(Q(service=None) | of_services_open_to(principal)).order_by()
    if chosen.service == NO_SERVICE:
        rows = rows.filter(service=None)
    elif chosen.service:
        rows = rows.filter(service__slug=chosen.service)
    if chosen.team:
        rows = rows.filter(service__team__slug=chosen.team)
    return rows.filter(channel=chosen.channel) if chosen.channel else rows


def _sums(names: Iterable[str]) -> dict[str, Sum]:
    return {f"sum_{name}": Sum(name) for name in names}


def totals_by_month(
    principal: Principal, months: Iterable[Month], chosen: Chosen | None = None
) -> dict[Month, dict[str, int]]:
    """Every count of each of these months, in sum; all at nothing for a month without any. Two queries."""
    wanted = list(months)
    found = {month: no_counts() for month in wanted}
    kept: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
        (MonthFigures, NAMES),
        (MonthClocks, CLOCK_NAMES),
    )
    for model, names in kept:
        rows = _scoped(principal, model._default_manager.all(), chosen or Chosen())
        in_months = rows.filter(month__in=[month.first for month in wanted])
        for row in in_months.values("month").annotate(**_sums(names)):
            found[Month(row["month"])].update({name: row[f"sum_{name}"] for name in names})
    return found


def rows_of(principal: Principal, months: Iterable[Month], chosen: Chosen | None = None) -> list[Row]:
    """Every row of these months: by month, service and channel, with its service and team loaded. Three queries."""
    firsts = [month.first for month in months]
    chosen = chosen or Chosen()
    rows: dict[tuple[object, int | None, str], Row] = {}
    figures = _scoped(principal, MonthFigures.objects.filter(month__in=firsts), chosen)
    clocks = _scoped(principal, MonthClocks.objects.filter(month__in=firsts), chosen)
    met = clocks.values("month", "service", "channel").annotate(**_sums(CLOCK_NAMES))
    found = [*figures.values("month", "service", "channel", *NAMES), *met]
    services = {
        service.pk: service
        for service in Service.objects.filter(pk__in={row["service"] for row in found}).select_related("team")
    }
    for counted in found:
        key = (counted["month"], counted["service"], counted["channel"])
        row = rows.setdefault(key, Row(Month(key[0]), services.get(key[1]), key[2]))
        for name in (*NAMES, *CLOCK_NAMES):
            row.counts[name] += counted.get(name, counted.get(f"sum_{name}", 0))
    return sorted(
        rows.values(),
        key=lambda row: (
            row.month,
            row.service is None,
            row.service.name if row.service else "",
            row.channel,
        ),
    )


def targets_in(principal: Principal, month: Month, chosen: Chosen | None = None) -> list[TargetRow]:
    """A month's targets by stage, that to begin before that to resolve. One query."""
    rows = _scoped(principal, MonthClocks.objects.filter(month=month.first), chosen or Chosen())
    summed = rows.values("stage", "kind").annotate(**_sums(CLOCK_NAMES)).order_by("stage", "kind")
    return [TargetRow(row["kind"], row["stage"], row["sum_met"], row["sum_missed"]) for row in summed]


def services_to_choose(principal: Principal) -> list[Service]:
    """The services that have figures in the year before today that this principal may read, by name."""
    year_ago = Month.of(timezone.now()).first.replace(day=1)
    year_ago = year_ago.replace(year=year_ago.year - 1)
    with_figures = _scoped(principal, MonthFigures.objects.filter(month__gte=year_ago), Chosen())
    with_clocks = _scoped(principal, MonthClocks.objects.filter(month__gte=year_ago), Chosen())
    either = Q(pk__in=with_figures.values("service")) | Q(pk__in=with_clocks.values("service"))
    return list(Service.objects.filter(either).select_related("team").order_by("name"))


def teams_to_choose(services: Iterable[Service]) -> list[Team]:
    """The teams that answer for these services, by name."""
    return sorted({service.team for service in services}, key=lambda team: team.name)


def summed(rows: Iterable[Row]) -> dict[str, int]:
    """The counts of some rows together."""
    total = no_counts()
    for row in rows:
        for name, number in row.counts.items():
            total[name] += number
    return total


def grouped(rows: Iterable[Row], by: str) -> Iterator[tuple[object, Mapping[str, int]]]:
    """Rows summed by ``service`` or ``team`` (None where there is none, last) or by ``channel``; in the order of names."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        team = row.service.team if row.service else None
        key: object = row.channel if by == "channel" else row.service if by == "service" else team
        groups.setdefault(key, []).append(row)
    for key in sorted(groups, key=lambda key: (key is None, str(key))):
        yield key, summed(groups[key])
