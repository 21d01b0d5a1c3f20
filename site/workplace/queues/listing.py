"""A list of requests, a page at a time, at any size: pages go on from the last row, and no count goes beyond a thousand.

In one queue the rows come in the order of an index. Over several queues each gives its own first rows, and the first of
those make the page: so all of one's queues cost no more than each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.cursors import read_place
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import MOST_COUNTED, listed_for, requests_for
from workplace.queues.filters import EARLIEST, LATEST, NOBODYS, Filters, narrow

PAGE_SIZE = 50
NEWEST = ("-received_at", "id")
BY_DUE = ("due_on", "received_at", "id")
UNDATED = ("received_at", "id")
NO_DAY = "undated"

SHOWN_WITH = ("service", "queue", "location", "ward", "assigned_to")
LONG = ("answers", "facts", "spam_marks")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of requests; ``after`` names its last row, empty where no page follows."""

    rows: list[Request]
    after: str
    is_first: bool


Where = Queue | Sequence[Queue]


def page_of(principal: Principal, queues: Where, by: Filters, after: str) -> Listed:
    """The page of this queue's requests, or of everything in all of theirs, that follows the row named ``after``; the
    first, where it names none."""
    found = _Found(principal, narrow(principal, listed_for(principal), by), queues, by)
    last = _read(after, by)
    rows = _first_due(found, by, last) if by.is_first_due_first else found.top(NEWEST, _newer(last))
    more = _name(rows[PAGE_SIZE - 1], by) if len(rows) > PAGE_SIZE else ""
    return Listed(rows[:PAGE_SIZE], more, last is None)


def counted(principal: Principal, queues: Where, by: Filters) -> int:
    """How many there are, ``MOST_COUNTED`` and one at most."""
    found = _Found(principal, narrow(principal, listed_for(principal), by), queues, by)
    return found.everywhere().order_by()[: MOST_COUNTED + 1].count()


def in_words(count: int) -> str:
    """A count as pages say it."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


@dataclass(frozen=True, slots=True)
class _Found:
    principal: Principal
    requests: QuerySet[Request]
    queues: Where
    by: Filters

    @property
    def is_somebodys(self) -> bool:
        """Somebody's own are found by who has them, whatever queue they are in."""
        return not isinstance(self.queues, Queue) and self.by.whose not in ("", NOBODYS)

    @property
    def several(self) -> Sequence[Queue]:
        return [self.queues] if isinstance(self.queues, Queue) else self.queues

    def everywhere(self) -> QuerySet[Request]:
        if self.is_somebodys:
            return self.requests
        if len(self.several) == 1:
            return self.requests.filter(queue=self.several[0])
        return self.requests.filter(queue__in=self.several)

    def top(self, order: Sequence[str], where: Q, number: int = PAGE_SIZE + 1) -> list[Request]:
        """The first rows in that order: which they are is asked first, of an index, and then what they show."""
        if len(self.several) == 1 or self.is_somebodys:
            rows = self.everywhere().filter(where).order_by(*order)
            ids = list(rows.values_list("pk", flat=True)[:number])
        else:
            of_each = self.requests.filter(where, queue=OuterRef("pk")).order_by(*order).values("pk")[:number]
            wanted = Queue.objects.filter(pk__in=[queue.pk for queue in self.several])
            firsts = wanted.annotate(firsts=ArraySubquery(of_each)).values_list("firsts", flat=True)
            of_all = self.requests.filter(pk__in=list(chain.from_iterable(one or [] for one in firsts)))
            ids = list(of_all.order_by(*order).values_list("pk", flat=True)[:number])
        shown = requests_for(self.principal).filter(pk__in=ids).select_related(*SHOWN_WITH).defer(*LONG)
        return list(shown.order_by(*order)[:number])


@dataclass(frozen=True, slots=True)
class _Last:
    """The last row of the page before. ``due_on`` is None where that stands among what is not due on any day."""

    received_at: datetime
    request_id: UUID
    due_on: date | None = None


def _first_due(found: _Found, by: Filters, last: _Last | None) -> list[Request]:
    rows: list[Request] = []
    if last is None or last.due_on is not None:
        rows = found.top(BY_DUE, Q(due_on__isnull=False) & _due_after(last))
    missing = PAGE_SIZE + 1 - len(rows)
    if missing and not by.due:
        since = last if last and last.due_on is None else None
        rows += found.top(UNDATED, Q(due_on__isnull=True) & _received_after(since), missing)
    return rows


# Each says twice where to go on: the first part, by one column, is what an index is entered with.


def _newer(last: _Last | None) -> Q:
    if last is None:
        return Q()
    at = last.received_at
    return Q(received_at__lte=at) & (Q(received_at__lt=at) | Q(id__gt=last.request_id))


def _received_after(last: _Last | None) -> Q:
    if last is None:
        return Q()
    at = last.received_at
    return Q(received_at__gte=at) & (Q(received_at__gt=at) | Q(id__gt=last.request_id))


def _due_after(last: _Last | None) -> Q:
    if last is None or last.due_on is None:
        return Q()
    return Q(due_on__gte=last.due_on) & (Q(due_on__gt=last.due_on) | _received_after(last))


def _name(row: Request, by: Filters) -> str:
    assert row.received_at is not None, "only what was received is listed"
    name = f"{row.received_at.isoformat()}_{row.id}"
    if by.is_first_due_first:
        return f"{row.due_on.isoformat() if row.due_on else NO_DAY}_{name}"
    return name


def _read(name: str, by: Filters) -> _Last | None:
    parts = name.split("_")
    day = parts.pop(0) if by.is_first_due_first and len(parts) == 3 else ""
    if len(parts) != 2 or bool(day) != by.is_first_due_first:
        return None
    try:
        due_on = date.fromisoformat(day) if day not in ("", NO_DAY) else None
    except ValueError:
        return None
    place = read_place("_".join(parts))
    if place is None or (due_on is not None and not EARLIEST <= due_on.year <= LATEST):
        return None
    return _Last(*place, due_on)
