"""Areas from a GeoJSON file (RFC 7946), as the Office for National Statistics and councils' own maps export them."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms_engine.locations.models import Area
from forms_engine.locations.polygons import Polygons, extent

MOST_AREAS = 5_000
MOST_POINTS = 2_000_000
MOST_BYTES = 60 * 2**20
MOST_SAID = 20  # faults that one refusal tells
# What the ONS calls the code and name of a ward, such as WD24CD and WD24NM.
_CODE, _NAME = re.compile(r"(?i)[a-z]{2,8}\d\dcd\Z"), re.compile(r"(?i)[a-z]{2,8}\d\dnm\Z")
_DEGREES = re.compile(r"(?i)(crs:?84|EPSG:{1,2}(6\.9:)?4326)\Z")


class GeoJsonRefused(ValueError):
    """The file cannot be taken; ``faults`` say why, a sentence each. Nothing was changed."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, slots=True)
class ReadArea:
    """One area of a file."""

    code: str
    name: str
    polygons: Polygons


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by the areas' names."""

    added: list[str]
    changed: list[str]
    unchanged: int
    retired: list[str]


def read_areas(text: bytes | str, *, code: str = "", name: str = "") -> list[ReadArea]:
    """The areas of a GeoJSON FeatureCollection of Polygons and MultiPolygons in WGS 84 degrees.

    Args:
        code: the property that holds an area's code; found by its usual names where it is left out.
        name: the same for its name.

    Raises:
        GeoJsonRefused: naming the feature and what is wrong with it.
    """
    if len(text) > MOST_BYTES:
        raise GeoJsonRefused(
            [f"The file is larger than {MOST_BYTES // 2**20} MB. Simplify the outlines first."]
        )
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise GeoJsonRefused(["This is not GeoJSON: it cannot be read as JSON."]) from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise GeoJsonRefused(["This is not a GeoJSON FeatureCollection."])
    _require_degrees(document.get("crs"))
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise GeoJsonRefused(["There are no features in the file."])
    if len(features) > MOST_AREAS:
        raise GeoJsonRefused([f"There are {len(features)} features; at most {MOST_AREAS} are taken."])
    reader = _Reader(code, name)
    found = [area for number, feature in enumerate(features, 1) if (area := reader.area(number, feature))]
    if reader.faults:
        raise GeoJsonRefused(reader.told())
    return found


@transaction.atomic
def import_areas(areas: Iterable[ReadArea], kind: str, *, complete: bool = False) -> Imported:
    """Make the areas what the file says, found by their codes: new ones are added, outlines and names of others are
    replaced, and Locations go on to name them. With ``complete``, areas of that kind that the file has not are retired.

    Raises:
        GeoJsonRefused: when a code is that of an area of another kind.
    """
    wanted = {area.code: area for area in areas}
    there = {
        area.code: area for area in Area.objects.select_for_update().filter(code__in=wanted).defer("polygons")
    }
    others = [
        f"{code} is {there[code].name}, which is a {there[code].get_kind_display().lower()}."
        for code in sorted(there)
        if there[code].kind != kind
    ]
    if others:
        raise GeoJsonRefused(others[:MOST_SAID])
    added: list[str] = []
    changed: list[str] = []
    for code, area in wanted.items():
        digest = hashlib.sha256(json.dumps(area.polygons).encode()).hexdigest()
        row = there.get(code)
        if row is not None and (row.sha256, row.name, row.retired_at) == (digest, area.name, None):
            continue
        (added if row is None else changed).append(area.name)
        west, south, east, north = extent(area.polygons)
        Area.objects.update_or_create(
            code=code,
            defaults={
                "kind": kind,
                "name": area.name,
                "polygons": area.polygons,
                "sha256": digest,
                "west": west,
                "south": south,
                "east": east,
                "north": north,
                "retired_at": None,
            },
        )
    gone = Area.objects.filter(kind=kind, retired_at=None).exclude(code__in=wanted) if complete else None
    retired = sorted(gone.values_list("name", flat=True)) if gone is not None else []
    if gone is not None:
        gone.update(retired_at=timezone.now())
    return Imported(added, changed, len(wanted) - len(added) - len(changed), retired)


