"""Finding requests by what a caller or a back office says: our reference, their case number, a name, an email address,
a postcode. Always as somebody: what a principal may not see is not found."""

import re
from collections.abc import Callable, Iterator

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from audiences.principal import Principal
from forms_engine.delivery.models import Delivery
from forms_engine.requests.models import OutsideCase, Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import requests_for

MOST_FOUND = 50
LONGEST = 200

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})")
WORD = re.compile(r"[^\W_]+")

Condition = Q | Callable[[QuerySet[Request]], QuerySet[Request]]


def find(principal: Principal, said: str) -> tuple[list[Request], bool]:
    """The newest requests that fit what was said, ``MOST_FOUND`` at most, and whether there are more.

    A name is found by the beginnings of its words, in any order: "ann arch" finds Ann Archer.
    """
    said = " ".join(said.split())[:LONGEST]
    if not said:
        return [], False
    mine = requests_for(principal).select_related("service", "location")
    found: dict[object, Request] = {}
    for condition in _conditions(said):
        rows = mine.filter(condition) if isinstance(condition, Q) else condition(mine)
        found.update({row.pk: row for row in rows.order_by("-created_at")[: MOST_FOUND + 1]})
    newest = sorted(found.values(), key=lambda row: row.created_at, reverse=True)
    return newest[:MOST_FOUND], len(newest) > MOST_FOUND


def _conditions(said: str) -> Iterator[Condition]:
    """One after the other, each with an index of its own: together they would have none."""
    if reference := read_reference(said):
        yield Q(reference=reference)
    if "@" in said:
        yield Q(email__iexact=said)
        return
    if postcode := POSTCODE.fullmatch(said.upper()):
        yield Q(location__postcode__in=[" ".join(postcode.groups()), "".join(postcode.groups())])
    yield from _by_their_number(said)
    if words := WORD.findall(said):
        yield lambda rows: _by_name(rows, words)


def _by_their_number(said: str) -> Iterator[Q]:
    as_said = {said, said.upper(), said.lower()}
    deliveries = Delivery.objects.filter(owner_type=OWNER_TYPE, remote_id__in=as_said)
    ids = set(deliveries.values_list("owner_id", flat=True)[: MOST_FOUND * 20])
    ids |= {
        str(pk)
        for pk in OutsideCase.objects.filter(their_id__in=as_said).values_list("request_id", flat=True)
    }
    if ids:
        yield Q(id__in=ids)


def _by_name(rows: QuerySet[Request], words: list[str]) -> QuerySet[Request]:
    beginnings = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
    return rows.annotate(name_words=SearchVector("name", config="simple")).filter(name_words=beginnings)
