"""Sky, hills, fields, water, roads and mist."""

import math
from collections.abc import Sequence
from itertools import pairwise

from . import palette as ink
from .paths import Point, between, ellipse, poly, rect, ridge, rounded, smooth
from .plants import far_tree
from .svg import HEIGHT, WIDTH, Art, fill, form, group, line, soft, stipple


def sky(art: Art, top: str, low: str, horizon: float, warm: str = ink.WHEAT_PALE) -> str:
    """From the inky top down to a warm horizon, in the few soft steps of a screen print."""
    wash = art.gradient(((0, top, 1), (0.62, low, 1), (1, warm, 1)))
    steps = [fill(rect(0, 0, WIDTH, horizon), wash)]
    for index, share in enumerate((0.0, 0.3, 0.6)):
        depth = horizon * (0.62 - 0.12 * index)
        steps.append(
            stipple(fill(rect(0, share * horizon * 0.5, WIDTH, depth), art.fade(top, 0.2 - 0.05 * index)))
        )
    return group(*steps)


def sun(art: Art, x: float, y: float, radius: float, disc: str = ink.CREAM) -> str:
    """A low sun with its haze."""
    haze = fill(ellipse(x, y, radius * 6.5, radius * 6.5), art.glow(ink.WHEAT_PALE, 0.75))
    ring = fill(ellipse(x, y, radius * 2.3, radius * 2.3), art.glow(ink.CREAM, 0.8))
    return group(haze, ring, fill(ellipse(x, y, radius, radius), disc))


def cloud(art: Art, x: float, y: float, width: float, paint: str = ink.CREAM, opacity: float = 0.9) -> str:
    """A fair-weather cloud on its flat floor; ``x`` is its middle, ``y`` its floor."""
    random = art.random
    parts = [fill(rounded(x - width / 2, y - width * 0.07, width, width * 0.07, 40), paint)]
    for index in range(9):
        share = (index + 0.5) / 9
        swell = math.sin(share * math.pi) ** 0.8
        radius = width * (0.05 + 0.1 * swell) * random.uniform(0.8, 1.15)
        at = x - width * 0.42 + width * 0.84 * share
        parts.append(fill(ellipse(at, y - width * 0.05 - radius * 0.55 * swell, radius, radius * 0.9), paint))
    floor = rect(x - width, y - width, width * 2, width)
    return group(art.inside(floor, form(*parts, size="l")), opacity=opacity)


def streak(art: Art, x: float, y: float, width: float, paint: str, opacity: float = 0.6) -> str:
    """A thin bank of high cloud, layered."""
    random, parts = art.random, []
    for index in range(4):
        long = width * random.uniform(0.45, 1) * (1 - index * 0.12)
        thick = width * 0.022 * random.uniform(0.7, 1.3)
        start = x + random.uniform(-0.2, 0.2) * width - long / 2
        parts.append(fill(rounded(start, y + index * width * 0.024, long, thick, thick), paint))
    return group(*parts, opacity=opacity)


def birds(art: Art, x: float, y: float, count: int, size: float = 9, paint: str = ink.PINE) -> str:
    """A few birds far away."""
    random, parts = art.random, []
    for _ in range(count):
        bx, by, s = x + random.uniform(-90, 90), y + random.uniform(-34, 34), size * random.uniform(0.7, 1.2)
        wing = smooth(
            ((bx - s, by - s * 0.4), (bx - s * 0.4, by - s * 0.35), (bx, by), (bx + s * 0.5, by - s * 0.5)),
            False,
        )
        parts.append(line(wing, paint, s * 0.22))
    return group(*parts)


def hill_line(art: Art, level: float, swell: float, steps: int = 8) -> list[Point]:
    """A hill's outline, wider than the sheet."""
    return ridge(art.random, -60, WIDTH + 60, level, swell, steps)


def hill(
    art: Art, points: Sequence[Point], paint: str, *, shade: str | None = None, floor: float = HEIGHT
) -> str:
    """A hill under its outline: lit along its brow, darker grain towards its foot."""
    top = min(y for _, y in points)
    foot = [(points[-1][0], floor + 40), (points[0][0], floor + 40)]
    d = smooth(points, False) + "L" + poly(foot)[1:]
    brow = [(x, y + 6) for x, y in points]
    parts = [fill(d, paint)]
    deep = rect(-60, top, WIDTH + 120, floor - top)
    shade = shade or ink.darker(paint, 0.3)
    inside = [
        stipple(fill(deep, art.gradient(((0, shade, 0), (0.35, shade, 0.1), (1, shade, 0.62))))),
        stipple(
            fill(deep, art.gradient(((0, shade, 0.34), (0.55, shade, 0.0), (1, shade, 0)), (0, 0, 1, 0.2)))
        ),
        line(smooth(brow, False), ink.lighter(paint, 0.35), 7, opacity=0.5),
    ]
    return group(*parts, art.inside(d, *inside))


def level_at(points: Sequence[Point], x: float) -> float:
    """How high the hill's line is at ``x``."""
    for here, there in pairwise(points):
        if here[0] <= x <= there[0]:
            share = (x - here[0]) / (there[0] - here[0])
            eased = share * share * (3 - 2 * share)
            return between(here, there, eased)[1]
    return points[-1][1]


def field(art: Art, corners: tuple[Point, Point, Point, Point], paint: str, furrows: int = 9) -> str:
    """A field (far left, far right, near right, near left), drilled towards where one stands."""
    far_left, far_right, near_right, near_left = corners
    d = poly(corners)
    rows = [
        line(
            poly(
                (between(far_left, far_right, i / furrows), between(near_left, near_right, i / furrows)),
                False,
            ),
            ink.darker(paint, 0.22) if i % 2 else ink.lighter(paint, 0.3),
            2.2,
            opacity=0.6,
        )
        for i in range(1, furrows)
    ]
    shade = stipple(fill(d, art.fade(ink.darker(paint, 0.4), 0.42, (0, 0, 1, 0.3))))
    return group(fill(d, paint), art.inside(d, *rows, shade))


