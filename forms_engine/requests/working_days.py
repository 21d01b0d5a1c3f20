"""The council's working days: Monday to Friday but for England's bank holidays and the council's own closures.

Days are local dates, so no clock change can lengthen or shorten one. Bank holidays are computed by the rules of the
Banking and Financial Dealings Act 1971 and the proclamations that stand every year; a day that is proclaimed once (a
coronation) is entered as a closure.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from forms_engine.catalogue.closures import ClosureDay

SATURDAY = 5
A_DAY = timedelta(days=1)

# Further than any promise reaches; a calendar with no working day in it would be counted through for ever.
FURTHEST = timedelta(days=366 * 30)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar. ``closures`` are days off beside weekends and bank holidays."""

    closures: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the council works on that day."""
        return day.weekday() < SATURDAY and day not in bank_holidays(day.year) and day not in self.closures

    def after(self, day: date, number: int) -> date:
        """The ``number``-th working day after ``day``, which itself does not count; for 0 it is ``day``.

        Raises:
            ValueError: for a negative number.
            OverflowError: where there are not as many working days within thirty years.
        """
        if number < 0:
            raise ValueError("Working days are counted forward.")
        found = day
        while number:
            found += A_DAY
            if found - day > FURTHEST:
                raise OverflowError("There are not that many working days.")
            number -= self.is_working_day(found)
        return found

    def before(self, day: date, number: int) -> date:
        """The day from which ``number`` working days lead to ``day``: the latest such day."""
        found = day
        while number:
            number -= self.is_working_day(found)
            found -= A_DAY
        return found

    def between(self, day: date, until: date) -> int:
        """How many working days there are after ``day`` up to ``until``, which counts; 0 where it is not after."""
        return sum(self.is_working_day(day + A_DAY * step) for step in range(1, (until - day).days + 1))


def council_days() -> WorkingDays:
    """The council's calendar as it is entered now. One query."""
    return WorkingDays(frozenset(ClosureDay.objects.values_list("day", flat=True)))


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year; where one falls on a weekend, the weekday in its place."""
    easter = easter_sunday(year)
    found = {
        _next_weekday(date(year, 1, 1)),
        easter - 2 * A_DAY,
        easter + A_DAY,
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    for holiday in (date(year, 12, 25), date(year, 12, 26)):
        # Two days on: when one of the two is on a Sunday, the other's day is the one between.
        found.add(holiday if holiday.weekday() < SATURDAY else holiday + 2 * A_DAY)
    return frozenset(found)


def easter_sunday(year: int) -> date:
    """Western Easter, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    skipped, corrected = century // 4, (century + 8) // 25
    moon = (19 * golden + century - skipped - (century - corrected + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _next_weekday(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += A_DAY
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + A_DAY * (-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)  # of May and August
    return last - A_DAY * last.weekday()
