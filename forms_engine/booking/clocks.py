"""From wall time in London to instants, over both clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from forms_engine.booking.models.slots import LONDON


def instants(wall: datetime) -> list[datetime]:
    """The instants at which a clock on the wall shows this: none in the hour that is left out in March, two in the hour
    that comes twice in October, otherwise one. UTC, in order."""
    both = {wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(one for one in both if one.astimezone(LONDON).replace(tzinfo=None, fold=0) == wall)


def starts(day: date, opens: time, closes: time, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """Begin and end of each slot of so many minutes between two wall times of a day, as instants in order.

    They begin where the rule says by the wall clock, every so many minutes from its opening. A time that does not exist
    is left out; one that comes twice is there twice. None begins before the one before it has ended, and none ends
    after closing.
    """
    length = timedelta(minutes=minutes)
    closing = min(datetime.combine(day, closes, LONDON).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    wall, last = datetime.combine(day, opens), datetime.combine(day, closes)
    found: list[datetime] = []
    while wall < last:
        found += instants(wall)
        wall += length
    ended = None
    for begin in sorted(found):
        if (ended is None or begin >= ended) and begin + length <= closing:
            ended = begin + length
            yield begin, ended


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants at which the first of these days begins and the last is over, in London."""
    begin = datetime.combine(first, time(), LONDON)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON)
    return begin.astimezone(UTC), end.astimezone(UTC)
