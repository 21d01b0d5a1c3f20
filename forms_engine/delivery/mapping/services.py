"""Publishing a mapping, and asking whether a journey would break one."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from forms_engine.catalogue.locking import locked_definitions
from forms_engine.definition.document import Definition
from forms_engine.definition.errors import Finding
from forms_engine.definition.lint import errors_of
from forms_engine.delivery.mapping.applying import apply
from forms_engine.delivery.mapping.checking import expected_types, problems_with
from forms_engine.delivery.mapping.language import MappingRefused, read_mapping
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Destination, MappingVersion


@transaction.atomic
def publish_mapping(destination: Destination, document: Any, *, by: User | None) -> MappingVersion:
    """Publish a mapping as the destination's next version. The newest in use, published again, stays the one it is.

    Raises:
        MappingRefused: when it is no mapping, or a journey it names does not exist or could not fill it.
    """
    mapping = read_mapping(document)
    Destination.objects.select_for_update().get(pk=destination.pk)
    # No journey that it names is published meanwhile.
    definitions = locked_definitions(mapping.journeys)
    problems = [
        f"journeys.{slug}: there is no such journey on offer."
        for slug in mapping.journeys
        if slug not in definitions
    ]
    for definition in definitions.values():
        problems += [
            f"journeys.{definition.slug}: {finding.message}"
            for finding in errors_of(problems_with(mapping, definition, name=destination.slug))
        ]
    if problems:
        raise MappingRefused(problems)
    kept = mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kept = {"format": mapping.format, **kept}
    sha256 = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    newest = newest_mapping(destination.pk)
    if newest is not None and newest.sha256 == sha256:
        return newest
    return MappingVersion.objects.create(
        destination=destination,
        number=newest.number + 1 if newest else 1,
        document=kept,
        expects={slug: expected_types(mapping, one) for slug, one in definitions.items()},
        sha256=sha256,
        by=by,
    )


def newest_mapping(destination_id: UUID) -> MappingVersion | None:
    """The version in use; None where the destination takes requests as they are."""
    return MappingVersion.objects.filter(destination_id=destination_id).order_by("-number").first()


def newest_mappings(destination_ids: Iterable[UUID]) -> dict[UUID, MappingVersion]:
    """The versions in use of several destinations, with one query."""
    newest = (
        MappingVersion.objects.filter(destination__in=list(destination_ids))
        .order_by("destination_id", "-number")
        .distinct("destination_id")
    )
    return {version.destination_id: version for version in newest}


def check_mappings(definition: Definition) -> list[Finding]:
    """Which mappings in use the definition would break, were it published: each finding names destination and field."""
    newest = (
        MappingVersion.objects.filter(destination__retired_at=None)
        .select_related("destination")
        .order_by("destination_id", "-number")
        .distinct("destination_id")
    )
    findings: list[Finding] = []
    for version in newest:
        mapping = read_mapping(version.document)
        findings += problems_with(
            mapping, definition, version.expects.get(definition.slug), version.destination.slug
        )
    return findings


def mapped(message: Message, version: MappingVersion | None) -> Message:
    """The message with the destination's own fields beside its data (``Message.mapped``); as it is, where the
    destination has no mapping or the message is not what it is first told about a request.

    Raises:
        CannotRender: when the fields cannot be filled.
    """
    if version is None or message.data is None or "answers" not in message.data:
        return message
    return replace(message, mapped=apply(read_mapping(version.document), message.data))
