"""Setting up what the council offers: services with their teams, queues, destinations and routes, then journeys.

This stands above both the catalogue and delivery, as a journey needs a service and a route that leads somewhere.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import Locale

from forms_engine.catalogue.models import JourneyVersion, Queue, Service, Team
from forms_engine.catalogue.services import publish_journey
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.lint import errors_of
from forms_engine.definition.parse import parse_definition
from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.mapping.services import check_mappings
from forms_engine.delivery.models import Destination, Route
from forms_engine.journeys.checking_bookings import check_booking
from forms_engine.journeys.lookup_models import LookupSource
from forms_engine.journeys.lookups.checking import check_lookups
from forms_engine.journeys.lookups.interface import build

PARTS = ("teams", "queues", "services", "destinations", "routes", "lookups")
WORDS = {"name", "summary", "opening_hours"}  # what a service says in each language


class OfferRefused(ValueError):
    """The file cannot be taken; the message says where and why. Nothing was changed."""


@transaction.atomic
def import_services(document: Any, *, keep: bool = False) -> None:
    """Make the teams, queues, services, destinations, routes and look-ups of a document (``content_fixtures/services.json``
    is an example) what it says they are, found by their slugs. With ``keep``, those that exist stay as they are. A
    service's ``translations`` are its name, summary and opening hours by language.

    Raises:
        OfferRefused: when it is not such a document, or one of its parts will not do.
    """
    if not isinstance(document, dict) or set(document) - set(PARTS):
        raise OfferRefused(f"Write one object with the lists {', '.join(PARTS)}.")
    for part in PARTS:
        rows = document.get(part, [])
        if not isinstance(rows, list):
            raise OfferRefused(f"{part} must be a list.")
        for number, row in enumerate(rows):
            place = f"{part}[{number}]"
            if not isinstance(row, dict) or not isinstance(row.get("slug"), str):
                raise OfferRefused(f"{place} must be an object with a slug.")
            try:
                _import_row(part, dict(row), keep=keep)
            except (Team.DoesNotExist, Destination.DoesNotExist) as error:
                raise OfferRefused(f"{place} names something that is not there: {error}") from error
            except (ValidationError, TypeError, KeyError) as error:
                raise OfferRefused(f"{place}: {error}") from error


def _import_row(part: str, row: dict[str, Any], *, keep: bool) -> None:
    slug = row.pop("slug")
    match part:
        case "teams":
            _write(Team, {"slug": slug}, row, keep=keep)
        case "queues":
            _write(Queue, {"slug": slug}, {**row, "team": Team.objects.get(slug=row["team"])}, keep=keep)
        case "services":
            english = Locale.objects.get(language_code="en")
            values = {**row, "team": Team.objects.get(slug=row["team"])}
            translations = values.pop("translations", {})
            service, _ = _write(Service, {"slug": slug, "locale": english}, values, keep=keep)
            for language, words in translations.items():
                _write_words(service, language, words, keep=keep)
        case "destinations":
            row["settings"] = checked_settings(row.get("kind", ""), row.get("settings", {}))
            row["team"] = _looks_after(row)
            _write(Destination, {"slug": slug}, row, keep=keep)
        case "lookups":
            build(row.get("kind", ""), row.get("settings", {}))
            _write(LookupSource, {"slug": slug}, row, keep=keep)
        case "routes":
            wanted = [Destination.objects.get(slug=one) for one in row.pop("destinations")]
            route, is_new = _write(Route, {"slug": slug}, row, keep=keep)
            if is_new or not keep:
                route.destinations.set(wanted)


def _looks_after(row: dict[str, Any]) -> Team | None:
    """Whose a destination is: the team that its row names, or the team whose queue it is."""
    if "team" in row:
        return Team.objects.get(slug=row["team"])
    queue = row["settings"].get("queue")
    return Team.objects.filter(queues__slug=queue).first() if queue else None


def _write_words(service: Service, language: str, words: dict[str, str], *, keep: bool) -> None:
    """A service's row in another language than English."""
    if language not in dict(settings.WAGTAIL_CONTENT_LANGUAGES) or set(words) - WORDS:
        raise KeyError(f"translations take {', '.join(sorted(WORDS))}, in the languages of this installation")
    locale, _ = Locale.objects.get_or_create(language_code=language)
    english = {name: getattr(service, name) for name in ("team", "openness", "lgsl_number", "phone")}
    values = {**english, "translation_key": service.translation_key, **words}
    _write(Service, {"slug": service.slug, "locale": locale}, values, keep=keep)


def _write(
    model: type[models.Model], found_by: dict[str, Any], values: dict[str, Any], *, keep: bool
) -> tuple[Any, bool]:
    existing = model._default_manager.filter(**found_by).first()
    if existing is not None and keep:
        return existing, False
    row = existing or model(**found_by)
    for name, value in values.items():
        if name not in {field.name for field in model._meta.get_fields()}:
            raise KeyError(f"unknown part “{name}”")
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row, existing is None


def publish(document: Any) -> JourneyVersion:
    """Publish a journey as ``catalogue.services.publish_journey`` does, once its routes are known to lead somewhere
    and every back office's mapping in use can still be filled.

    Raises:
        DefinitionRefused: with every fault found.
    """
    definition = parse_definition(document)
    missing = [
        Finding(
            "missing-route",
            "routes",
            f"The route “{route}” leads to no destination: add one or correct the name.",
        )
        for route in definition.routes
        if not Destination.objects.filter(routes__slug=route, retired_at=None).exists()
    ]
    try:
        with transaction.atomic():
            version = publish_journey(document)
            # The journey is locked now: nobody publishes a mapping of it meanwhile.
            missing += errors_of(check_mappings(definition)) + check_lookups(definition)
            missing += errors_of(check_booking(definition))
            if missing:
                raise DefinitionRefused(missing)
            return version
    except DefinitionRefused as refused:
        if refused.findings is missing:
            raise
        raise DefinitionRefused([*refused.findings, *missing]) from refused
