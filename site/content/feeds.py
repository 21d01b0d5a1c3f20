"""Atom feeds (RFC 4287) of what a page lists."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

# XML has no way to write them, and one in a title would cost everybody the feed.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

MOST = 30  # entries: a reader that asks once a week misses nothing


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``url`` is relative on the site; ``key`` is the page's translation key."""

    key: str
    title: str
    url: str
    summary: str
    published_at: datetime
    changed_at: datetime
    category: str = ""


def atom(request: HttpRequest, page: Any, url: str, entries: Iterable[Entry]) -> HttpResponse:
    """A feed of ``entries`` for a page at ``url``. An entry keeps its id wherever its page is moved."""
    language = get_language() or "en"
    feed = Atom1Feed(
        title=_written(page.title),
        link=request.build_absolute_uri(url),
        description=_written(page.summary),
        language=language,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=_id(str(page.translation_key), language),
    )
    for entry in entries:
        feed.add_item(
            title=_written(entry.title),
            link=request.build_absolute_uri(entry.url),
            # Readers take it for HTML.
            description=escape(_written(entry.summary)),
            unique_id=_id(entry.key, language),
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
            categories=[_written(entry.category)] if entry.category else [],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _written(words: str) -> str:
    return NOT_IN_XML.sub(" ", words)


def _id(key: str, language: str) -> str:
    return uuid5(NAMESPACE_URL, f"{key}:{language}").urn
