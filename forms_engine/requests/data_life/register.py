"""The register of processing (UK GDPR, article 30): what each journey asks, what for and on what basis, how long it is kept,
who gets it. Made from the journeys as they are published, the retention rules and the routes: nobody keeps it by hand."""

from collections.abc import Iterator

from django.conf import settings

from forms_engine.catalogue.models import Journey, Service
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.definition.lint.privacy import PERSONAL_TYPES
from forms_engine.delivery.models import Route
from forms_engine.requests.models import RetentionRule

DAYS_OF_A_MONTH = 30  # at least, so that a year is one of 365 days as well as twelve months

COLUMNS = (
    "Service", "Journey", "Purpose", "Lawful basis", "Personal data asked for", "Sensitive questions",
    "The journey says: days kept after it is finished", "Erased after", "Recipients", "Processors", "Missing",
)  # fmt: skip


def rows() -> Iterator[dict[str, str]]:
    """A row for each journey that is published now, by service. Constant queries a journey."""
    rules = list(RetentionRule.objects.select_related("outcome"))
    offered = (
        Journey.objects.filter(is_practice=False).select_related("service").order_by("service__name", "slug")
    )
    for journey in offered:
        published = journey.versions.filter(withdrawn_at=None).order_by("-number")
        version = published.values_list("pk", flat=True).first()
        if version is not None:
            yield _row(journey.service, definition_of(version), rules)


def processors() -> str:
    """Who else handles personal data for the council, as far as the house is set up to use them."""
    used = ["Stripe (card payments)"] if settings.STRIPE_SECRET_KEY else []
    used.append("the mail server (emails)")
    if settings.SMS_PROVIDER:
        used.append("the text message provider")
    if settings.ADDRESS_LOOKUP:
        used.append("the address look-up")
    return "; ".join(used)


def _row(service: Service, definition: Definition, rules: list[RetentionRule]) -> dict[str, str]:
    questions = definition.questions_by_key.values()
    own = _rules_of(service, rules)
    kept = _kept(own)
    missing = {
        "purpose": definition.purpose,
        "lawful basis": definition.lawful_basis.strip(),
        "retention rule": kept,
    }
    values = (
        service.name,
        definition.title.in_language("en"),
        definition.purpose.in_language("en") if definition.purpose else "",
        definition.lawful_basis.strip(),
        "; ".join(one.label.in_language("en") for one in questions if one.type in PERSONAL_TYPES),
        "; ".join(one.label.in_language("en") for one in questions if one.sensitive),
        str(definition.retention_days or ""),
        kept,
        "; ".join(_recipients(definition)),
        processors(),
        "; ".join([name for name, said in missing.items() if not said] + _too_long(own, definition)),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _rules_of(service: Service, rules: list[RetentionRule]) -> list[RetentionRule]:
    own = [rule for rule in rules if rule.service_id == service.pk]
    if not any(rule.outcome_id is None for rule in own):
        own += [rule for rule in rules if rule.service_id is None]
    return own


def _too_long(own: list[RetentionRule], definition: Definition) -> list[str]:
    """People were told how long it is kept, and it is kept for longer."""
    days = definition.retention_days
    longest = max((rule.months for rule in own), default=0) * DAYS_OF_A_MONTH
    return ["a rule that keeps it no longer than the journey says"] if days and longest > days else []


def _kept(own: list[RetentionRule]) -> str:
    return "; ".join(
        f"{rule.months} months{f' ({rule.outcome.name})' if rule.outcome else ''}: {rule.because}"
        for rule in own
    )


def _recipients(definition: Definition) -> Iterator[str]:
    named = Route.objects.filter(slug__in=definition.routes).prefetch_related("destinations")
    found = {one for route in named for one in route.destinations.all() if one.retired_at is None}
    for one in sorted(found, key=lambda row: row.name):
        yield one.name if one.takes_personal_data else f"{one.name} (no personal data)"
