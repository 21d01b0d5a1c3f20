"""The list of what could not be delivered, a page at a time, the oldest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.cursors import read_place
from forms_engine.delivery.by_hand import silent
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.reasons import Reason, Why, reason_of, with_why
from forms_engine.requests.seeing_to import About, deliveries_for, request_id_of, requests_about
from workplace.operations.trouble import owners_of

PAGE_SIZE = 50

AGES = {"1": ("Older than an hour", timedelta(hours=1)), "24": ("Older than a day", timedelta(days=1))} | {
    "72": ("Older than three days", timedelta(days=3))
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the list is cut by; each is empty where it is not."""

    destination: str = ""
    team: str = ""
    age: str = ""
    why: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Choice":
        """As the address has it; what is not among the choices counts for nothing."""
        why, age = query.get("why", ""), query.get("age", "")
        return cls(
            destination=query.get("destination", "")[:50],
            team=query.get("team", "")[:50],
            age=age if age in AGES else "",
            why=why if why in {one.value for one in Why} else "",
        )

    @property
    def query(self) -> str:
        """Back into an address."""
        parts = {"destination": self.destination, "team": self.team, "age": self.age, "why": self.why}
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery of the list."""

    delivery: Delivery
    reason: Reason
    since: datetime | None
    owner: str
    about: About | None


def page_of(principal: Principal, choice: Choice, after: str) -> tuple[list[Row], str]:
    """A page of what this principal sees to, and what names its last row, empty where no page follows."""
    rows = _chosen(with_why(attention_for(principal, choice.why)), choice)
    found = list(_from(rows, after).select_related("destination__team")[: PAGE_SIZE + 1])
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return rows_of(principal, found[:PAGE_SIZE]), _name(last) if last else ""


def attention_for(principal: Principal, why: str = "") -> QuerySet[Delivery]:
    """What needs a person: what is dead, or (``why``) what nobody has acknowledged; each with ``since``."""
    found = deliveries_for(principal)
    if why == Why.SILENT.value:
        return found.filter(silent()).annotate(since=F("delivered_at"))
    return found.filter(state=Delivery.State.DEAD).annotate(since=F("dead_at"))


def rows_of(principal: Principal, deliveries: list[Delivery]) -> list[Row]:
    """Rows for deliveries with ``why`` and ``since`` that this principal sees to."""
    about = requests_about(principal, [request_id_of(one) for one in deliveries])
    owners = owners_of(one.destination_id for one in deliveries)
    return [
        Row(
            delivery=one,
            reason=reason_of(one),
            since=one.since,  # type: ignore[attr-defined]
            owner=owners[one.destination_id],
            about=about.get(request_id) if (request_id := request_id_of(one)) else None,
        )
        for one in deliveries
    ]


def _chosen(rows: QuerySet[Delivery], choice: Choice) -> QuerySet[Delivery]:
    if choice.destination:
        rows = rows.filter(destination__slug=choice.destination)
    if choice.team:
        rows = rows.filter(destination__team__slug=choice.team)
    if choice.age:
        rows = rows.filter(Q(since__lt=timezone.now() - AGES[choice.age][1]))
    return rows.filter(Q(why=choice.why)) if choice.why else rows


def _from(rows: QuerySet[Delivery], after: str) -> QuerySet[Delivery]:
    rows = rows.order_by("since", "id")
    place = read_place(after)
    if place is None:
        return rows
    at, last_id = place
    return rows.filter(Q(since__gt=at) | Q(since=at, id__gt=last_id))


def _name(row: Delivery) -> str:
    return f"{row.since.isoformat()}_{row.id}"  # type: ignore[attr-defined]
