"""The National Grid: eastings, northings and grid references to and from WGS 84 latitude and longitude.

Ordnance Survey's published formulas ("A guide to coordinate systems in Great Britain", annexes B and C): Transverse
Mercator on the Airy 1830 ellipsoid, and the seven-parameter Helmert transformation, good to about five metres, which is
what pointing at a pothole needs. OSTN15, exact to centimetres, is a table of 20 MB.
"""

import math
import re
from dataclasses import dataclass

# Semi-axes in metres.
_AIRY = (6_377_563.396, 6_356_256.909)
_WGS84 = (6_378_137.000, 6_356_752.3142)
_F0, _LAT0, _LON0, _N0, _E0 = 0.9996012717, math.radians(49), math.radians(-2), -100_000, 400_000
# WGS 84 to OSGB36: metres, parts of one, seconds of arc.
_SHIFT = (-446.448, 125.157, -542.060)
_SCALE = 20.4894e-6
_TURN = tuple(math.radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))

# The grid's 500 km and 100 km squares have letters, without I.
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_REFERENCE = re.compile(r"([HJNOST])([A-HJ-Z])(\d{2}|\d{4}|\d{6}|\d{8}|\d{10})\Z", re.ASCII)
LARGEST_EASTING, LARGEST_NORTHING = 700_000, 1_300_000


@dataclass(frozen=True, slots=True)
class GridPoint:
    """Metres east and north of the grid's false origin."""

    easting: int
    northing: int


def read_grid_reference(text: str) -> GridPoint | None:
    """The middle of the square that a grid reference names ("SU 387 148", "SU3871014812"); None where it is none."""
    found = _REFERENCE.match(re.sub(r"[\s,]", "", text).upper())
    if not found:
        return None
    large, small, digits = found.groups()
    big, little = _LETTERS.index(large), _LETTERS.index(small)
    # False origin is the south-west corner of square SV.
    east = ((big - 2) % 5) * 5 + little % 5
    north = 19 - (big // 5) * 5 - little // 5
    half = len(digits) // 2
    size = 10 ** (5 - half)
    easting = east * 100_000 + int(digits[:half]) * size + size // 2
    northing = north * 100_000 + int(digits[half:]) * size + size // 2
    if not (0 <= easting < LARGEST_EASTING and 0 <= northing < LARGEST_NORTHING):
        return None
    return GridPoint(easting, northing)


def grid_reference(point: GridPoint) -> str:
    """The reference to a metre: "SU 38710 14812"."""
    east, north = point.easting // 100_000, point.northing // 100_000
    big = (19 - north) - (19 - north) % 5 + (east + 10) // 5
    little = (19 - north) * 5 % 25 + east % 5
    return f"{_LETTERS[big]}{_LETTERS[little]} {point.easting % 100_000:05} {point.northing % 100_000:05}"


def to_grid(latitude: float, longitude: float) -> GridPoint:
    """WGS 84 degrees to the nearest metre of the grid."""
    lat, lon = _helmert(math.radians(latitude), math.radians(longitude), _WGS84, _AIRY, back=False)
    a, b = _AIRY
    e2 = 1 - b * b / (a * a)
    n = (a - b) / (a + b)
    sin, cos, tan = math.sin(lat), math.cos(lat), math.tan(lat)
    nu = a * _F0 / math.sqrt(1 - e2 * sin * sin)
    rho = a * _F0 * (1 - e2) / (1 - e2 * sin * sin) ** 1.5
    eta2 = nu / rho - 1
    d = lon - _LON0
    north = (
        _meridian(lat, n, b) + _N0
        + nu / 2 * sin * cos * d**2
        + nu / 24 * sin * cos**3 * (5 - tan**2 + 9 * eta2) * d**4
        + nu / 720 * sin * cos**5 * (61 - 58 * tan**2 + tan**4) * d**6
    )  # fmt: skip
    east = (
        _E0 + nu * cos * d
        + nu / 6 * cos**3 * (nu / rho - tan**2) * d**3
        + nu / 120 * cos**5 * (5 - 18 * tan**2 + tan**4 + 14 * eta2 - 58 * tan**2 * eta2) * d**5
    )  # fmt: skip
    return GridPoint(round(east), round(north))


def to_latitude_longitude(point: GridPoint) -> tuple[float, float]:
    """A grid point as WGS 84 degrees, to six decimals (a tenth of a metre)."""
    a, b = _AIRY
    e2 = 1 - b * b / (a * a)
    n = (a - b) / (a + b)
    lat = (point.northing - _N0) / (a * _F0) + _LAT0
    for _ in range(20):
        rest = point.northing - _N0 - _meridian(lat, n, b)
        if abs(rest) < 0.00001:
            break
        lat += rest / (a * _F0)
    sin, cos, tan = math.sin(lat), math.cos(lat), math.tan(lat)
    nu = a * _F0 / math.sqrt(1 - e2 * sin * sin)
    rho = a * _F0 * (1 - e2) / (1 - e2 * sin * sin) ** 1.5
    eta2 = nu / rho - 1
    d = point.easting - _E0
    latitude = (
        lat
        - tan / (2 * rho * nu) * d**2
        + tan / (24 * rho * nu**3) * (5 + 3 * tan**2 + eta2 - 9 * tan**2 * eta2) * d**4
        - tan / (720 * rho * nu**5) * (61 + 90 * tan**2 + 45 * tan**4) * d**6
    )
    longitude = (
        _LON0 + d / (cos * nu)
        - d**3 / (cos * 6 * nu**3) * (nu / rho + 2 * tan**2)
        + d**5 / (cos * 120 * nu**5) * (5 + 28 * tan**2 + 24 * tan**4)
        - d**7 / (cos * 5040 * nu**7) * (61 + 662 * tan**2 + 1320 * tan**4 + 720 * tan**6)
    )  # fmt: skip
    lat, lon = _helmert(latitude, longitude, _AIRY, _WGS84, back=True)
    return round(math.degrees(lat), 6), round(math.degrees(lon), 6)


def _meridian(lat: float, n: float, b: float) -> float:
    """The length of the meridian from the true origin, in metres."""
    less, more = lat - _LAT0, lat + _LAT0
    return b * _F0 * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
        - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    )  # fmt: skip


def _helmert(
    lat: float, lon: float, source: tuple[float, float], target: tuple[float, float], *, back: bool
) -> tuple[float, float]:
    """From one ellipsoid's radians to the other's; ``back`` turns the transformation round."""
    a, b = source
    e2 = 1 - b * b / (a * a)
    nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    x, y, z = (
        nu * math.cos(lat) * math.cos(lon),
        nu * math.cos(lat) * math.sin(lon),
        (1 - e2) * nu * math.sin(lat),
    )
    sign = -1 if back else 1
    (tx, ty, tz), s = (sign * shift for shift in _SHIFT), 1 + sign * _SCALE
    rx, ry, rz = (sign * turn for turn in _TURN)
    x, y, z = tx + x * s - y * rz + z * ry, ty + x * rz + y * s - z * rx, tz - x * ry + y * rx + z * s
    a, b = target
    e2 = 1 - b * b / (a * a)
    flat = math.hypot(x, y)
    lat = math.atan2(z, flat * (1 - e2))
    for _ in range(20):
        nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        nearer = math.atan2(z + e2 * nu * math.sin(lat), flat)
        if abs(nearer - lat) < 1e-12:
            break
        lat = nearer
    return lat, math.atan2(y, x)