def mist(art: Art, y: float, depth: float, paint: str = ink.MARL, strong: float = 0.75) -> str:
    """What lies in a valley early in the day."""
    wash = art.gradient(((0, paint, 0), (0.55, paint, strong), (1, paint, 0)))
    return fill(rect(0, y - depth / 2, WIDTH, depth), wash)


def ground(art: Art, level: float, paint: str, *, deep: str | None = None) -> str:
    """A flat floor from a level down to the sheet's edge."""
    deep = deep or ink.darker(paint, 0.35)
    d = rect(0, level, WIDTH, HEIGHT - level)
    near = stipple(fill(d, art.gradient(((0, deep, 0), (0.3, deep, 0.08), (1, deep, 0.5)))))
    left = stipple(fill(d, art.fade(deep, 0.36, (0, 0.3, 0.75, 0.1))))
    return group(fill(d, paint), near, left)


def shadow(art: Art, x: float, y: float, width: float, depth: float = 0, strong: float = 0.42) -> str:
    """What a thing throws on the ground, to the left of where it stands."""
    depth = depth or width * 0.16
    d = ellipse(x - width * 0.18, y, width / 2, depth / 2)
    core = ellipse(x - width * 0.06, y, width * 0.36, depth * 0.3)
    return group(
        soft(fill(d, ink.DAMSON_INK, opacity=strong * 0.75), size=3 if width < 160 else 12),
        fill(core, ink.DAMSON_INK, opacity=strong * 0.6),
        style="mix-blend-mode:multiply",
    )


def tufts(
    art: Art, left: float, right: float, top: float, bottom: float, paint: str, count: int, size: float = 16
) -> str:
    """Blades of grass, larger the nearer they stand."""
    random, parts = art.random, []
    for y in sorted(random.uniform(top, bottom) for _ in range(count)):
        x = random.uniform(left, right)
        s = size * (0.4 + 0.8 * (y - top) / max(1, bottom - top))
        blade = ink.turned(paint, 0, random.uniform(-0.06, 0.08))
        for lean in (-0.5, 0.05, 0.45):
            tip = (x + s * lean + random.uniform(-2, 2), y - s * random.uniform(0.7, 1.1))
            parts.append(
                line(smooth(((x + lean * 3, y), between((x, y), tip, 0.5), tip), False), blade, s * 0.13)
            )
    return group(*parts, opacity=0.85)


def water(art: Art, d: str, top: float, bottom: float, paint: str, light: str = ink.CREAM) -> str:
    """Still water within an outline, with its glints."""
    random = art.random
    parts = [
        fill(
            rect(0, top, WIDTH, bottom - top), art.gradient(((0, ink.lighter(paint, 0.45), 1), (1, paint, 1)))
        )
    ]
    for _ in range(70):
        share = random.random() ** 1.4
        y = top + (bottom - top) * share
        long = (30 + 150 * share) * random.uniform(0.4, 1.2)
        tone = light if random.random() < 0.62 else ink.darker(paint, 0.3)
        at = random.uniform(-40, WIDTH)
        parts.append(
            fill(rounded(at, y, long, 1.4 + 5 * share, 4), tone, opacity=round(random.uniform(0.18, 0.55), 2))
        )
    return art.inside(d, *parts)


def road(
    art: Art, edges: tuple[Point, Point, Point, Point], paint: str = ink.SLATE, line_ink: str = ink.MARL
) -> str:
    """A carriageway (far left, far right, near right, near left) with kerbs and a broken middle line."""
    far_left, far_right, near_right, near_left = edges
    d = poly(edges)
    top, middle = between(far_left, far_right, 0.5), between(near_left, near_right, 0.5)
    dashes, steps = [], 9
    for index in range(steps):
        a, b = ((index + cut) / steps for cut in (0.1, 0.62))
        one, other = between(top, middle, a**2), between(top, middle, b**2)
        wide = [abs(near_right[0] - near_left[0]) * 0.011 * share**2 + 0.6 for share in (a, b)]
        dashes.append(
            fill(
                poly(
                    (
                        (one[0] - wide[0], one[1]),
                        (one[0] + wide[0], one[1]),
                        (other[0] + wide[1], other[1]),
                        (other[0] - wide[1], other[1]),
                    )
                ),
                line_ink,
            )
        )
    worn = stipple(
        fill(d, art.gradient(((0, ink.DAMSON_INK, 0), (1, ink.DAMSON_INK, 0.4)), (0.8, 0, 0.1, 1)))
    )
    return group(fill(d, paint), art.inside(d, worn, group(*dashes, opacity=0.85)))


def valley(art: Art, horizon: float) -> None:
    """Hills behind hills, with fields, woods and a village."""
    random = art.random
    for step, paint in enumerate(("#b5d0c4", "#9cc2ae", "#86b294")):
        points = hill_line(art, horizon + step * 46, 34 - step * 6, 6 + step)
        art.add(
            hill(art, points, paint, shade=(ink.MAUVE, ink.PLUM, ink.PINE_MID)[step], floor=horizon + 400)
        )
        for _ in range(26):
            x = random.uniform(-20, 1620)
            art.add(
                far_tree(
                    art,
                    x,
                    level_at(points, x) + random.uniform(4, 34),
                    12 + step * 9,
                    ink.mix("#4f8a6a", paint, 0.55 - step * 0.16),
                )
            )
        art.add(mist(art, horizon + 60 + step * 46, 70, ink.MARL, 0.4))
