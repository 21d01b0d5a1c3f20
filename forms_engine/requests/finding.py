"""Finding requests by what a caller or a back office says: our reference, the number on a receipt, their case number, a
name, an email address, a phone number, a postcode. Always as somebody: what a principal may not see is not found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet
from django.db.models.lookups import Exact

from audiences.principal import Principal
from forms_engine.delivery.models import Delivery
from forms_engine.requests.models import OutsideCase, Request
from forms_engine.requests.models.customer import LAST_DIGITS, PHONE_DIGITS
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import requests_for
from payments.receipts import owner_of_receipt

MOST_FOUND = 50
LONGEST = 200

# Names that begin alike are compared by when they were sent as long as there are no more of them than this.
MOST_COMPARED = 1000

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})")
PHONE = re.compile(r"\+?[0-9 ()./\-]+")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The newest requests that fit, ``MOST_FOUND`` at most; whether there are more; and whether so many names fit that
    none of those is among them."""

    rows: list[Request]
    more: bool = False
    too_many_names: bool = False


def find(principal: Principal, said: str) -> Found:
    """The requests that fit what was said, newest first.

    A name is found by the beginnings of its words, in any order: "ann arch" finds Ann Archer. A phone number is found
    however either was written.
    """
    return find_among(requests_for(principal), said)


def find_among(mine: QuerySet[Request], said: str) -> Found:
    """The same among the requests that the caller may show, found through a selector."""
    said = " ".join(said.split())[:LONGEST]
    if not said:
        return Found([])
    found: dict[UUID, Request] = {}
    for condition in _conditions(said):
        rows = mine.filter(condition).select_related("service", "location").order_by("-created_at")
        found.update({row.pk: row for row in rows[: MOST_FOUND + 1]})
    named = None if "@" in said else _by_name(mine, WORD.findall(said))
    if named:
        found.update({row.pk: row for row in mine.filter(pk__in=named).select_related("service", "location")})
    newest = sorted(found.values(), key=lambda row: row.created_at, reverse=True)
    return Found(newest[:MOST_FOUND], len(newest) > MOST_FOUND, named is None and "@" not in said)


def _conditions(said: str) -> Iterator[Q]:
    """One after the other, each with an index of its own: together they would have none."""
    if reference := read_reference(said):
        yield Q(reference=reference)
    if (owner := owner_of_receipt(said)) and owner[0] == OWNER_TYPE:
        yield Q(id=owner[1])
    if "@" in said:
        yield Q(email__iexact=said)
        return
    if postcode := POSTCODE.fullmatch(said.upper()):
        yield Q(location__postcode__in=[" ".join(postcode.groups()), "".join(postcode.groups())])
    yield from _by_their_number(said)
    digits = re.sub(r"\D", "", said)
    if PHONE.fullmatch(said) and len(digits) >= LAST_DIGITS:
        yield ~Q(mobile="") & Q(Exact(PHONE_DIGITS, digits[-LAST_DIGITS:]))


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


def _by_name(rows: QuerySet[Request], words: list[str]) -> list[UUID] | None:
    """The newest of those whose name has words that begin like these; None where they are too many to look at them all
    for that."""
    if not words:
        return []
    beginnings = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
    named = rows.annotate(name_words=SearchVector("name", config="simple")).filter(name_words=beginnings)
    # Unsorted on purpose: the database may stop at the last of these.
    some = list(named.order_by().values_list("created_at", "pk")[: MOST_COMPARED + 1])
    if len(some) > MOST_COMPARED:
        return None
    return [pk for _, pk in sorted(some, reverse=True)[: MOST_FOUND + 1]]
