"""What the council does, by letter: the services of the catalogue that the one asking has a page or a journey for."""

import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from audiences.http import GuildhallRequest
from content.languages.words import language_of
from content.links import Link, address, site_root
from content.selectors import published
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.published import definitions_of
from forms_engine.catalogue.selectors import live_versions


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A service under its letter. With one way on its name is the link; with several they are listed below it.
    ``language`` is that of the name; ``lgsl`` its number in the national list, "" where it has none."""

    name: str
    language: str
    lgsl: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LetterOfServices:
    """A letter, and the services that begin with it; none where nothing does."""

    name: str
    services: tuple[ServiceEntry, ...]


def services_by_letter(request: GuildhallRequest) -> list[LetterOfServices]:
    """Every letter with its services, by name in the reader's language. A number of questions that does not grow."""
    ways = _ways(request)
    by_letter: dict[str, list[ServiceEntry]] = defaultdict(list)
    for service in _named(ways):
        language = service.locale.language_code
        lgsl = str(service.lgsl_number or "")
        entry = ServiceEntry(service.name, language, lgsl, tuple(ways[service.slug]))
        by_letter[_letter(service.name)].append(entry)
    letters = [*string.ascii_uppercase, *(name for name in by_letter if name not in string.ascii_uppercase)]
    return [
        LetterOfServices(letter, tuple(sorted(by_letter[letter], key=lambda one: _folded(one.name))))
        for letter in letters
    ]


def _named(slugs: Iterable[str]) -> list[Service]:
    """These services in the reader's language, or in the first where they have no name in it."""
    language = get_language() or settings.LANGUAGE_CODE
    rows = Service.objects.filter(
        slug__in=list(slugs), locale__language_code__in={language, settings.LANGUAGE_CODE}
    ).select_related("locale")
    # The reader's language last, so that it is the one that stays.
    ordered = sorted(rows, key=lambda one: one.locale.language_code == language)
    return list({one.slug: one for one in ordered}.values())


def _ways(request: GuildhallRequest) -> dict[str, list[Link]]:
    """By service: the pages that name it, in the order of the site; the journeys of those that no page names."""
    ways: dict[str, list[Link]] = defaultdict(list)
    root = site_root(request)
    if root is not None:
        below: Any = published(request.principal, "ServicePage").descendant_of(root).exclude(service_slug="")
        for page in below.defer("body").order_by("path"):
            ways[page.service_slug].append(
                Link(page.title, address(request, page), language=language_of(page, "title"))
            )
    paged = set(ways)
    left = [one for one in live_versions(request.principal) if one.journey.service.slug not in paged]
    definitions = definitions_of(tuple(sorted(one.pk for one in left))) if left else {}
    language = get_language() or settings.LANGUAGE_CODE
    for version in left:
        title = definitions[version.pk].title
        link = Link(title.in_language(language), reverse("journey_start", args=[version.journey.slug]))
        ways[version.journey.service.slug].append(link)
    return ways


def _letter(name: str) -> str:
    first = _folded(name.strip())[:1].upper()
    return first if first and first in string.ascii_uppercase else "0–9"


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()
