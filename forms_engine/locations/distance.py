"""How far two points are from each other, and which box holds all that is near one. WGS 84 degrees, metres."""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_METRES = 6_371_008.8  # the mean radius


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two parallels and two meridians."""

    south: float
    north: float
    west: float
    east: float


def metres_between(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """The way along the earth, as the haversine formula has it: right to half a percent."""
    north, north_too = radians(latitude), radians(to_latitude)
    half = (
        sin((north_too - north) / 2) ** 2
        + cos(north) * cos(north_too) * sin(radians(to_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(half)))


def box_around(latitude: float, longitude: float, metres: float) -> Box:
    """A box that holds every point within so many metres, and a few more. Not for the poles or the date line, where
    no council is."""
    up = degrees(metres / EARTH_METRES) * 1.01
    # Meridians are closest to each other at the side of the box that is nearer to the pole.
    aside = up / max(0.01, cos(radians(min(89.0, abs(latitude) + up))))
    return Box(latitude - up, latitude + up, longitude - aside, longitude + aside)
