"""Who is probably the same person as a customer: by email address, phone number, name and where they live.

Only among those whom the principal may know of, and only by what they may see. Nobody is merged by it: it is for an officer
to decide (``merging``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q
from django.db.models.lookups import Exact

from audiences.principal import Principal
from forms_engine.requests.customers.groups import family_of, head_id
from forms_engine.requests.customers.selectors import customers_for, known_family
from forms_engine.requests.finding import WORD
from forms_engine.requests.models import Customer
from forms_engine.requests.models.customer import LANDLINE_DIGITS, LAST_DIGITS, PHONE_DIGITS
from forms_engine.requests.selectors import requests_for

MOST_LIKELY = 10
MOST_LOOKED_AT = 50  # by each thing that they could have in common
MOST_HOMES = 200  # requests' locations of all of them together

# How much each says, and how it is said to an officer. Two of the same name at one postcode are sometimes father and son.
SAME = {
    "email": (50, "the same email address"),
    "phone": (40, "the same phone number"),
    "name": (20, "the same name"),
    "uprn": (20, "the same address"),
    "postcode": (10, "the same postcode"),
}
LIKELY_FROM = 30


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody who is probably the same person, and why: the more it says, the higher the score."""

    customer: Customer
    score: int
    why: str


@dataclass(slots=True)
class _Details:
    """What tells a person, as far as the principal may know it."""

    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    name: str = ""
    uprns: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)

    def take(self, other: "_Details") -> None:
        """Add how somebody who is the same person is reached, and where they live."""
        self.emails |= other.emails
        self.phones |= other.phones
        self.uprns |= other.uprns
        self.postcodes |= other.postcodes

    def shared_with(self, other: "_Details") -> list[str]:
        """What both have, by the keys of ``SAME``."""
        at_home = self.uprns & other.uprns
        found = {
            "email": self.emails & other.emails,
            "phone": self.phones & other.phones,
            "name": self.name and self.name == other.name,
            "uprn": at_home,
            "postcode": not at_home and self.postcodes & other.postcodes,
        }
        return [key for key in SAME if found[key]]


def likely_same(principal: Principal, customer: Customer) -> list[Likely]:
    """Up to ``MOST_LIKELY`` customers who are probably the same person as this one, the likeliest first, none of them
    merged with them yet. The caller has found the customer through a selector. A name alone, or a home alone, says
    nothing. As many queries however many there are."""
    family = set(family_of(customer))
    known = customers_for(principal).exclude(pk__in=family).select_related("user", "location")
    # Whoever was found to be them already is known by what they gave, too.
    own = _Details(name=_plain(customer.name))
    for details in _details(principal, {customer, *known_family(principal, customer)}).values():
        own.take(details)
    others: dict[UUID, Customer] = {}
    for condition in _conditions(own):
        others.update({row.pk: row for row in known.filter(condition).order_by("pk")[:MOST_LOOKED_AT]})
    if words := WORD.findall(customer.name):
        said = SearchQuery(" & ".join(words), config="simple", search_type="raw")
        named = known.annotate(name_words=SearchVector("name", config="simple")).filter(name_words=said)
        others.update({row.pk: row for row in named.order_by()[:MOST_LOOKED_AT]})
    theirs = _details(principal, others.values())
    found = [
        likely
        for other in others.values()
        if (likely := _likely(other, own.shared_with(theirs[other.pk]))).score >= LIKELY_FROM
    ]
    return _one_of_each_group(
        sorted(found, key=lambda one: (-one.score, one.customer.name, str(one.customer.pk)))
    )


def _likely(other: Customer, shared: list[str]) -> Likely:
    score = sum(SAME[key][0] for key in shared)
    words = [SAME[key][1] for key in shared]
    why = ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + "".join(words[-1:])
    return Likely(other, score, why[:1].upper() + why[1:])


def _conditions(own: _Details) -> Iterator[Q]:
    """Each with an index of its own."""
    for email in sorted(own.emails):
        yield ~Q(email="") & Q(email__iexact=email)
        yield Q(user__email=email)
    for phone in sorted(own.phones):
        yield ~Q(mobile="") & Q(Exact(PHONE_DIGITS, phone))
        yield ~Q(phone="") & Q(Exact(LANDLINE_DIGITS, phone))


def _details(principal: Principal, customers: Iterable[Customer]) -> dict[UUID, _Details]:
    """What tells each of these, from their own row and from where the requests are that the principal may see. One
    query."""
    found: dict[UUID, _Details] = {}
    for one in customers:
        details = found[one.pk] = _Details(name=_plain(one.name))
        account = one.user.email if one.user else ""
        details.emails = {email.lower() for email in (one.email, account) if email}
        details.phones = {digits for number in (one.mobile, one.phone) if (digits := _digits(number))}
        if one.location is not None:
            _add_home(details, one.location.uprn, one.location.postcode)
    homes = (
        requests_for(principal)
        .filter(customer__in=list(found), location__isnull=False)
        .order_by("-created_at")
        .values_list("customer_id", "location__uprn", "location__postcode")
    )
    for customer_id, uprn, postcode in homes[:MOST_HOMES]:
        _add_home(found[customer_id], uprn, postcode)
    return found


def _add_home(details: _Details, uprn: str, postcode: str) -> None:
    if uprn:
        details.uprns.add(uprn)
    if postcode:
        details.postcodes.add(postcode.replace(" ", "").upper())


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits[-LAST_DIGITS:] if len(digits) >= LAST_DIGITS else ""


def _one_of_each_group(found: list[Likely]) -> list[Likely]:
    once: dict[UUID, Likely] = {}
    for likely in found:
        once.setdefault(head_id(likely.customer), likely)
    return list(once.values())[:MOST_LIKELY]
