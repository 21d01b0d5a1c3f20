"""The news of an index, the newest first, by category and year; and its feed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from audiences.http import GuildhallRequest
from content.feeds import MOST, Entry, atom
from content.languages.words import language_of
from content.links import address
from content.picture_sizes import with_pictures
from content.selectors import published

ON_A_PAGE = 12
RELATED = 3
LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of news as lists show it."""

    page: Any
    url: str
    language: str
    text_language: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A category or a year, how much news there is of it, and the address of that."""

    label: str
    url: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class News:
    """Everything the index shows."""

    items: list[Listed]
    categories: list[Choice]
    years: list[Choice]
    narrowed_to: str
    previous: str
    next: str
    page: int
    number_of_pages: int


def news_of(request: GuildhallRequest, index: Any) -> News:
    """What the query string asks of an index: ``category``, ``year``, ``page``. A category is named as in an address.

    Raises:
        Http404: for a category, a year or a page of the list that has no news.
    """
    rows = list(_of(request, index).values_list("pk", "published_on", "category"))
    category, year = request.GET.get("category", ""), request.GET.get("year", "")
    labels = {slugify(words, allow_unicode=True): words for _pk, _day, words in reversed(rows) if words}
    years = Counter(str(day.year) for _pk, day, _words in rows)
    if (category and category not in labels) or (year and year not in years):
        raise Http404
    wanted = [
        pk
        for pk, day, words in rows
        if (not category or slugify(words, allow_unicode=True) == category)
        and (not year or str(day.year) == year)
    ]
    number = _number(request.GET.get("page", ""))
    pages = max(1, ceil(len(wanted) / ON_A_PAGE))
    if number > pages:
        raise Http404
    of_category = Counter(slugify(words, allow_unicode=True) for _pk, _day, words in rows if words)
    first = (number - 1) * ON_A_PAGE
    return News(
        items=_listed(request, wanted[first : first + ON_A_PAGE]),
        categories=[
            Choice(words, _address(category=key), of_category[key], key == category)
            for key, words in sorted(labels.items(), key=lambda one: one[1].casefold())
        ],
        years=[
            Choice(key, _address(year=key), count, key == year)
            for key, count in sorted(years.items(), reverse=True)
        ],
        narrowed_to=" ".join(filter(None, (labels.get(category, ""), year))),
        previous=_address(category, year, number - 1) if number > 1 else "",
        next=_address(category, year, number + 1) if number < pages else "",
        page=number,
        number_of_pages=pages,
    )


def related_to(request: GuildhallRequest, item: Any) -> list[Listed]:
    """The newest of the other news: of its category, where it has one."""
    others = published(request.principal, "NewsPage").sibling_of(item, inclusive=False)
    if item.category:
        others = others.filter(category=item.category)
    return _shown(request, with_pictures(others.defer("body").order_by("-published_on", "-pk")[:RELATED]))


def feed_of(request: GuildhallRequest, index: Any) -> HttpResponse:
    """The newest news as an Atom feed."""
    newest = _of(request, index).defer("body")[:MOST]
    return atom(request, index, address(request, index), [_entry(one) for one in _shown(request, newest)])


def _of(request: GuildhallRequest, index: Any) -> Any:
    return published(request.principal, "NewsPage").child_of(index).order_by("-published_on", "-pk")


def _entry(one: Listed) -> Entry:
    begun = _midnight(one.page.published_on)
    return Entry(
        key=str(one.page.translation_key),
        title=one.page.title,
        url=one.url,
        summary=one.page.summary,
        published_at=begun,
        changed_at=max(begun, one.page.last_published_at or begun),
        category=one.page.category,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _listed(request: GuildhallRequest, keys: Sequence[int]) -> list[Listed]:
    shown = published(request.principal, "NewsPage").filter(pk__in=keys).defer("body")
    return _shown(request, with_pictures(shown.order_by("-published_on", "-pk")))


def _shown(request: GuildhallRequest, pages: Any) -> list[Listed]:
    return [
        Listed(one, address(request, one), language_of(one, "title"), language_of(one, "summary"))
        for one in pages
    ]


def _number(typed: str) -> int:
    """The number of a page of the list; 1 for what is none."""
    is_number = len(typed) <= LONGEST_NUMBER and typed.isascii() and typed.isdecimal()
    return max(1, int(typed)) if is_number else 1


def _address(category: str = "", year: str = "", page: int = 1) -> str:
    pairs = {"category": category, "year": year, "page": str(page) if page > 1 else ""}
    said = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{said}" if said else "."
