"""What a service is called in its reader's language.

Requests and journeys point at a service's English row. A row of the same service in another language holds words only:
whom to call, which team and who may see it are always the English row's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from forms_engine.catalogue.models import Service

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """The words of a service, and the language that its name and summary are in."""

    name: str
    summary: str
    opening_hours: str
    language: str


def words_in(service: Service, language: str) -> ServiceWords:
    """A service's words in a language (a code such as ``cy``), in English what is missing. One query, none for
    English."""
    return words_of([service], language)[service.pk]


def words_of(services: Iterable[Service], language: str) -> dict[int, ServiceWords]:
    """The words of several services, English rows, by their ids, with one query for all."""
    services, language = list(services), language.split("-")[0]
    translated: dict[object, Service] = {}
    if language != SOURCE and services:
        keys = [service.translation_key for service in services]
        found = Service.objects.filter(translation_key__in=keys, locale__language_code=language)
        translated = {row.translation_key: row for row in found}
    return {
        service.pk: _words(service, translated.get(service.translation_key), language) for service in services
    }


def _words(service: Service, translated: Service | None, language: str) -> ServiceWords:
    if translated is None:
        return ServiceWords(service.name, service.summary, service.opening_hours, SOURCE)
    return ServiceWords(
        name=translated.name,
        summary=translated.summary or service.summary,
        opening_hours=translated.opening_hours or service.opening_hours,
        language=language,
    )
