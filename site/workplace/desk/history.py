"""What happened with somebody, or at a Location: requests and contacts in one list, newest first, a page at a time.

Each of the two is found by an index of its own, customer by customer (or Location by Location), so that a page costs the
same however much there is; and each through its selector, so that what a principal may not see is neither shown nor
counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, IntegerField, Model, OuterRef, Q, QuerySet

from audiences.principal import Principal
from forms_engine.cursors import read_place
from forms_engine.requests.contacts.selectors import contacts_for
from forms_engine.requests.models import Contact, Request
from forms_engine.requests.selectors import MOST_COUNTED, requests_for
from forms_engine.requests.states import officer_label
from forms_engine.requests.wording import StateWords

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a request or a contact. Of a request, ``state`` is how it stands as officers read it, and
    ``told`` as its customer does; of a contact, ``about`` is the request that it was about, as far as that may be seen."""

    at: datetime
    request: Request | None = None
    contact: Contact | None = None
    state: str = ""
    told: str = ""
    about: Request | None = None

    @property
    def key(self) -> tuple[datetime, UUID]:
        """What the list is sorted by."""
        row = self.request or self.contact
        assert row is not None
        return self.at, row.pk

    @property
    def location_id(self) -> int | None:
        """Where it is about."""
        row = self.request or self.contact
        return row.location_id if row else None


@dataclass(frozen=True, slots=True)
class History:
    """A page of the list. ``older`` names its last line to the page after it; "" where there is none."""

    lines: Sequence[Line]
    older: str = ""

    @property
    def requests(self) -> list[Line]:
        """The lines that are requests."""
        return [line for line in self.lines if line.request]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are that the principal may see, ``MOST_COUNTED`` at most of each."""

    requests: int
    contacts: int

    @property
    def in_words(self) -> str:
        """Both, as "1 request, 1,000+ contacts"."""
        return f"{_counted(self.requests, 'request')}, {_counted(self.contacts, 'contact')}"


def history_of(
    principal: Principal, owners: QuerySet[Any], column: str, *, before: str = "", language: str = "en"
) -> History:
    """What the principal may see of these customers (``column`` "customer") or Locations ("location"), newest first.
    Five queries, however many there are of either. ``language`` is the one of ``Line.told``."""
    after = read_place(before)
    requests = _newest(owners, _requests(principal), column, "created_at", after)
    # What a contact was about is named only to those who may see that.
    its_request = requests_for(principal).filter(pk=OuterRef("request_id")).order_by()
    contacts = _newest(
        owners, _contacts(principal).annotate(opens=Exists(its_request)), column, "started_at", after
    )
    words = StateWords((row.service_id for row in requests), language)
    lines = [
        *(
            Line(
                row.created_at,
                request=row,
                state=officer_label(row.state),
                told=words(row.service_id, row.state),
            )
            for row in requests
        ),
        *(Line(row.started_at, contact=row, about=row.request if row.opens else None) for row in contacts),
    ]
    lines.sort(key=lambda line: line.key, reverse=True)
    shown = lines[:PAGE_SIZE]
    return History(shown, _cursor(shown[-1]) if len(lines) > PAGE_SIZE else "")


def counts_of(principal: Principal, owners: QuerySet[Any], column: str) -> Counts:
    """How much there is of these customers or Locations that the principal may see. One query."""
    kinds = {"requests": requests_for(principal), "contacts": _contacts(principal)}
    counted = owners.annotate(
        **{
            f"{kind}_here": Func(
                ArraySubquery(rows.filter(**{column: OuterRef("pk")}).order_by().values("pk")[:MOST_COUNTED]),
                function="cardinality",
                output_field=IntegerField(),
            )
            for kind, rows in kinds.items()
        }
    ).values_list("requests_here", "contacts_here")
    rows = list(counted)
    return Counts(
        min(MOST_COUNTED, sum(row[0] for row in rows)), min(MOST_COUNTED, sum(row[1] for row in rows))
    )


def _counted(number: int, what: str) -> str:
    many = f"{MOST_COUNTED:,}+" if number >= MOST_COUNTED else str(number)
    return f"{many} {what}" if number == 1 else f"{many} {what}s"


def _requests(principal: Principal) -> QuerySet[Request]:
    return requests_for(principal).select_related("service", "queue__team", "location")


def _contacts(principal: Principal) -> QuerySet[Contact]:
    """Without those that the house wrote for a request that was sent: the request itself is in the list."""
    theirs = Q(officer=None, outcome=Contact.Outcome.REQUEST_MADE)
    found = contacts_for(principal).exclude(theirs)
    return found.select_related("service", "request", "officer", "handed_to")


def _newest(
    owners: QuerySet[Any],
    rows: QuerySet[Any],
    column: str,
    at: str,
    after: tuple[datetime, UUID] | None,
) -> list[Any]:
    """The newest of each owner's, one more than a page. The index of ``column`` and ``at`` gives them in order."""
    theirs = rows.filter(**{column: OuterRef("pk")})
    if after:
        moment, last = after
        theirs = theirs.filter(**{f"{at}__lte": moment}).exclude(**{at: moment, "pk__gte": last})
    some = theirs.order_by(f"-{at}", "-pk").values("pk")[: PAGE_SIZE + 1]
    found = owners.annotate(newest=ArraySubquery(some)).values_list("newest", flat=True)
    return list(rows.filter(pk__in=_all(found)).order_by(f"-{at}", "-pk")[: PAGE_SIZE + 1])


def _all(arrays: Iterable[list[UUID]]) -> list[UUID]:
    return [pk for array in arrays for pk in array]


def _cursor(line: Line) -> str:
    at, pk = line.key
    return f"{at.isoformat()}_{pk}"


def owners_in(model: type[Model], ids: Iterable[Any]) -> QuerySet[Any]:
    """Those customers or Locations, unsorted."""
    return model._default_manager.filter(pk__in=list(ids)).order_by()
