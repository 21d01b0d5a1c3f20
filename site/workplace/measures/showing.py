"""What the managers' page shows, put together from what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.journeys.measures_months import JourneyVisits, PageVisits, journeys_between
from forms_engine.requests.feedback.counting import Said, by_service, said_in
from forms_engine.requests.measures.calls import LineCalls, calls_in
from forms_engine.requests.measures.counting import final_from
from forms_engine.requests.measures.definitions import MEASURES, Measure, Measured
from forms_engine.requests.measures.months import Month, up_to
from forms_engine.requests.measures.reading import (
    Chosen,
    TargetRow,
    grouped,
    rows_of,
    targets_in,
    totals_by_month,
)
from forms_engine.requests.models import Clock, CountedMonth
from workplace.measures.charts import Bar, bars_of
from workplace.measures.forms import CHANNELS

MONTHS_SHOWN = 12
JOURNEYS_SHOWN, PAGES_SHOWN = 50, 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure's figures of the month, and of the month before."""

    now: Measured
    before: Measured


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure's bars, by something."""

    title: str
    by: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One measure over the year, a figure each month."""

    measure: Measure
    figures: list[Measured]


@dataclass(frozen=True, slots=True)
class Targets:
    """One target's line."""

    name: str
    met: int
    missed: int
    share: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A page that visits ended on."""

    journey: str
    page: PageVisits
    share: str


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A journey's line."""

    visits: JourneyVisits
    share: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page below the choice."""

    month: Month
    counted: CountedMonth | None
    final_from: datetime
    is_over: bool
    figures: list[Figure]
    charts: list[Chart]
    months: list[tuple[Month, bool]]
    year: list[YearRow]
    targets: list[Targets]
    calls: list[LineCalls]
    journeys: list[JourneyLine]
    stops: list[Stop]
    said: list[Said]


def share(part: int, whole: int) -> str:
    """Per cent to a tenth, as a page says it."""
    return f"{(part * 2000 + whole) // (2 * whole) / 10:.1f}%" if whole else "–"


def shown(
    principal: Principal,
    month: Month,
    chosen: Chosen,
    measure: Measure,
    counted: Mapping[Month, CountedMonth],
    service: Service | None,
    now: datetime,
) -> Shown:
    """All figures of a month, of what is chosen, as far as this principal reads them. ``service`` is the chosen one."""
    months = [one for one in up_to(month, MONTHS_SHOWN) if one == month or one in counted]
    totals = totals_by_month(principal, {*months, month.before}, chosen)
    journeys = journeys_between(
        principal, month.first, month.last_day, service=chosen.service, team=chosen.team
    )
    provisional = frozenset(one.name for one in months if one not in counted or not counted[one].final_at)
    return Shown(
        month=month,
        counted=counted.get(month),
        final_from=final_from(month),
        is_over=month.until <= now,
        figures=[Figure(one.of(totals[month]), one.of(totals[month.before])) for one in MEASURES],
        charts=[
            Chart(
                "by month",
                "Month",
                bars_of(measure, [(one.name, totals[one]) for one in reversed(months)], provisional),
            ),
            *_charts_of(principal, month, chosen, measure),
        ],
        months=[(one, one.name in provisional) for one in months],
        year=[YearRow(one, [one.of(totals[each]) for each in months]) for one in MEASURES],
        targets=[_target(row) for row in targets_in(principal, month, chosen)],
        calls=_calls(principal, month, chosen, service),
        journeys=[JourneyLine(one, share(one.sent, one.started)) for one in journeys[:JOURNEYS_SHOWN]],
        stops=_stops(journeys),
        said=by_service(said_in(principal, month, chosen)),
    )


def _charts_of(principal: Principal, month: Month, chosen: Chosen, measure: Measure) -> list[Chart]:
    rows = rows_of(principal, [month], chosen)
    by_channel = [(CHANNELS.get(str(key), str(key)), counts) for key, counts in grouped(rows, "channel")]
    by_team = [(str(key or "No team"), counts) for key, counts in grouped(rows, "team")]
    by_service = [(str(key or "About no service"), counts) for key, counts in grouped(rows, "service")]
    charts = (
        Chart("by channel", "Channel", bars_of(measure, by_channel)),
        Chart("by team", "Team", bars_of(measure, by_team)),
        Chart("by service", "Service", bars_of(measure, by_service)),
    )
    return [chart for chart in charts if len(chart.bars) > 1]


def _target(row: TargetRow) -> Targets:
    name = f"{Clock.Kind(row.kind).label}, stage {row.stage}"
    return Targets(name, row.met, row.missed, share(row.met, row.met + row.missed))


def _calls(principal: Principal, month: Month, chosen: Chosen, service: Service | None) -> list[LineCalls]:
    if chosen.service and service is None:
        return []  # about no service: no line is for that
    return calls_in(principal, month, service=service.pk if service else None, team=chosen.team)


def _stops(journeys: list[JourneyVisits]) -> list[Stop]:
    """The pages that most visits ended on without sending."""
    found = [
        Stop(journey.title, page, share(page.left, page.reached))
        for journey in journeys
        for page in journey.pages
        if page.left
    ]
    found.sort(key=lambda stop: (-stop.page.left, stop.journey, stop.page.title))
    return found[:PAGES_SHOWN]
