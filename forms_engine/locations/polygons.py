"""Whether a point is in a polygon, exactly.

A point is inside where a ray from it to the east crosses the rings an odd number of times (holes and parts of a
multipolygon count alike). An edge that goes up includes its lower end and not its upper one, and the side of an edge is
worked out without rounding, so areas that share a border are a partition: a point on the border between two of them is
in exactly one.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

Ring = Sequence[Sequence[float]]
Polygons = Sequence[Sequence[Ring]]

# Beyond this many times the rounding error of three operations, a double's sign is right.
_SAFE = 8.9e-16


def contains(polygons: Polygons, longitude: float, latitude: float) -> bool:
    """Whether the point is in the polygons of a GeoJSON MultiPolygon."""
    inside = False
    for ring in rings_of(polygons):
        for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
            if (y1 > latitude) != (y2 > latitude) and _is_left_of(longitude, latitude, x1, y1, x2, y2):
                inside = not inside
    return inside


def rings_of(polygons: Polygons) -> Iterable[Ring]:
    """Every ring, outer ones and holes."""
    return (ring for polygon in polygons for ring in polygon)


def extent(polygons: Polygons) -> tuple[float, float, float, float]:
    """West, south, east and north."""
    points = [point for ring in rings_of(polygons) for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _is_left_of(x: float, y: float, x1: float, y1: float, x2: float, y2: float) -> bool:
    """Whether the point is strictly west of the edge, which crosses its latitude."""
    if y1 > y2:
        x1, y1, x2, y2 = x2, y2, x1, y1
    left, right = (x2 - x1) * (y - y1), (x - x1) * (y2 - y1)
    side = left - right
    if abs(side) <= _SAFE * (abs(left) + abs(right)):
        fx, fy, fx1, fy1 = Fraction(x), Fraction(y), Fraction(x1), Fraction(y1)
        return (Fraction(x2) - fx1) * (fy - fy1) > (fx - fx1) * (Fraction(y2) - fy1)
    return side > 0
