"""Days and distances from today put in order without knowing what day it is."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from forms_engine.definition.document import DateBound

DAYS_A_MONTH = 30.436875  # 400 years have 4,800 months and 146,097 days
# How far a count of months can be from that many average months, clamped ends of months included.
SLACK = 6
# Beyond so many months a bound may run off the calendar's ends, where days stop being added.
MOST_MONTHS = 1_500 * 12


@dataclass(frozen=True, slots=True)
class Line:
    """Bounds in their order: ``place_of`` each is an even number, and the odd ``places`` are the days between. Only
    places where there may be a day, and from the earliest to the latest allowed, are listed."""

    place_of: dict[DateBound, int]
    places: tuple[int, ...]

    @classmethod
    def through(
        cls, bounds: list[DateBound], earliest: DateBound | None, latest: DateBound | None
    ) -> "Line | None":
        """The line through ``bounds``; None where their order depends on what day it is.

        The earliest and the latest are left out of it where their order is not certain: that allows more days, never
        fewer.
        """
        order = in_order(bounds)
        if order is None:
            return None
        for end in (earliest, latest):
            if end is not None and (wider := in_order([*order, end])) is not None:
                order = wider
        place_of = {bound: 2 * index for index, bound in enumerate(order)}
        first = place_of.get(earliest, -1) if earliest else -1
        last = place_of.get(latest, 2 * len(order) - 1) if latest else 2 * len(order) - 1
        empty = {2 * index + 1 for index, (a, b) in enumerate(pairwise(order)) if _next_to(a, b)}
        return cls(place_of, tuple(place for place in range(first, last + 1) if place not in empty))


def in_order(bounds: list[DateBound]) -> list[DateBound] | None:
    """The different bounds from first to last, or None where that is not the same on every day."""
    different = list(dict.fromkeys(bounds))
    if len({bool(bound.date) for bound in different}) > 1:
        return None
    if any(abs(bound.years * 12 + bound.months) > MOST_MONTHS for bound in different):
        return None
    different.sort(key=lambda bound: span(bound)[0])
    for a, b in pairwise(different):
        if span(a)[1] >= span(b)[0]:
            return None
    return different


def span(bound: DateBound) -> tuple[float, float]:
    """The least and most days that a bound can be from today; for a fixed day, its number, twice."""
    if bound.date:
        number = date.fromisoformat(bound.date).toordinal()
        return number, number
    months = bound.years * 12 + bound.months
    if not months:
        return bound.days, bound.days
    return months * DAYS_A_MONTH - SLACK + bound.days, months * DAYS_A_MONTH + SLACK + bound.days


def surely_before(a: DateBound, b: DateBound) -> bool:
    """Whether ``a`` is before ``b`` whatever day it is."""
    return a != b and in_order([a, b]) == [a, b]


def _next_to(a: DateBound, b: DateBound) -> bool:
    (low, high), (first, last) = span(a), span(b)
    return low == high and first == last and first - low == 1
