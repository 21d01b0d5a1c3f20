"""The times that can be chosen, as a page and the API show them: so many whole days at once, earlier and later ones, and
every time in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import ngettext

from forms_engine.booking.calendar import Calendar, Offered, OfferedDay
from forms_engine.booking.models import Resource, Slot
from forms_engine.booking.wording import day_of_year, month_of, time_of, when_in_words

MOST_TIMES = 40  # on one page, unless one day alone has more
MOST_DAYS = 7
FEW_LEFT = 5  # so few are worth saying, where they are no more than half
MOST_NEAREST = 5
LONGEST_ID = 18  # digits, which any of the database's ids has at most


@dataclass(frozen=True, slots=True)
class ShownTime:
    """A free time in words. ``words``: 9am, under its day; ``in_full``: Monday 7 December 2026, 9am to 9:30am. ``left``:
    2 places left, where there are few of many; ``where``: the office, where several are shown."""

    slot: Slot
    words: str
    in_full: str
    left: str
    where: str


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day with its times; ``month`` is said where it begins another month than the day before it on the page."""

    day: date
    words: str
    month: str
    times: list[ShownTime]


@dataclass(frozen=True, slots=True)
class Month:
    """A month that has free times, and its first day with any."""

    words: str
    first: date
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Times:
    """A page of times. ``earlier`` and ``later``: the days that the pages before and after it begin with; ``months``:
    those to jump to, where there is more than one. No days at all: nothing is free."""

    days: list[ShownDay]
    earlier: date | None
    later: date | None
    months: list[Month]


NO_TIMES = Times([], None, None, [])


def times_from(calendar: Calendar, first: date | None, language: str) -> Times:
    """The free times from a day on (None: from the soonest), in three queries however many there are."""
    offered = calendar.days()
    if not offered:
        return NO_TIMES
    start = next((n for n, one in enumerate(offered) if first is None or one.day >= first), len(offered))
    if start == len(offered):
        # Behind the last one: the last page.
        start = _page_before(offered, len(offered))
    end = _page_end(offered, start)
    shown = offered[start:end]
    found = calendar.times(shown[0].day, shown[-1].day)
    by_day: dict[date, list[ShownTime]] = {}
    says_where = calendar.kind.chooses_resource and calendar.resource_id is None
    for one in found:
        by_day.setdefault(one.slot.local_start.date(), []).append(shown_time(one, language, says_where))
    return Times(
        days=_days(by_day, language),
        earlier=offered[_page_before(offered, start)].day if start else None,
        later=offered[end].day if end < len(offered) else None,
        months=_months(offered, {one.day for one in shown}, language),
    )


def nearest_times(calendar: Calendar, to: Slot, language: str) -> list[ShownTime]:
    """The free times nearest to one that somebody did not get."""
    says_where = calendar.kind.chooses_resource and calendar.resource_id is None
    found = calendar.nearest(to.starts_at, MOST_NEAREST)
    return [shown_time(one, language, says_where) for one in found]


def shown_time(one: Offered, language: str, says_where: bool) -> ShownTime:
    """One free time in words."""
    left = ""
    if one.slot.capacity > 1 and one.free <= min(FEW_LEFT, one.slot.capacity / 2):
        with translation.override(language):
            left = ngettext("%(count)d place left", "%(count)d places left", one.free) % {"count": one.free}
    return ShownTime(
        slot=one.slot,
        words=time_of(one.slot, language),
        in_full=when_in_words(one.slot, language),
        left=left,
        where=one.slot.resource.name if says_where else "",
    )


def where_of(resource: Resource) -> list[str]:
    """Where an appointment is, a line each: for rooms and sites, and for whatever its customer has chosen. Who the officer
    will be is not said to somebody who did not ask for them."""
    is_somewhere = resource.what in {Resource.What.ROOM, Resource.What.SITE}
    name = [resource.name] if is_somewhere or resource.kind.chooses_resource else []
    return name + [line.strip() for line in resource.address.splitlines() if line.strip()]


def read_day(said: str) -> date | None:
    """The day that an address names ("2026-12-07"); None where it names none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def read_slot_id(said: str) -> int | None:
    """The slot's id that a form or an address says; None where it says none."""
    return int(said) if said.isdecimal() and len(said) <= LONGEST_ID else None


def _page_end(offered: list[OfferedDay], start: int) -> int:
    """The place after the last day of the page that begins with this one."""
    times = end = 0
    for end, one in enumerate(offered[start:], start):
        times += one.times
        if end > start and (times > MOST_TIMES or end - start == MOST_DAYS):
            return end
    return end + 1


def _page_before(offered: list[OfferedDay], end: int) -> int:
    """The first day of the page that ends before this one."""
    start, times = end - 1, offered[end - 1].times
    while start > 0 and end - start < MOST_DAYS and times + offered[start - 1].times <= MOST_TIMES:
        start -= 1
        times += offered[start].times
    return start


def _days(by_day: dict[date, list[ShownTime]], language: str) -> list[ShownDay]:
    shown: list[ShownDay] = []
    for day in sorted(by_day):
        is_first = not shown or (shown[-1].day.year, shown[-1].day.month) != (day.year, day.month)
        shown.append(
            ShownDay(
                day,
                day_of_year(day, language),
                month_of(day, language) if is_first else "",
                by_day[day],
            )
        )
    return shown


def _months(offered: list[OfferedDay], shown: set[date], language: str) -> list[Month]:
    firsts: dict[tuple[int, int], date] = {}
    for one in offered:
        firsts.setdefault((one.day.year, one.day.month), one.day)
    on_page = {(day.year, day.month) for day in shown}
    months = [Month(month_of(first, language), first, month in on_page) for month, first in firsts.items()]
    return months if len(months) > 1 else []
