"""Publishing what the council offers."""

import hashlib
import json
from typing import Any

from django.db import transaction

from audiences.keys import check_key
from forms_engine.catalogue.models import Journey, JourneyVersion, Service
from forms_engine.definition.check import check_definition
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.parse import parse_definition


def canonical_bytes(document: dict[str, Any]) -> bytes:
    """A definition's one byte form: UTF-8 JSON, two spaces, keys in the order written, a line break at the end."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


@transaction.atomic
def publish_journey(document: dict[str, Any]) -> JourneyVersion:
    """Publish a journey document as the next version of its journey, making the journey where it is new.

    Publishing the document that is live already changes nothing and returns that version.

    Raises:
        DefinitionRefused: when the document is not a definition, has faults, or names an unknown service.
    """
    definition = parse_definition(document)
    findings = check_definition(definition)
    service = Service.objects.filter(slug=definition.service, locale__language_code="en").first()
    if service is None:
        findings.append(
            Finding(
                "missing-service", "service", f"There is no service “{definition.service}”: add it first."
            )
        )
    try:
        check_key(definition.audience)
    except ValueError:
        findings.append(
            Finding(
                "bad-audience",
                "audience",
                f"“{definition.audience}” is no audience key: write public, staff or partner.",
            )
        )
    if findings or service is None:
        raise DefinitionRefused(findings)
    Journey.objects.get_or_create(
        slug=definition.slug, defaults={"kind": definition.kind, "service": service}
    )
    # Two editors publishing at once: the second waits here and takes the next number.
    journey = Journey.objects.select_for_update().get(slug=definition.slug)
    sha256 = hashlib.sha256(canonical_bytes(document)).hexdigest()
    latest = journey.versions.order_by("-number").first()
    if latest and latest.sha256 == sha256 and latest.withdrawn_at is None:
        return latest
    journey.kind, journey.service, journey.audience_keys = definition.kind, service, [definition.audience]
    journey.save(update_fields=["kind", "service", "audience_keys"])
    return JourneyVersion.objects.create(
        journey=journey, number=latest.number + 1 if latest else 1, document=document, sha256=sha256
    )
