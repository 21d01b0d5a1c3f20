"""Marlford on its hill, near or far, as many scenes see it."""

from . import palette as ink
from .buildings import ROOFS, WALLS, cottage
from .landmarks import castle, church, county_hall
from .paths import Point
from .plants import far_tree, poplar
from .svg import Art, group


def row(
    art: Art,
    left: float,
    right: float,
    y: float,
    size: float,
    haze: float,
    arc: float = 0.0,
    *,
    air: str = ink.MARL,
    lit: float = 0.12,
) -> str:
    """A row of houses with trees between them; ``arc`` lifts its middle."""
    random, parts, x = art.random, [], left
    while x < right:
        share = (x - left) / max(1, right - left)
        floor = y - arc * 4 * share * (1 - share)
        gable, side = size * random.uniform(0.5, 0.7), size * random.uniform(0.55, 1.15)
        tall = size * random.choice((0.45, 0.55, 0.62, 0.75))
        if random.random() < 0.24:
            leaf = ink.mix(
                random.choice((ink.FERN, ink.PINE_MID, "#7f9a4e")), ink.MIST if air == ink.MARL else air, haze
            )
            parts.append(far_tree(art, x + size * 0.1, floor + 2, size * random.uniform(0.7, 1.05), leaf))
        parts.append(
            cottage(
                art, x, floor, gable, side, tall, random.choice(WALLS), random.choice(ROOFS), haze, air, lit
            )
        )
        x += (gable + side) * random.uniform(0.86, 1.12)
    return group(*parts)


def marlford(art: Art, x: float, y: float, width: float, haze: float = 0.0) -> str:
    """The whole town: rows of houses that climb from the river at ``y`` to the castle. ``x`` is its left."""
    random, w = art.random, width
    parts = [castle(art, x + w * 0.76, y - w * 0.3, w * 0.2, min(0.7, haze + 0.28))]
    for spot in (0.6, 0.64, 0.88, 0.92, 0.95):
        tone = ink.mix(ink.PINE_MID, ink.MIST, haze + 0.3)
        parts.append(far_tree(art, x + w * spot, y - w * random.uniform(0.25, 0.29), w * 0.06, tone))
    rows = ((0.5, 0.98, 0.255, 0.052), (0.3, 1.0, 0.2, 0.06))
    for left, right, up, size in rows:
        parts.append(
            row(
                art,
                x + w * left,
                x + w * right,
                y - w * up,
                w * size,
                min(0.75, haze + 0.3 - up * 0.3),
                w * 0.022,
            )
        )
    parts.append(church(art, x + w * 0.36, y - w * 0.15, w * 0.38, haze + 0.1))
    parts.append(row(art, x + w * 0.16, x + w * 0.98, y - w * 0.14, w * 0.068, haze + 0.1, w * 0.016))
    parts.append(county_hall(art, x + w * 0.64, y - w * 0.085, w * 0.34, haze + 0.04))
    for spot in (0.44, 0.47, 0.83, 0.86):
        parts.append(
            poplar(
                art,
                x + w * spot,
                y - w * 0.06,
                w * random.uniform(0.08, 0.12),
                ink.mix(ink.PINE_MID, ink.MIST, haze),
            )
        )
    parts.append(row(art, x + w * 0.08, x + w * 0.46, y - w * 0.055, w * 0.078, haze + 0.03, w * 0.01))
    parts.append(row(art, x + w * 0.84, x + w * 1.02, y - w * 0.06, w * 0.08, haze + 0.03))
    parts.append(row(art, x, x + w * 1.0, y + w * 0.01, w * 0.088, haze, 0))
    return group(*parts)


def spread(art: Art, points: list[Point], height: float, paint: str) -> str:
    """Far trees scattered on these spots."""
    return group(*(far_tree(art, px, py, height * art.random.uniform(0.7, 1.25), paint) for px, py in points))
