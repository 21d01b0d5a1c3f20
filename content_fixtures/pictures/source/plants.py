"""Trees, hedges, shrubs and flowers."""

import math
from collections.abc import Sequence
from itertools import pairwise

from . import palette as ink
from .paths import Point, blob, ellipse, smooth, taper
from .svg import Art, fill, form, group, line, stipple


def leaves(art: Art, x: float, y: float, rx: float, ry: float, paint: str, count: int) -> str:
    """Short dabs of the brush that make a crown of leaves out of a round, lighter towards the sun."""
    random, dabs = art.random, []
    for _ in range(count):
        angle, far = random.uniform(0, math.tau), math.sqrt(random.random())
        at = x + math.cos(angle) * rx * far, y + math.sin(angle) * ry * far
        lit = 0.5 + 0.5 * (math.cos(angle) * 0.6 - math.sin(angle) * 0.8) * far
        size = max(1.6, min(rx, ry) * random.uniform(0.05, 0.1))
        tone = ink.lighter(paint, 0.6 * lit) if random.random() < lit else ink.darker(paint, 0.4 * (1 - lit))
        dabs.append(
            fill(
                ellipse(at[0], at[1], size * 1.5, size * 0.8),
                tone,
                opacity=round(random.uniform(0.35, 0.8), 2),
            )
        )
    return group(*dabs)


def tree(art: Art, x: float, y: float, height: float, paint: str = ink.FERN, *, detail: bool = True) -> str:
    """A broad-leaved tree that stands on (x, y)."""
    random = art.random
    size = "m" if height < 220 else "l" if height < 520 else "xl"
    wide, crown = height * 0.36, y - height * 0.62
    bark = ink.mix(ink.DAMSON, "#5c3b2c", 0.6)
    trunk = [fill(taper((x, y + 2), (x, crown), height * 0.038, height * 0.02), bark)]
    for side in (-1, 1):
        trunk.append(
            fill(
                taper(
                    (x, y - height * 0.3),
                    (x + side * wide * 0.5, crown - height * 0.02),
                    height * 0.017,
                    height * 0.008,
                ),
                bark,
            )
        )
    clumps = []
    for dx, dy, share in (
        (-0.62, 0.16, 0.5),
        (0.62, 0.14, 0.5),
        (-0.36, -0.2, 0.56),
        (0.4, -0.2, 0.54),
        (0, 0.16, 0.62),
        (0.02, -0.48, 0.48),
    ):
        cx, cy = x + dx * wide + random.uniform(-0.06, 0.06) * wide, crown + dy * wide * 1.15
        clumps.append((cx, cy, wide * share))
    body = [
        fill(blob(random, cx, cy, r, r * 0.88, 13, 0.1), ink.turned(paint, random.uniform(-0.012, 0.012)))
        for cx, cy, r in clumps
    ]
    parts = [form(*trunk, size="s"), form(*body, size=size)]
    for cx, cy, r in clumps:
        sunny = blob(random, cx + r * 0.2, cy - r * 0.22, r * 0.66, r * 0.54, 13, 0.14)
        shady = blob(random, cx - r * 0.3, cy + r * 0.42, r * 0.6, r * 0.36, 13, 0.14)
        parts.append(stipple(fill(shady, art.fade(ink.darker(paint, 0.6), 0.6, (0.2, 1, 0.7, 0.1)))))
        parts.append(stipple(fill(sunny, art.fade(ink.lighter(paint, 0.5), 0.72, (0.9, 0, 0.2, 0.9)))))
        if detail:
            parts.append(leaves(art, cx, cy, r * 0.88, r * 0.78, paint, int(min(90, 14 + height / 6))))
    return group(*parts)


def far_tree(art: Art, x: float, y: float, height: float, paint: str) -> str:
    """A tree too far away for leaves."""
    random = art.random
    crown = blob(random, x, y - height * 0.58, height * 0.4, height * 0.44, 9, 0.12)
    trunk = taper((x, y), (x, y - height * 0.4), height * 0.05, height * 0.04)
    return form(fill(trunk, ink.darker(paint, 0.35)), fill(crown, paint), size="s" if height > 26 else "xs")


def poplar(art: Art, x: float, y: float, height: float, paint: str) -> str:
    """A tall narrow tree."""
    d = blob(art.random, x, y - height * 0.52, height * 0.13, height * 0.48, 12, 0.1)
    return form(
        fill(taper((x, y), (x, y - height * 0.3), height * 0.02, height * 0.02), ink.darker(paint, 0.5)),
        fill(d, paint),
        size="s",
    )


def fir(art: Art, x: float, y: float, height: float, paint: str, snow: str | None = None) -> str:
    """A conifer in ragged tiers, under snow or not."""
    random, tiers = art.random, []

    def tier(low: float, half: float, tall: float, ragged: float) -> str:
        """One skirt of branches with a torn hem."""
        hem = []
        for step in range(9):
            dip = ragged if step % 2 == 0 else -ragged * 0.8
            hem.append(
                (
                    x + half * (1 - step / 4),
                    low + dip * random.uniform(0.6, 1.3) - half * 0.1 * abs(1 - step / 4),
                )
            )
        return smooth(
            [
                (x, low - tall),
                (x + half * 0.34, low - tall * 0.42),
                *hem,
                (x - half * 0.34, low - tall * 0.42),
            ],
            tension=0.45,
        )

    size = "m" if height > 160 else "xs" if height < 60 else "s"
    for index in range(5):
        low, half = y - height * (0.1 + 0.165 * index), height * (0.25 - 0.04 * index)
        parts = [fill(tier(low, half, height * 0.34, height * 0.02), ink.turned(paint, 0, index * 0.014))]
        if snow:
            parts.append(fill(tier(low - height * 0.085, half * 0.62, height * 0.24, height * 0.022), snow))
        tiers.append(form(*parts, size=size))
    trunk = fill(
        taper((x, y), (x, y - height * 0.2), height * 0.025, height * 0.02), ink.darker(ink.RUST, 0.4)
    )
    return group(trunk, *tiers)


