"""Publishing what the council offers."""

import hashlib
from typing import Any

from django.db import transaction

from forms_engine.catalogue.models import Journey, JourneyVersion, Service
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.lint import errors_of, lint
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition


@transaction.atomic
def publish_journey(document: dict[str, Any]) -> JourneyVersion:
    """Publish a journey document as the next version of its journey, making the journey where it is new. What is kept is
    its canonical form.

    Publishing the definition that is live already, however it is written, changes nothing and returns that version.

    Raises:
        DefinitionRefused: with every error the linter finds, or where it names an unknown service. Warnings pass.
    """
    errors = errors_of(lint(document))
    if errors:
        raise DefinitionRefused(errors)
    definition = parse_definition(document)
    canonical = write_definition(definition)
    service = Service.objects.filter(slug=definition.service, locale__language_code="en").first()
    if service is None:
        unknown = f"There is no service “{definition.service}”: add it first."
        raise DefinitionRefused([Finding("missing-service", "service", unknown)])
    Journey.objects.get_or_create(
        slug=definition.slug, defaults={"kind": definition.kind, "service": service}
    )
    # Two editors publishing at once: the second waits here and takes the next number.
    journey = Journey.objects.select_for_update().get(slug=definition.slug)
    sha256 = hashlib.sha256(canonical_bytes(canonical)).hexdigest()
    latest = journey.versions.order_by("-number").first()
    if latest and latest.sha256 == sha256 and latest.withdrawn_at is None:
        return latest
    journey.kind, journey.service, journey.audience_keys = definition.kind, service, [definition.audience]
    journey.colleagues = definition.colleagues
    journey.save(update_fields=["kind", "service", "audience_keys", "colleagues"])
    return JourneyVersion.objects.create(
        journey=journey, number=latest.number + 1 if latest else 1, document=canonical, sha256=sha256
    )
