"""Marlshire drawn from the same lines as the map of the website, with what a paper marks on it."""

import json
from html import escape
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parents[2] / "maps" / "marlshire.json"
WIDE, HIGH = 640, 640
WEST, EAST, SOUTH, NORTH = -2.2, -1.56, 51.94, 52.32

AREAS = {"county": "#fdf8ea", "wood": "#b4d2c2", "built": "#d2b98a", "water": "#8fc0bd"}
LINES = {
    "river": ("#8fc0bd", 2.5),
    "motorway": ("#3c484b", 3),
    "main": ("#5d6a6b", 2),
    "minor": ("#93a3a1", 1.2),
}
LETTERS = {"town": 17, "village": 13, "place": 13}


def drawn(said: dict[str, Any]) -> str:
    """The county, with numbered marks; ``said`` has ``alt``, what somebody who does not see it has to know, and
    ``marks``, each with longitude, latitude and number."""
    features = json.loads(MAP.read_text(encoding="utf-8"))["features"]
    of_kind: dict[str, list[dict[str, Any]]] = {}
    for feature in features:
        of_kind.setdefault(feature["properties"]["kind"], []).append(feature)
    parts = [_area(one, kind) for kind in AREAS for one in of_kind.get(kind, [])]
    parts += [_line(one, kind) for kind in LINES for one in of_kind.get(kind, [])]
    parts += [_name(one, kind) for kind in LETTERS for one in of_kind.get(kind, [])]
    parts += [_mark(mark) for mark in said["marks"]]
    return (
        f'<svg role="img" aria-label="{escape(said["alt"])}" viewBox="0 0 {WIDE} {HIGH}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _at(point: list[float]) -> tuple[float, float]:
    return (
        round((float(point[0]) - WEST) / (EAST - WEST) * WIDE, 1),
        round((NORTH - float(point[1])) / (NORTH - SOUTH) * HIGH, 1),
    )


def _points(line: list[list[float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in (_at(point) for point in line))


def _area(feature: dict[str, Any], kind: str) -> str:
    edge = ' stroke="#14433a" stroke-width="2"' if kind == "county" else ""
    return f'<polygon fill="{AREAS[kind]}"{edge} points="{_points(feature["geometry"]["coordinates"][0])}"/>'


def _line(feature: dict[str, Any], kind: str) -> str:
    colour, width = LINES[kind]
    points = _points(feature["geometry"]["coordinates"])
    return f'<polyline fill="none" stroke="{colour}" stroke-width="{width}" points="{points}"/>'


def _name(feature: dict[str, Any], kind: str) -> str:
    x, y = _at(feature["geometry"]["coordinates"])
    name = escape(feature["properties"]["name"])
    return f'<text x="{x}" y="{y + 24}" text-anchor="middle" font-size="{LETTERS[kind]}">{name}</text>'


def _mark(mark: dict[str, str]) -> str:
    x, y = _at([float(mark["longitude"]), float(mark["latitude"])])
    return (
        f'<circle cx="{x}" cy="{y}" r="12" fill="#5b2a59"/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="15" fill="#fff">{escape(mark["number"])}</text>'
    )
