"""Keeping where something is."""

from typing import Any

from forms_engine.locations.models import Location


def record_location(answer: dict[str, Any]) -> Location:
    """Keep a ``location`` or ``address`` answer (shapes: ``runtime.values``) as a Location."""
    street = ", ".join(
        part for part in (answer.get("line1"), answer.get("line2"), answer.get("town")) if part
    )
    return Location.objects.create(
        description=(answer.get("description") or street)[:200],
        postcode=(answer.get("postcode") or "").upper().strip(),
        uprn=answer.get("uprn") or "",
        latitude=answer.get("latitude"),
        longitude=answer.get("longitude"),
    )
