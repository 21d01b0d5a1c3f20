"""Lists of any length: a page at a time by the row's own number, and counted no further than anybody needs."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from forms_engine.requests.selectors import MOST_COUNTED

PAGE_SIZE = 50
LONGEST_ID = 18  # digits: with one more it could be beyond what a row can have

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """A page of rows; ``after`` names its last one, empty where no page follows."""

    rows: list[Row]
    after: str
    is_first: bool


def listed(rows: QuerySet[Row], after: str, *, newest_first: bool) -> Listed[Row]:
    """The page that follows the row named ``after``; the first, where it names none."""
    rows = rows.order_by("-pk" if newest_first else "pk")
    last_seen = int(after) if after.isascii() and after.isdigit() and len(after) <= LONGEST_ID else None
    if last_seen is not None:
        rows = rows.filter(pk__lt=last_seen) if newest_first else rows.filter(pk__gt=last_seen)
    found = list(rows[: PAGE_SIZE + 1])
    more = str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else ""
    return Listed(found[:PAGE_SIZE], more, last_seen is None)


def capped(rows: QuerySet) -> str:
    """How many there are, as pages say it: "1,000+" beyond that."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
