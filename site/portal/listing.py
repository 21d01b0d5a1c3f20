"""Lists of somebody's own, a page at a time: each page goes on from the last row of the one before, at any size."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet, Subquery

from audiences.principal import Principal
from forms_engine.cursors import read_moment
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.selectors import requests_for

PAGE_SIZE = 20
MOST_SEARCHED = 1000  # of somebody's requests, for what hangs on them

# What no list shows, and what is long.
LONG = ("answers", "facts", "spam_marks")

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """A page of rows; ``after`` names its last one, "" where no page follows."""

    rows: list[Row]
    after: str
    is_first: bool

    def next_url(self, path: str, **query: str) -> str:
        """The address of the page that follows; "" where there is none."""
        if not self.after:
            return ""
        return f"{path}?{urlencode({name: said for name, said in query.items() if said} | {'after': self.after})}"


def own(principal: Principal) -> QuerySet[Request]:
    """What this principal sees on their pages: ``requests_for``. One's own are found by one's customer, so that the newest are
    read in the order of an index however many there are."""
    found = requests_for(principal)
    if principal.user is not None and principal.helping is None:
        mine = Customer.objects.filter(user=principal.user).values("pk")[:1]
        found = found.filter(customer=Subquery(mine))
    return found


def newest_of(principal: Principal) -> QuerySet[Request, Any]:
    """The newest of them by their ids, ``MOST_SEARCHED`` at most, for ``…__in``: what hangs on requests is looked for by
    these, each by an index of its own. No query: a thousand ids sent back and forth cost more than they find."""
    return own(principal).order_by("-created_at").values("pk")[:MOST_SEARCHED]


def page_of(rows: QuerySet[Row], at: str, after: str, size: int = PAGE_SIZE) -> Listed[Row]:
    """The page that follows the row named ``after``, the newest by the moment ``at`` first; the first page where it names
    none."""
    last = _read(rows.model, after)
    if last is not None:
        moment, pk = last
        later = Q(**{f"{at}__lt": moment}) | Q(pk__gt=pk)
        rows = rows.filter(later, **{f"{at}__lte": moment})
    found = list(rows.order_by(f"-{at}", "pk")[: size + 1])
    more = _name(found[size - 1], at) if len(found) > size else ""
    return Listed(found[:size], more, last is None)


def _name(row: Model, at: str) -> str:
    moment: datetime = attrgetter(at.replace("__", "."))(row)
    return f"{moment.isoformat()}_{row.pk}"


def _read(model: type[Model], name: str) -> tuple[datetime, Any] | None:
    said, _, key = name.partition("_")
    moment = read_moment(said)
    try:
        pk = model._meta.pk.to_python(key) if key else None
    except ValidationError:
        return None
    if pk is None or moment is None:
        return None
    return None if isinstance(pk, int) and not 0 < pk < 2**63 else (moment, pk)
