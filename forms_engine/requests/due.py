"""How a request's clocks stand, for whoever looks at it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from forms_engine.requests.models import Clock, Request
from forms_engine.requests.working_days import council_days

OVERDUE, DUE_SOON = "overdue", "due-soon"
SOON = 2  # working days


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock: ``standing`` is running, due-soon, overdue, paused, met or missed."""

    kind: str
    label: str
    stage: int
    due_on: date | None
    days_left: int
    standing: str


def clock_rows(request: Request) -> list[ClockRow]:
    """A request's clocks, those of the stage it is in first. One query."""
    today = timezone.localdate()
    rows = [
        ClockRow(
            clock.kind,
            clock.get_kind_display(),
            clock.stage,
            clock.due_on,
            clock.days_left,
            _standing(clock, today),
        )
        for clock in request.clocks.all()
    ]
    return sorted(rows, key=lambda row: (-row.stage, row.kind))


def due_for_customer(request: Request) -> date | None:
    """By the end of which day it is promised to be resolved; None where nothing is, or while that does not run."""
    for row in clock_rows(request):
        if (
            row.kind == Clock.Kind.RESOLVE
            and row.stage == request.stage
            and row.standing not in ("met", "missed")
        ):
            return row.due_on
    return None


def _standing(clock: Clock, today: date) -> str:
    if clock.stopped_at:
        over = clock.due_on is not None and timezone.localdate(clock.stopped_at) > clock.due_on
        return "missed" if over else "met"
    if clock.due_on is None or clock.warn_on is None:
        return "paused"
    if clock.due_on < today:
        return OVERDUE
    return DUE_SOON if clock.warn_on <= today else "running"


def that_are(due: str, requests: QuerySet[Request]) -> QuerySet[Request]:
    """Those of the requests that are over what was promised, or that are due within ``SOON`` working days, the first
    due first."""
    today = timezone.localdate()
    if due == OVERDUE:
        found = requests.filter(due_on__lt=today)
    else:
        found = requests.filter(due_on__gte=today, due_on__lte=council_days().after(today, SOON))
    return found.order_by("due_on", "id")
