"""Finding a customer or a location by what a caller says. Always as somebody: what a principal may not know of is not
found, not by a word and not in a count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet
from django.db.models.lookups import Exact

from audiences.principal import Principal
from forms_engine.locations.models import Location
from forms_engine.requests.customers.groups import head_id
from forms_engine.requests.customers.selectors import customers_for, locations_for
from forms_engine.requests.finding import LONGEST, MOST_COMPARED, MOST_FOUND, PHONE, POSTCODE, WORD
from forms_engine.requests.models import Customer
from forms_engine.requests.models.customer import LANDLINE_DIGITS, LAST_DIGITS, PHONE_DIGITS
from forms_engine.requests.selectors import requests_for

Row = TypeVar("Row", Customer, Location)

IN_ADDRESS = re.compile(rf"\b{POSTCODE.pattern}\b")
UPRN = re.compile(r"[0-9]{6,12}")


@dataclass(frozen=True, slots=True)
class FoundCustomers:
    """Those who fit, by name, ``MOST_FOUND`` at most: of a group, the one that stands for it. Whether there are more; and
    whether so many names fit that none of those is among them."""

    rows: list[Customer]
    more: bool = False
    too_many_names: bool = False


@dataclass(frozen=True, slots=True)
class FoundLocations:
    """Those that fit, each property or address once, ``MOST_FOUND`` at most; whether there are more; and whether the
    words fit so many that none of those is among them."""

    rows: list[Location]
    more: bool = False
    too_many_words: bool = False


def find_customers(principal: Principal, said: str) -> FoundCustomers:
    """The customers who fit what was said: the beginnings of their names' words in any order, an email address, a phone
    number however it is written, a postcode of theirs or of a request of theirs."""
    said = plain(said)
    if not said:
        return FoundCustomers([])
    known = customers_for(principal)
    found: dict[UUID, Customer] = {}
    for condition in _conditions(principal, said):
        fit = known.filter(condition).select_related("location")
        found.update({row.pk: row for row in fit[: MOST_FOUND + 1]})
    words = [] if "@" in said else WORD.findall(said)
    named = _named(known.select_related("location"), "name", words)
    if named:
        found.update({row.pk: row for row in named})
    rows = _one_of_each_group(sorted(found.values(), key=_by_name))
    return FoundCustomers(rows[:MOST_FOUND], len(rows) > MOST_FOUND, named is None)


def find_locations(principal: Principal, said: str) -> FoundLocations:
    """The locations that fit what was said: a postcode, a UPRN, the beginnings of words of the address."""
    said = plain(said)
    if not said:
        return FoundLocations([])
    known = locations_for(principal).select_related("ward")
    if postcode := IN_ADDRESS.search(said.upper()):
        rest = WORD.findall(said[: postcode.start()] + " " + said[postcode.end() :])
        there = known.filter(_at(postcode))
        return _each_once(list(_newest(_with_words(there, "description", rest) if rest else there)))
    if UPRN.fullmatch(said):
        return _each_once(list(_newest(known.filter(~Q(uprn=""), uprn=said))))
    named = _named(known, "description", WORD.findall(said))
    if named is None:
        return FoundLocations([], too_many_words=True)
    return _each_once(sorted(named, key=lambda row: -row.pk))


def plain(said: str) -> str:
    """What was typed, without what cannot be looked for."""
    return " ".join(said.replace("\x00", " ").split())[:LONGEST]


def _conditions(principal: Principal, said: str) -> Iterator[Q]:
    """One after the other, each with an index of its own: together they would have none. What somebody is found by is
    theirs to be found by: a request that the principal may not see leads to nobody."""
    seen = requests_for(principal).order_by()
    if "@" in said:
        yield ~Q(email="") & Q(email__iexact=said)
        yield Q(pk__in=seen.filter(email__iexact=said).values("customer")[: MOST_COMPARED + 1])
        yield Q(user__email=said.lower())
        return
    if postcode := POSTCODE.fullmatch(said.upper()):
        yield Q(location__in=Location.objects.filter(_at(postcode)).values("pk"))
        there = Location.objects.filter(_at(postcode)).values("pk")
        yield Q(pk__in=seen.filter(location__in=there).values("customer")[: MOST_COMPARED + 1])
    digits = re.sub(r"\D", "", said)
    if PHONE.fullmatch(said) and len(digits) >= LAST_DIGITS:
        wanted = digits[-LAST_DIGITS:]
        yield ~Q(mobile="") & Q(Exact(PHONE_DIGITS, wanted))
        yield ~Q(phone="") & Q(Exact(LANDLINE_DIGITS, wanted))
        its = seen.filter(~Q(mobile="") & Q(Exact(PHONE_DIGITS, wanted)))
        yield Q(pk__in=its.values("customer")[: MOST_COMPARED + 1])


def _at(postcode: re.Match[str]) -> Q:
    return ~Q(postcode="") & Q(postcode__in=[" ".join(postcode.groups()), "".join(postcode.groups())])


def _named(rows: QuerySet[Row], field: str, words: list[str]) -> list[Row] | None:
    """Those whose field has words that begin like these; None where they are too many to look at them all."""
    if not words:
        return []
    # Unsorted on purpose: the database may stop at the last of these.
    some = list(_with_words(rows, field, words).order_by()[: MOST_COMPARED + 1])
    return None if len(some) > MOST_COMPARED else some


def _with_words(rows: QuerySet[Row], field: str, words: list[str]) -> QuerySet[Row]:
    beginnings = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
    return rows.annotate(its_words=SearchVector(field, config="simple")).filter(its_words=beginnings)


def _one_of_each_group(rows: list[Customer]) -> list[Customer]:
    """The head of each group where it is among these; else whoever of the group comes first. Nobody else's name shows."""
    heads = {row.pk for row in rows}
    shown: dict[UUID, Customer] = {}
    for row in rows:
        head = head_id(row)
        if row.pk == head or (head not in heads and head not in shown):
            shown[head] = row
    return list(shown.values())


def _by_name(row: Customer) -> tuple[str, str]:
    return row.name.casefold(), str(row.pk)


def _newest(rows: QuerySet[Location]) -> QuerySet[Location]:
    return rows.order_by("-pk")[: MOST_COMPARED + 1]


def _each_once(rows: list[Location]) -> FoundLocations:
    """Of rows that say the same, the newest."""
    once: dict[object, Location] = {}
    for row in rows:
        key = row.uprn or (row.postcode, row.description.casefold())
        once.setdefault(key if any(key) else row.pk, row)
    shown = list(once.values())
    return FoundLocations(shown[:MOST_FOUND], len(shown) > MOST_FOUND or len(rows) > MOST_COMPARED)
