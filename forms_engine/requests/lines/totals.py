"""One line's calls of one day, as the telephone system counted them: checked, and kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.requests.models import CallTotals, Line

COUNTS = ("offered", "answered", "answered_in_20_s", "answered_in_3_min", "abandoned")
MOST_CALLS = 1_000_000  # on one line on one day
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class DayTotals:
    """The calls of one day. ``answered`` in 20 seconds are among those in 3 minutes, and those among all answered."""

    offered: int
    answered: int
    answered_in_20_s: int
    answered_in_3_min: int
    abandoned: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of some days: how many were new, and how many had been imported before and are replaced."""

    added: int
    replaced: int


def faults_of(totals: DayTotals) -> Iterator[tuple[str, str]]:
    """What cannot be: the count that is wrong, and why."""
    for name in COUNTS:
        if not 0 <= getattr(totals, name) <= MOST_CALLS:
            yield name, f"must be from 0 to {MOST_CALLS:,}"
    if totals.answered > totals.offered:
        yield "answered", "cannot be more than offered"
    if totals.answered_in_3_min > totals.answered:
        yield "answered_in_3_min", "cannot be more than answered"
    if totals.answered_in_20_s > totals.answered_in_3_min:
        yield "answered_in_20_s", "cannot be more than answered_in_3_min"
    if totals.abandoned > totals.offered - totals.answered:
        yield "abandoned", "cannot be more than offered less answered"


def fault_of_day(day: date) -> str:
    """Why calls of a day cannot be counted; "" where they can."""
    if day < FIRST_DAY:
        return f"is before {FIRST_DAY.isoformat()}"
    if day > timezone.localdate():
        return "has not begun yet"
    return ""


@transaction.atomic
def keep_totals(user: User, days: Mapping[tuple[int, date], DayTotals]) -> Kept:
    """Keep the totals of lines (by their ids) on days, all of them or none; the newest import of a day stands. The
    caller has checked them. Three statements, however many days."""
    lines = sorted({line for line, _day in days})
    # Two imports of one line come one after the other.
    list(Line.objects.select_for_update(of=("self",)).filter(pk__in=lines).order_by("pk"))
    before = set(
        CallTotals.objects.filter(line__in=lines, day__in={day for _line, day in days}).values_list(
            "line_id", "day"
        )
    )
    CallTotals.objects.bulk_create(
        _rows(user, days),
        update_conflicts=True,
        unique_fields=["line", "day"],
        update_fields=[*COUNTS, "imported_at", "imported_by"],
    )
    replaced = len(before & days.keys())
    return Kept(added=len(days) - replaced, replaced=replaced)


def _rows(user: User, days: Mapping[tuple[int, date], DayTotals]) -> Iterable[CallTotals]:
    now = timezone.now()
    for line, day in sorted(days):
        totals = days[line, day]
        counts = {name: getattr(totals, name) for name in COUNTS}
        yield CallTotals(line_id=line, day=day, imported_by=user, imported_at=now, **counts)
