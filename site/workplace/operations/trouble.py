"""One line of the operations page, and what all kinds of them share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from forms_engine.delivery.models import Destination
from forms_engine.requests.seeing_to import who_looks_after
from forms_engine.requests.selectors import MOST_COUNTED

# A worker looks every second; what has been due for this long, nobody is sending.
STUCK_AFTER = timedelta(minutes=10)
SCAN_TAKES = timedelta(hours=1)
SHOWN_FOR = timedelta(days=14)
WORKER_SILENCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line of the page: what it is, how many, since when, whose it is, and where to do something about it."""

    what: str
    how_many: int | None  # None where it is one thing and counting it says nothing
    since: datetime | None
    advice: str
    url: str = ""
    action: str = ""
    owner: str = ""
    urgent: bool = False

    @property
    def counted(self) -> str:
        """How many, as the page says it."""
        if self.how_many is None:
            return ""
        return f"{MOST_COUNTED:,}+" if self.how_many > MOST_COUNTED else str(self.how_many)


def counted(
    rows: QuerySet,
    since: str,
    what: str,
    advice: str,
    url: str = "",
    action: str = "",
    *,
    owner: str = "",
    urgent: bool = False,
) -> Iterator[Trouble]:
    """One line for rows of which there may be very many: counted no further than anybody needs."""
    some = rows.order_by(F(since).asc(nulls_last=True))[: MOST_COUNTED + 1].values_list(since, flat=True)
    found = list(some)
    if found:
        yield Trouble(what, len(found), found[0], advice, url, action, owner, urgent=urgent)


def owners_of(ids: Iterator[object]) -> dict[object, str]:
    """Who looks after each of these destinations, in words."""
    rows = Destination.objects.filter(pk__in=list(ids)).select_related("team__lead")
    return {row.pk: owner_in_words(row) for row in rows}


def owner_in_words(destination: Destination) -> str:
    """Who looks after a destination: its team, and who leads it or covers for them today."""
    if destination.team is None:
        return "Administrators"
    person = who_looks_after(destination.team)
    return f"{destination.team.name}: {person.name}" if person else destination.team.name
