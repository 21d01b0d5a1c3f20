"""What every page of a journey shows: its name, its service and where to get help."""

from typing import Any

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Content, Definition


def journey_context(version: JourneyVersion, language: str) -> dict[str, Any]:
    """The part of a template's context that all pages of a journey share."""
    definition = definition_of(version.pk)
    service = version.journey.service
    return {
        "journey": {
            "slug": definition.slug,
            "kind": definition.kind,
            "title": definition.title.in_language(language),
            "summary": definition.summary.in_language(language),
        },
        "service": service,
        "help_phone": service.phone,
        "help_hours": service.opening_hours,
    }


def content_blocks(blocks: tuple[Content, ...], language: str) -> list[dict[str, str]]:
    """Content in one language, in the shape that ``journeys/_content.html`` shows."""
    return [
        {
            "content": block.type,
            "text": block.text.in_language(language),
            "title": block.title.in_language(language),
        }
        for block in blocks
    ]


def fee_rows(definition: Definition, language: str) -> list[dict[str, Any]]:
    """What the journey can cost, for its start page: every line, those under a condition marked."""
    return [
        {
            "label": line.label.in_language(language),
            "amount_pence": line.amount_pence,
            "sometimes": line.when is not None,
        }
        for line in definition.fees
    ]
