"""Calendar arithmetic for bounds and conditions."""

import calendar
import re
from datetime import date, timedelta

from forms_engine.definition.document import DateBound

# Python reads more of ISO 8601 (weeks, for one) than we write.
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def read_date(value: object) -> date | None:
    """An ISO 8601 calendar date (``2026-11-22``), or None for anything else."""
    if not isinstance(value, str) or not WRITTEN.match(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def read_month(value: object) -> date | None:
    """A month (``2026-11``) as its first day, or None for anything else."""
    return read_date(f"{value}-01") if isinstance(value, str) and len(value) == 7 else None


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def resolve(bound: DateBound, today: date) -> date:
    """The day a bound means. Months and years keep the day of the month, or the month's last day where it has
    no such day (a year after 29 February is 28 February). Beyond the calendar's ends it is clamped to them."""
    fixed = read_date(bound.date)
    if fixed:
        return fixed
    months = today.year * 12 + today.month - 1 + bound.years * 12 + bound.months
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    try:
        return date(year, month + 1, day) + timedelta(days=bound.days)
    except OverflowError:
        return date.min if bound.days < 0 else date.max
