"""The events of an index that are to come, the soonest first, by month; and their feed. Past ones are not listed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from audiences.http import GuildhallRequest
from content.events.dates import Occurrence, to_come
from content.feeds import MOST, Entry, atom
from content.languages.words import language_of
from content.links import address
from content.picture_sizes import with_pictures
from content.selectors import published
from page_cache.answers import changes_at

ON_A_PAGE = 20
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])\Z")
LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event at its next date of those asked for; ``more`` is how many come after that one."""

    page: Any
    url: str
    at: Occurrence
    more: int
    language: str
    text_language: str


@dataclass(frozen=True, slots=True)
class MonthChoice:
    """A month that something takes place in."""

    label: str
    url: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MonthOfEvents:
    """A month of the list, and what it has."""

    label: str
    events: list[ListedEvent]


@dataclass(frozen=True, slots=True)
class Events:
    """Everything the index shows."""

    months: list[MonthOfEvents]
    choices: list[MonthChoice]
    narrowed_to: str
    total: int
    previous: str
    next: str


def upcoming(request: GuildhallRequest, index: Any, now: datetime) -> list[tuple[Any, list[Occurrence]]]:
    """The events of an index that the one asking may read and that are not over, with the dates that are to come; the
    soonest first. One question of the database."""
    rows = published(request.principal, "EventPage").child_of(index).filter(last_ends_at__gt=now)
    found = [(one, dates) for one in rows.defer("body") if (dates := to_come(one, now))]
    return sorted(found, key=lambda pair: (pair[1][0], pair[0].title, pair[0].pk))


def events_of(request: GuildhallRequest, index: Any) -> Events:
    """What the query string asks of an index: ``month`` (2026-12) and ``page``. What is no month is left out.

    Raises:
        Http404: for a page that the list does not have.
    """
    found = upcoming(request, index, timezone.now())
    # An event that ends leaves the list, or goes on to its next date.
    changes_at(request, min((dates[0].ends_at for _event, dates in found), default=None))
    month = request.GET.get("month", "") if MONTH.match(request.GET.get("month", "")) else ""
    wanted = sorted(
        ((event, own) for event, dates in found if (own := _in_month(dates, month))),
        key=lambda pair: (pair[1][0], pair[0].title, pair[0].pk),
    )
    number = _number(request.GET.get("page", ""))
    pages = max(1, ceil(len(wanted) / ON_A_PAGE))
    if number > pages:
        raise Http404
    shown = wanted[(number - 1) * ON_A_PAGE :][:ON_A_PAGE]
    return Events(
        months=_by_month(_listed(request, shown)),
        choices=_choices(found, month),
        narrowed_to=_label(month) if month else "",
        total=len(wanted),
        previous=_address(month, number - 1) if number > 1 else "",
        next=_address(month, number + 1) if number < pages else "",
    )


def feed_of(request: GuildhallRequest, index: Any) -> HttpResponse:
    """What is to come as an Atom feed; what was published last comes first."""
    found = upcoming(request, index, timezone.now())
    changes_at(request, min((dates[0].ends_at for _event, dates in found), default=None))
    entries = [
        Entry(
            key=str(event.translation_key),
            title=event.title,
            url=address(request, event),
            summary=f"{dates[0].words}. {event.summary}".strip(),
            published_at=event.first_published_at or event.starts_at,
            changed_at=event.last_published_at or event.starts_at,
        )
        for event, dates in found
    ]
    newest = sorted(entries, key=lambda one: one.changed_at, reverse=True)[:MOST]
    return atom(request, index, address(request, index), newest)


def _in_month(dates: Sequence[Occurrence], month: str) -> list[Occurrence]:
    return [one for one in dates if not month or f"{one.day:%Y-%m}" == month]


def _listed(request: GuildhallRequest, shown: Sequence[tuple[Any, list[Occurrence]]]) -> list[ListedEvent]:
    events = {
        one.pk: one
        for one in with_pictures(
            published(request.principal, "EventPage")
            .filter(pk__in=[event.pk for event, _own in shown])
            .defer("body")
        )
    }
    return [
        ListedEvent(
            event,
            address(request, event),
            dates[0],
            len(dates) - 1,
            language_of(event, "title"),
            language_of(event, "summary"),
        )
        for one, dates in shown
        if (event := events.get(one.pk)) is not None
    ]


def _by_month(events: Sequence[ListedEvent]) -> list[MonthOfEvents]:
    months: dict[str, list[ListedEvent]] = {}
    for one in events:
        months.setdefault(f"{one.at.day:%Y-%m}", []).append(one)
    return [MonthOfEvents(_label(month), own) for month, own in months.items()]


def _choices(found: Sequence[tuple[Any, list[Occurrence]]], month: str) -> list[MonthChoice]:
    count = Counter(key for _event, dates in found for key in {f"{one.day:%Y-%m}" for one in dates})
    return [MonthChoice(_label(key), _address(key), count[key], key == month) for key in sorted(count)]


def _label(month: str) -> str:
    year, number = month.split("-")
    return date_format(date(int(year), int(number), 1), "F Y")


def _number(typed: str) -> int:
    """The number of a page of the list; 1 for what is none."""
    is_number = len(typed) <= LONGEST_NUMBER and typed.isascii() and typed.isdecimal()
    return max(1, int(typed)) if is_number else 1


def _address(month: str = "", page: int = 1) -> str:
    pairs = {"month": month, "page": str(page) if page > 1 else ""}
    said = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{said}" if said else "."
