"""The privacy notice (UK GDPR, articles 13 and 14), service by service: the register of processing in the words of those
whose data it is. Only the journeys that the one asking could start are in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, override

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.published import definitions_of
from forms_engine.catalogue.selectors import live_versions
from forms_engine.definition.document import Definition
from forms_engine.definition.lint.privacy import PERSONAL_TYPES
from forms_engine.delivery.models import Route
from forms_engine.requests.models import RetentionRule

# The connector to a queue of this house (``delivery.connectors.queue``).
IN_HOUSE = "queue"


@dataclass(frozen=True, slots=True)
class Kept:
    """How long finished requests are kept, and why. ``outcome`` is empty where it holds however they ended."""

    months: int
    because: str
    outcome: str

    @property
    def years(self) -> int:
        """The same in whole years; 0 where it is not a whole number of them."""
        return self.months // 12 if self.months % 12 == 0 else 0


@dataclass(frozen=True, slots=True)
class JourneyNotice:
    """One form: what it is for, on what basis, what about people it asks for and whom it goes to. ``recipients`` are in
    plain words: which product a back office runs is nobody's business."""

    slug: str
    title: str
    purpose: str
    lawful_basis: str
    asked: tuple[str, ...]
    sensitive: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceNotice:
    """A service, its forms, and how long what they bring is kept. ``language`` is that of the name."""

    slug: str
    name: str
    language: str
    kept: tuple[Kept, ...]
    journeys: tuple[JourneyNotice, ...]


def notice_for(principal: Principal, language: str) -> list[ServiceNotice]:
    """The services whose forms this principal could fill in, by name. A number of questions that does not grow."""
    versions = list(live_versions(principal))
    definitions = definitions_of(tuple(sorted(one.pk for one in versions))) if versions else {}
    recipients = _recipients(definitions.values(), language)
    by_service: dict[Service, list[JourneyNotice]] = defaultdict(list)
    for version in versions:
        definition = definitions[version.pk]
        given = [name for route in definition.routes for name in recipients.get(route, ())]
        by_service[version.journey.service].append(
            _journey(version.journey.slug, definition, given, language)
        )
    names = _names((service.slug for service in by_service), language)
    rules = list(RetentionRule.objects.select_related("outcome"))
    found = [
        ServiceNotice(
            slug=service.slug,
            name=names[service.slug].name,
            language=names[service.slug].locale.language_code,
            kept=_kept(service, rules),
            journeys=tuple(sorted(journeys, key=lambda one: one.title.casefold())),
        )
        for service, journeys in by_service.items()
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def _journey(slug: str, definition: Definition, recipients: Iterable[str], language: str) -> JourneyNotice:
    questions = definition.questions_by_key.values()
    return JourneyNotice(
        slug=slug,
        title=definition.title.in_language(language),
        purpose=definition.purpose.in_language(language) if definition.purpose else "",
        lawful_basis=definition.lawful_basis.strip(),
        asked=tuple(
            dict.fromkeys(one.label.in_language(language) for one in questions if one.type in PERSONAL_TYPES)
        ),
        sensitive=tuple(dict.fromkeys(one.label.in_language(language) for one in questions if one.sensitive)),
        recipients=tuple(dict.fromkeys(recipients)),
    )


def _recipients(definitions: Iterable[Definition], language: str) -> Mapping[str, list[str]]:
    """By route, who gets personal data by it: the team itself first, then others as an administrator has put it, and
    together those about whom nobody has put anything."""
    slugs = {slug for definition in definitions for slug in definition.routes}
    routes = Route.objects.filter(slug__in=slugs).prefetch_related("destinations")
    with override(language):
        team = gettext("The team that does this for the council")
        others = gettext("Systems of the council, and of companies that work for it")
    found = {
        route.slug: {
            one.told_as(language) or (team if one.kind == IN_HOUSE else others)
            for one in route.destinations.all()
            if one.retired_at is None and not one.is_test and one.takes_personal_data
        }
        for route in routes
    }
    return {
        slug: sorted(said, key=lambda one: (one != team, one == others, one)) for slug, said in found.items()
    }


def _names(slugs: Iterable[str], language: str) -> Mapping[str, Service]:
    """The services in that language, or in the first where they have no name in it."""
    rows = Service.objects.filter(
        slug__in=list(slugs), locale__language_code__in={language, settings.LANGUAGE_CODE}
    ).select_related("locale")
    ordered = sorted(rows, key=lambda one: one.locale.language_code == language)
    return {one.slug: one for one in ordered}


def _kept(service: Service, rules: Sequence[RetentionRule]) -> tuple[Kept, ...]:
    """Its own rules, and the council's where none of them holds for every outcome."""
    own = [rule for rule in rules if rule.service_id == service.pk]
    if not any(rule.outcome_id is None for rule in own):
        own += [rule for rule in rules if rule.service_id is None]
    return tuple(Kept(rule.months, rule.because, rule.outcome.name if rule.outcome else "") for rule in own)
