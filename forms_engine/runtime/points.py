"""The point of a location answer, however it was given: a pin, latitude and longitude, easting and northing, or a grid
reference."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_engine.runtime.grid import (
    LARGEST_EASTING,
    LARGEST_NORTHING,
    GridPoint,
    grid_reference,
    read_grid_reference,
    to_grid,
    to_latitude_longitude,
)
from forms_engine.runtime.numbers import read_number

# The United Kingdom's bounding box in WGS 84 degrees.
UK_LATITUDE, UK_LONGITUDE = (49.8, 60.9), (-8.7, 1.8)
# Metres by which two ways of saying the same point may differ: half a 100 m square's diagonal, and Helmert's error.
SAME_POINT = 200


@dataclass(frozen=True, slots=True)
class Point:
    """A point in WGS 84 degrees and on the National Grid."""

    latitude: float
    longitude: float
    grid: GridPoint

    def as_answer(self) -> dict[str, Any]:
        """Its parts of a location answer."""
        return {
            "latitude": self.latitude,
            "longitude": self.longitude,
            "easting": self.grid.easting,
            "northing": self.grid.northing,
            "grid_reference": grid_reference(self.grid),
        }


def point_of(answer: Mapping[str, Any]) -> Point | str | None:
    """The point that an answer gives; None where it gives none; otherwise the code of what is wrong with it
    (``bad-location``, ``bad-grid``, ``bad-grid-reference``, ``two-locations``).

    Latitude and longitude come first, then easting and northing, then the grid reference; where several are given
    they have to agree.
    """
    found: list[Point] = []
    for way in (_degrees, _metres, _reference):
        point = way(answer)
        if isinstance(point, str):
            return point
        if point is not None:
            found.append(point)
    if not found:
        return None
    first = found[0]
    # Only of the first: the others are the same point, and may lie a metre beyond the border by their own account.
    if not _is_in_the_uk(first.latitude, first.longitude):
        return "bad-location"
    for other in found[1:]:
        if (
            math.dist((first.grid.easting, first.grid.northing), (other.grid.easting, other.grid.northing))
            > SAME_POINT
        ):
            return "two-locations"
    return first


def _given(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def _degrees(answer: Mapping[str, Any]) -> Point | str | None:
    typed = answer.get("latitude"), answer.get("longitude")
    if not any(map(_given, typed)):
        return None
    latitude, longitude = map(read_number, typed)
    if latitude is None or longitude is None:
        return "bad-location"
    return _within(round(float(latitude), 6), round(float(longitude), 6))


def _is_in_the_uk(latitude: float, longitude: float) -> bool:
    return UK_LATITUDE[0] <= latitude <= UK_LATITUDE[1] and UK_LONGITUDE[0] <= longitude <= UK_LONGITUDE[1]


def _within(latitude: float, longitude: float) -> Point | str:
    if not _is_in_the_uk(latitude, longitude):
        return "bad-location"
    grid = to_grid(latitude, longitude)
    # The corners of the bounding box lie off the grid.
    if not (0 <= grid.easting < LARGEST_EASTING and 0 <= grid.northing < LARGEST_NORTHING):
        return "bad-location"
    return Point(latitude, longitude, grid)


def _metres(answer: Mapping[str, Any]) -> Point | str | None:
    typed = answer.get("easting"), answer.get("northing")
    if not any(map(_given, typed)):
        return None
    easting, northing = map(read_number, typed)
    if (
        easting is None
        or northing is None
        or not (0 <= easting < LARGEST_EASTING and 0 <= northing < LARGEST_NORTHING)
    ):
        return "bad-grid"
    return _on_grid(GridPoint(int(easting), int(northing)))


def _reference(answer: Mapping[str, Any]) -> Point | str | None:
    typed = answer.get("grid_reference")
    if not _given(typed):
        return None
    point = read_grid_reference(typed) if isinstance(typed, str) and len(typed) <= 40 else None
    return _on_grid(point) if point else "bad-grid-reference"


def _on_grid(grid: GridPoint) -> Point:
    return Point(*to_latitude_longitude(grid), grid)