def hedge(art: Art, line_points: Sequence[Point], height: float, paint: str, *, near: float = 1.0) -> str:
    """A hedge along a line; ``near`` makes it grow towards its last point."""
    random, parts = art.random, []
    for (x1, y1), (x2, y2) in pairwise(line_points):
        steps = max(2, int(math.hypot(x2 - x1, y2 - y1) / (height * 0.62)))
        for index in range(steps):
            share = index / steps
            grown = height * (1 + (near - 1) * share)
            at = x1 + (x2 - x1) * share + random.uniform(-2, 2), y1 + (y2 - y1) * share
            tone = ink.turned(paint, random.uniform(-0.012, 0.012), random.uniform(-0.02, 0.02))
            parts.append(
                fill(blob(random, at[0], at[1] - grown * 0.42, grown * 0.62, grown * 0.56, 9, 0.1), tone)
            )
    size = "s" if height < 40 else "m"
    return form(*parts, size="xs" if height < 16 else size)


def bush(art: Art, x: float, y: float, width: float, paint: str, flowers: str | None = None) -> str:
    """A round shrub, in flower or not."""
    random = art.random
    mounds = [
        fill(
            blob(random, x + dx * width, y - width * (0.24 + lift), width * r, width * r * 0.85, 12, 0.1),
            ink.turned(paint, 0, tone),
        )
        for dx, lift, r, tone in ((-0.26, 0, 0.3, -0.02), (0.26, 0, 0.3, 0.02), (0, 0.1, 0.34, 0.01))
    ]
    parts = [
        form(*mounds, size="m" if width > 90 else "s"),
        leaves(art, x, y - width * 0.26, width * 0.48, width * 0.3, paint, int(14 + width / 6)),
    ]
    if flowers:
        for _ in range(int(10 + width / 10)):
            fx, fy = x + random.uniform(-0.44, 0.44) * width, y - width * random.uniform(0.08, 0.56)
            size = width * random.uniform(0.016, 0.03)
            parts.append(
                fill(ellipse(fx, fy, size, size), ink.turned(flowers, 0, random.uniform(-0.06, 0.1)))
            )
    return group(*parts)


def meadow(
    art: Art, left: float, right: float, top: float, bottom: float, inks: tuple[str, ...], count: int
) -> str:
    """Wild flowers on their stalks, larger the nearer."""
    random, parts = art.random, []
    for y in sorted(random.uniform(top, bottom) for _ in range(count)):
        near = (y - top) / max(1, bottom - top)
        x, size = random.uniform(left, right), 3 + 7 * near
        tall = size * random.uniform(4, 7)
        tip = x + random.uniform(-0.3, 0.3) * tall, y - tall
        parts.append(
            line(
                smooth(((x, y), ((x + tip[0]) / 2 + 2, y - tall * 0.5), tip), False),
                ink.PINE_MID,
                size * 0.25,
                opacity=0.8,
            )
        )
        petal = random.choice(inks)
        parts.append(fill(ellipse(tip[0], tip[1], size, size * 0.72), petal))
        parts.append(
            fill(
                ellipse(tip[0] + size * 0.2, tip[1] - size * 0.2, size * 0.45, size * 0.3),
                ink.lighter(petal, 0.5),
            )
        )
    return group(*parts)


def bough(art: Art, points: Sequence[Point], size: float, paint: str) -> str:
    """Leaves that hang into the picture from beyond its edge, to frame it."""
    random = art.random
    dark = [
        fill(
            blob(random, x, y, size * random.uniform(0.7, 1.1), size * random.uniform(0.5, 0.8), 13, 0.16),
            ink.darker(paint, 0.3),
        )
        for x, y in points
    ]
    light = [
        fill(blob(random, x + size * 0.15, y - size * 0.1, size * 0.6, size * 0.42, 13, 0.18), paint)
        for x, y in points
    ]
    dabs = [leaves(art, x, y, size * 0.95, size * 0.7, paint, 40) for x, y in points]
    return group(form(*dark, size="m"), form(*light, size="m"), *dabs, stipple())


def tree_crown(art: Art, x: float, y: float, r: float, paint: str) -> str:
    """A mass of leaves without its trunk."""
    random, clumps, dabs = art.random, [], []
    for dx, dy, share in (
        (-0.55, 0.1, 0.52),
        (0.55, 0.08, 0.5),
        (0, -0.22, 0.6),
        (-0.2, 0.26, 0.5),
        (0.28, 0.26, 0.46),
    ):
        cx, cy, cr = x + dx * r, y + dy * r, r * share * random.uniform(0.9, 1.1)
        tone = ink.turned(paint, random.uniform(-0.01, 0.01), random.uniform(-0.03, 0.03))
        clumps.append(fill(blob(random, cx, cy, cr, cr * 0.8, 14, 0.14), tone))
        dabs.append(leaves(art, cx, cy, cr * 1.02, cr * 0.84, paint, int(12 + r / 6)))
    return group(form(*clumps, size="m" if r > 60 else "s"), *dabs)
