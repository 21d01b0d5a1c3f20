"""What search engines are told: ``/sitemap.xml`` on the public host, ``/robots.txt`` on every host.

The sitemap holds what a stranger may read, by the same selectors as everything else, in every language, each address
with those of its translations (https://www.sitemaps.org/protocol.html; hreflang as xhtml:link). It is an index of parts,
so that no part and no number of queries grows with the content.
"""

import datetime
import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from content.links import pages_of_site, site_roots
from forms_engine.catalogue.selectors import live_versions
from knowledge.models import ArticlePage
from knowledge.selectors import articles
from page_cache.answers import shared

# The protocol allows 50,000; with their translations beside them a part of this size stays below a megabyte.
ENTRIES_A_PART = 2_000

# Addresses that are somebody's own, or lead nowhere for a machine.
NOT_FOR_MACHINES = ("/account/", "/requests/", "/payments/", "/api/")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address, when it last changed, and the address of each of its translations by language, itself included."""

    url: str
    changed_at: datetime.datetime | None = None
    translations: dict[str, str] = field(default_factory=dict)


@require_safe
def robots(request: GuildhallRequest) -> HttpResponse:
    """Everything public may be read by machines; nothing of the other two hosts."""
    if request.host_audience == PUBLIC:
        lines = [f"Disallow: {path}" for path in NOT_FOR_MACHINES]
        lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    else:
        lines = ["Disallow: /"]
    return HttpResponse("\n".join(["User-agent: *", *lines, ""]), content_type="text/plain")


@require_safe
def index(request: GuildhallRequest) -> HttpResponse:
    """The parts of the sitemap."""
    counts = {"pages": _page_rows(request).count(), "articles": _article_rows(request).count(), "journeys": 1}
    parts = [
        request.build_absolute_uri(reverse("sitemap_part", args=[kind, number + 1]))
        for kind, count in counts.items()
        for number in range(math.ceil(count / ENTRIES_A_PART))
    ]
    return _xml(request, "sitemap/index.xml", {"parts": parts})


@require_safe
def part(request: GuildhallRequest, kind: str, number: int) -> HttpResponse:
    """One part."""
    start = (number - 1) * ENTRIES_A_PART
    if kind == "journeys":
        entries = _journeys(request) if number == 1 else []
    else:
        rows = _page_rows(request) if kind == "pages" else _article_rows(request)
        entries = _entries(request, rows, slice(start, start + ENTRIES_A_PART))
    if not entries:
        raise Http404
    return _xml(request, "sitemap/part.xml", {"entries": entries})


def _page_rows(request: GuildhallRequest) -> QuerySet[Any]:
    """The readable pages of this site in all its languages."""
    return pages_of_site(request).order_by("path")


def _article_rows(request: GuildhallRequest) -> QuerySet[Any]:
    return articles(request.principal).order_by("path")


def _entries(request: GuildhallRequest, rows: QuerySet[Any], window: slice) -> list[Entry]:
    """These rows, each with its translations: two queries."""
    names = ("translation_key", "locale__language_code", "url_path", "slug", "last_published_at")
    shown = list(rows.values_list(*names)[window])
    of_one: dict[Any, dict[str, str]] = defaultdict(dict)
    for key, language, url_path, slug, _at in rows.filter(
        translation_key__in={row[0] for row in shown}
    ).values_list(*names):
        of_one[key][language] = _address(request, language, url_path, slug, rows.model)
    return [
        Entry(of_one[key][language], changed_at, of_one[key] if len(of_one[key]) > 1 else {})
        for key, language, _path, _slug, changed_at in shown
    ]


def _address(request: GuildhallRequest, language: str, url_path: str, slug: str, model: type) -> str:
    """The absolute address of an article, or of a page of this site."""
    with translation.override(language):
        if model is ArticlePage:
            path = reverse("knowledge_article", args=[slug])
        else:
            below_the_root = url_path.removeprefix(site_roots(request)[language].url_path)
            path = reverse("wagtail_serve", args=[""]) + iri_to_uri(below_the_root)
    return request.build_absolute_uri(path)


def _journeys(request: GuildhallRequest) -> list[Entry]:
    """The journeys that anybody can start; each has an address in every language."""
    entries = []
    for version in live_versions(request.principal):
        urls = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                path = reverse("journey_start", args=[version.journey.slug])
            urls[language] = request.build_absolute_uri(path)
        entries += [Entry(url, version.published_at, urls) for url in urls.values()]
    return entries


def _xml(request: GuildhallRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return shared(render(request, template, context, content_type="application/xml"))
