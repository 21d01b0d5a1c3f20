"""Keeping where something is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.utils import timezone

from forms_engine.locations.areas import areas_of, ward_of
from forms_engine.locations.models import Area, Location, PropertyPoint


@dataclass(frozen=True, slots=True)
class Found:
    """Where a ``location`` or ``address`` answer is on the map, as far as known, and the areas that it is in."""

    latitude: float | None
    longitude: float | None
    areas: tuple[Area, ...]


def locate(answer: Mapping[str, Any]) -> Found:
    """Find an answer (shapes: ``runtime.values``) on the map.

    An address that was chosen from the gazetteer is where the gazetteer said. One that was typed is nowhere on the map:
    its areas stay unknown.
    """
    latitude, longitude = answer.get("latitude"), answer.get("longitude")
    uprn = answer.get("uprn") or ""
    if latitude is None and longitude is None and uprn:
        known = PropertyPoint.objects.filter(uprn=uprn).first()
        if known:
            latitude, longitude = known.latitude, known.longitude
    if latitude is None or longitude is None:
        return Found(None, None, ())
    return Found(latitude, longitude, tuple(areas_of(longitude, latitude)))


def record_location(answer: Mapping[str, Any]) -> Location:
    """Keep a ``location`` or ``address`` answer as a Location, with the areas it is in (``locate``)."""
    street = ", ".join(
        part for part in (answer.get("line1"), answer.get("line2"), answer.get("town")) if part
    )
    found = locate(answer)
    return Location.objects.create(
        description=(answer.get("description") or street)[:200],
        postcode=(answer.get("postcode") or "").upper().strip(),
        uprn=answer.get("uprn") or "",
        latitude=found.latitude,
        longitude=found.longitude,
        ward=ward_of(found.areas),
        area_codes=[area.code for area in found.areas],
    )


def remember_points(found: Iterable[tuple[str, float | None, float | None]]) -> None:
    """Keep where properties are: UPRN, longitude, latitude as the gazetteer gave them. One statement."""
    points = {
        uprn: PropertyPoint(uprn=uprn, longitude=longitude, latitude=latitude, seen_at=timezone.now())
        for uprn, longitude, latitude in found
        if uprn
        and len(uprn) <= 12
        and longitude is not None
        and latitude is not None
        and isfinite(longitude)
        and isfinite(latitude)
        and abs(longitude) <= 180
        and abs(latitude) <= 90
    }
    if points:
        PropertyPoint.objects.bulk_create(
            [points[uprn] for uprn in sorted(points)],
            update_conflicts=True,
            unique_fields=["uprn"],
            update_fields=["latitude", "longitude", "seen_at"],
        )