def _require_degrees(crs: Any) -> None:
    """Older files say which coordinates they have; newer ones have degrees."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else str(crs)
    if _DEGREES.search(name):
        return
    british = " That is the British National Grid." if "27700" in name else ""
    raise GeoJsonRefused(
        [f"The file’s coordinates are in “{name[:60]}”.{british} Export it in WGS 84 degrees (EPSG:4326)."]
    )


class _Fault(ValueError):
    """What is wrong with one feature."""


class _Reader:
    """Reads features, and notes what is wrong with each."""

    def __init__(self, code: str, name: str) -> None:
        self._code, self._name = code, name
        self._points = 0
        self._seen: dict[str, int] = {}
        self.faults: list[str] = []

    def told(self) -> list[str]:
        """The first faults, and how many more there are."""
        more = len(self.faults) - MOST_SAID
        return self.faults[:MOST_SAID] + ([f"And {more} more."] if more > 0 else [])

    def area(self, number: int, feature: Any) -> ReadArea | None:
        """One feature, or None where something is wrong with it."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        called = f"Feature {number}"
        try:
            code = self._property(properties, self._code, ("code", "gss_code", "id"), _CODE, "code", 20)
            called = f"Feature {number} ({code})"
            if code in self._seen:
                raise _Fault(f"has the same code as feature {self._seen[code]}.")
            self._seen[code] = number
            name = self._property(properties, self._name, ("name", "title"), _NAME, "name", 120)
            return ReadArea(code, name, self._polygons(feature.get("geometry")))
        except _Fault as fault:
            self.faults.append(f"{called} {fault}")
            return None

    def _property(
        self,
        properties: dict[str, Any],
        given: str,
        usual: tuple[str, ...],
        official: re.Pattern[str],
        what: str,
        longest: int,
    ) -> str:
        found = given or next((key for key in properties if official.match(key)), "")
        found = found or next((key for key in properties if key.lower() in usual), "")
        value = str(properties.get(found) or "").strip()
        if not value:
            there = ", ".join(sorted(properties)[:12]) or "none"
            wanted = f"“{given}”" if given else f"“{usual[0]}”"
            raise _Fault(f"has no {what}: there is no property {wanted}. Its properties are: {there}.")
        if len(value) > longest or "\x00" in value:
            raise _Fault(f"has a {what} of more than {longest} characters.")
        return value

    def _polygons(self, geometry: Any) -> list[list[list[list[float]]]]:
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind not in {"Polygon", "MultiPolygon"}:
            raise _Fault(
                f"is a {kind or 'feature without a shape'}; only Polygon and MultiPolygon are areas."
            )
        given = geometry.get("coordinates")
        polygons = [given] if kind == "Polygon" else given
        if not isinstance(polygons, list) or not polygons:
            raise _Fault("has no outline.")
        return [self._polygon(polygon) for polygon in polygons]

    def _polygon(self, polygon: Any) -> list[list[list[float]]]:
        if not isinstance(polygon, list) or not polygon:
            raise _Fault("has a polygon without an outline.")
        rings = [self._ring(ring) for ring in polygon]
        west, south, east, north = extent([[rings[0]]])
        for hole in rings[1:]:
            west_of, south_of, east_of, north_of = extent([[hole]])
            if west_of < west or south_of < south or east_of > east or north_of > north:
                raise _Fault("has a hole that is not within its outline.")
        return rings

    def _ring(self, ring: Any) -> list[list[float]]:
        if not isinstance(ring, list) or len(ring) < 4:
            raise _Fault("has a ring of fewer than four points.")
        self._points += len(ring)
        if self._points > MOST_POINTS:
            raise GeoJsonRefused(
                [f"There are more than {MOST_POINTS:,} points. Simplify the outlines first."]
            )
        points = [_point(point) for point in ring]
        if points[0] != points[-1]:
            raise _Fault("has a ring that is not closed: its last point has to be its first again.")
        if _twice_the_size(points) == 0:
            raise _Fault("has a ring that encloses nothing.")
        return points


def _point(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) < 2 or not all(_is_number(one) for one in point[:2]):
        raise _Fault("has a point that is not a pair of numbers.")
    x, y = float(point[0]), float(point[1])
    if abs(x) > 180 or abs(y) > 90:
        grid = 0 <= x <= 800_000 and 0 <= y <= 1_400_000
        what = "British National Grid eastings and northings" if grid else "something else than degrees"
        raise _Fault(
            f"has the point {x:g}, {y:g}, which looks like {what}. Export the file in WGS 84 degrees (EPSG:4326)."
        )
    if 49 <= x <= 61 and -9 <= y <= 2.5:
        raise _Fault(f"has the point {x:g}, {y:g}: GeoJSON has the longitude first, then the latitude.")
    return [x, y]


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < 1e12
        and isfinite(value)
    )


def _twice_the_size(points: list[list[float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)))
