"""The list of a directory: what is asked for, cut to what the one asking may read. Two questions of the database,
however many entries, facets and letters there are."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil
from operator import and_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q
from django.http import Http404
from django.utils.translation import get_language

from accounts.throttle import network_of
from audiences.http import GuildhallRequest
from content.directories.asked import LETTERS, Asked, read_asked
from content.directories.facets import CountedFacet, Facet, FacetValue, counted, facets_of, fits, labels
from content.directories.near import NotNear, Point, point_of
from content.languages.words import language_of
from content.links import address
from content.selectors import published

ON_A_PAGE = 20
MOST_WORDS = 8
SEARCHED = ("title", "summary", "address", "postcode")
# PostgreSQL drops them, and a question of nothing else would find nothing.
SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "is", "near", "of", "on", "or", "the", "to", "with"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry before it is shown: enough to count, sort and turn pages by."""

    pk: int
    title: str
    keys: Collection[str]
    miles: float | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as the list shows it. ``number`` is its pin's on the map; ``miles`` is None where nobody asked for what is
    near, or it is nowhere."""

    number: int
    page: Any
    url: str
    has: list[str]
    miles: float | None
    language: str
    text_language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet; ``url`` is empty where nothing begins with it."""

    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something the list is narrowed by, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything the page shows. ``problem`` says why the list is not in order of distance though somebody asked."""

    asked: Asked
    entries: list[Listed]
    total: int
    first: int
    facets: list[CountedFacet]
    letters: list[Letter]
    chips: list[Chip]
    previous: str
    next: str
    number_of_pages: int
    is_near: bool
    problem: str

    @property
    def last(self) -> int:
        """The number of the last entry shown."""
        return self.first + len(self.entries) - 1


def listing(request: GuildhallRequest, directory: Any) -> Listing:
    """What the query string of ``request`` asks of ``directory``.

    Raises:
        Http404: for a page that the list does not have.
    """
    facets = facets_of(directory)
    asked = read_asked(request.GET, facets)
    near, problem = _near(request, asked)
    found = _found(request, directory, asked, facets, near)
    of_letter = [one for one in found if not asked.letter or letter_of(one.title) == asked.letter]
    fitting = [one for one in found if fits(one.keys, asked.has)]
    wanted = [one for one in of_letter if fits(one.keys, asked.has)]
    pages = max(1, ceil(len(wanted) / ON_A_PAGE))
    if asked.page > pages:
        raise Http404
    first = (asked.page - 1) * ON_A_PAGE
    return Listing(
        asked=asked,
        entries=_listed(request, wanted[first : first + ON_A_PAGE], facets, first),
        total=len(wanted),
        first=first + 1,
        facets=counted(facets, [one.keys for one in of_letter], asked.has),
        letters=_letters(fitting, asked),
        chips=_chips(asked, [value for facet in facets for value in facet.values]),
        previous=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next=asked.address(page=asked.page + 1) if asked.page < pages else "",
        number_of_pages=pages,
        is_near=near is not None,
        problem=problem,
    )


def letter_of(title: str) -> str:
    """The letter a title stands under: without its accents; "0-9" for what begins with no letter."""
    first = unicodedata.normalize("NFKD", title.strip())[:1].lower()
    return first if first in LETTERS else "0-9"


def folded(text: str) -> str:
    """As text is compared: without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


def _near(request: GuildhallRequest, asked: Asked) -> tuple[Point | None, str]:
    if not asked.near:
        return None, ""
    try:
        return point_of(asked.near, asker=network_of(request)), ""
    except NotNear as refused:
        return None, str(refused)


def _found(
    request: GuildhallRequest, directory: Any, asked: Asked, facets: Sequence[Facet], near: Point | None
) -> list[Found]:
    """The entries with these words in them, in the order in which they are listed."""
    rows = published(request.principal, "DirectoryEntryPage").child_of(directory)
    words = [word for word in re.findall(r"\w+", asked.words) if word.lower() not in SMALL_WORDS][:MOST_WORDS]
    if words:
        config = "english" if get_language() == "en" else "simple"
        rows = rows.annotate(found_in=SearchVector(*SEARCHED, config=config)).filter(
            reduce(and_, (_has_word(word, config, facets) for word in words))
        )
    columns = rows.order_by("path").values_list("pk", "title", "facet_values", "latitude", "longitude")
    found = [
        Found(
            pk,
            title,
            keys,
            near.miles_to(latitude, longitude)
            if near and latitude is not None and longitude is not None
            else None,
        )
        for pk, title, keys, latitude, longitude in columns
    ]
    # What is nowhere on the map comes after what is near.
    return sorted(found, key=lambda one: (one.miles is None, one.miles or 0, folded(one.title), one.pk))


def _has_word(word: str, config: str, facets: Sequence[Facet]) -> Q:
    """Entries with a word that begins so, in their own words or in what they have."""
    begins = folded(word)
    meant = [
        value.key
        for facet in facets
        for value in facet.values
        if any(one.startswith(begins) for one in re.findall(r"\w+", folded(value.label)))
    ]
    own = Q(found_in=SearchQuery(f"{word}:*", config=config, search_type="raw"))
    return own | Q(facet_values__overlap=meant) if meant else own


def _listed(
    request: GuildhallRequest, shown: Sequence[Found], facets: Sequence[Facet], first: int
) -> list[Listed]:
    pages = (
        published(request.principal, "DirectoryEntryPage").defer("body").in_bulk([one.pk for one in shown])
    )
    found = []
    for number, one in enumerate(shown, start=first + 1):
        if (page := pages.get(one.pk)) is not None:
            found.append(
                Listed(
                    number=number,
                    page=page,
                    url=address(request, page),
                    has=[label for _name, values in labels(facets, one.keys) for label in values],
                    miles=one.miles,
                    language=language_of(page, "title"),
                    text_language=language_of(page, "summary"),
                )
            )
    return found


def _letters(found: Sequence[Found], asked: Asked) -> list[Letter]:
    there = {letter_of(one.title) for one in found}
    letters = LETTERS if "0-9" in there or asked.letter == "0-9" else LETTERS[:-1]
    return [
        Letter(name, asked.address(letter=name) if name in there else "", name == asked.letter)
        for name in letters
    ]


def _chips(asked: Asked, values: Sequence[FacetValue]) -> list[Chip]:
    chips = [Chip(f"“{asked.words}”", asked.address(words=""))] if asked.words else []
    if asked.near:
        chips.append(Chip(asked.near, asked.address(near="")))
    chips += [Chip(value.label, asked.without(value.key)) for value in values if value.key in asked.has]
    if asked.letter:
        chips.append(Chip(asked.letter.upper(), asked.address(letter="")))
    return chips
