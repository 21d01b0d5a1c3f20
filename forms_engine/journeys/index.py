"""Everything that can be done online on this host, service by service."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import definition_of, live_versions
from forms_engine.catalogue.words import ServiceWords, words_of
from page_cache.answers import shared


@dataclass(frozen=True, slots=True)
class OfferedJourney:
    """A journey that can be started, in one language, or where it has not been translated in the one said."""

    slug: str
    title: str
    summary: str
    language: str


@dataclass(frozen=True, slots=True)
class OfferingService:
    """A service and its journeys."""

    slug: str
    words: ServiceWords
    journeys: list[OfferedJourney]


def offered_by_service(principal: Principal, language: str) -> list[OfferingService]:
    """The journeys this principal may see, under their services; both in alphabetical order."""
    found: dict[Service, list[OfferedJourney]] = {}
    for version in live_versions(principal):
        definition = definition_of(version.pk)
        found.setdefault(version.journey.service, []).append(
            OfferedJourney(
                slug=definition.slug,
                title=definition.title.in_language(language),
                summary=definition.summary.in_language(language),
                language=language if language in definition.title.by_language else "en",
            )
        )
    said = words_of(found, language)
    offering = [
        OfferingService(service.slug, said[service.pk], sorted(journeys, key=lambda journey: journey.title))
        for service, journeys in found.items()
    ]
    return sorted(offering, key=lambda service: service.words.name)


@require_safe
def journey_index(request: GuildhallRequest) -> HttpResponse:
    """All journeys of this host, service by service."""
    language = get_language() or "en"
    return shared(
        render(request, "journeys/index.html", {"services": offered_by_service(request.principal, language)})
    )
