"""Outlines: what a pencil would draw before any ink goes on."""

import math
from collections.abc import Iterable, Sequence
from random import Random

Point = tuple[float, float]


def n(value: float) -> str:
    """A number as short as SVG allows."""
    return f"{value:.1f}".removesuffix(".0")


def poly(points: Iterable[Point], closed: bool = True) -> str:
    """Straight lines from point to point."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + ("Z" if closed else "")


def rect(x: float, y: float, width: float, height: float) -> str:
    """An upright oblong."""
    return f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h{n(-width)}z"


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """An upright oblong with soft corners."""
    r = max(0.0, min(radius, width / 2, height / 2))
    arc = f"a{n(r)} {n(r)} 0 0 1"
    return (
        f"M{n(x + r)} {n(y)}h{n(width - 2 * r)}{arc} {n(r)} {n(r)}v{n(height - 2 * r)}{arc} {n(-r)} {n(r)}"
        f"h{n(2 * r - width)}{arc} {n(-r)} {n(-r)}v{n(2 * r - height)}{arc} {n(r)} {n(-r)}z"
    )


def arch(x: float, y: float, width: float, height: float) -> str:
    """A doorway or window with a round head; ``y`` is its top."""
    r = width / 2
    return f"M{n(x)} {n(y + height)}V{n(y + r)}a{n(r)} {n(r)} 0 0 1 {n(width)} 0V{n(y + height)}z"


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    """An oval around a point."""
    half = f"a{n(rx)} {n(ry)} 0 1 1"
    return f"M{n(x - rx)} {n(y)}{half} {n(2 * rx)} 0{half} {n(-2 * rx)} 0z"


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> str:
    """A soft line through all the points (Catmull-Rom as Beziers)."""
    count = len(points)
    steps = count if closed else count - 1
    out = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for index in range(steps):
        if closed:
            before, here, there, after = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            before, here, there, after = (
                points[min(count - 1, max(0, index + shift))] for shift in (-1, 0, 1, 2)
            )
        pull = tension / 6
        first = here[0] + (there[0] - before[0]) * pull, here[1] + (there[1] - before[1]) * pull
        second = there[0] - (after[0] - here[0]) * pull, there[1] - (after[1] - here[1]) * pull
        out.append(f"C{n(first[0])} {n(first[1])} {n(second[0])} {n(second[1])} {n(there[0])} {n(there[1])}")
    return "".join(out) + ("Z" if closed else "")


def blob(
    random: Random, x: float, y: float, rx: float, ry: float, bumps: int = 11, rough: float = 0.14
) -> str:
    """A living round: a crown of leaves, a cloud, a stone."""
    start = random.random()
    points = []
    for index in range(bumps):
        angle = (index + start + random.uniform(-0.2, 0.2)) / bumps * math.tau
        far = 1 + random.uniform(-rough, rough)
        points.append((x + math.cos(angle) * rx * far, y + math.sin(angle) * ry * far))
    return smooth(points)


def taper(start: Point, end: Point, first: float, last: float) -> str:
    """A limb without its round ends: wide at one end, narrow at the other."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length, dx / length
    return poly(
        (
            (start[0] + nx * first, start[1] + ny * first),
            (end[0] + nx * last, end[1] + ny * last),
            (end[0] - nx * last, end[1] - ny * last),
            (start[0] - nx * first, start[1] - ny * first),
        )
    )


def ridge(
    random: Random, start: float, end: float, level: float, swell: float, steps: int = 9
) -> list[Point]:
    """The line of a hill from left to right."""
    phase, second = random.uniform(0, math.tau), random.uniform(0, math.tau)
    points = []
    for index in range(steps + 1):
        share = index / steps
        wave = math.sin(share * 5.2 + phase) * 0.7 + math.sin(share * 11 + second) * 0.3
        points.append((start + (end - start) * share, level + wave * swell))
    return points


def bend(root: Point, target: Point, upper: float, lower: float, way: float) -> tuple[Point, Point]:
    """Elbow and hand (knee and foot) of a limb from root to target; ``way`` says to which side it bends."""
    dx, dy = target[0] - root[0], target[1] - root[1]
    far = math.hypot(dx, dy) or 0.001
    reach = min(far, (upper + lower) * 0.995)
    end = root[0] + dx / far * reach, root[1] + dy / far * reach
    along = (upper**2 - lower**2 + reach**2) / (2 * reach)
    aside = math.sqrt(max(0.0, upper**2 - along**2)) * (1 if way >= 0 else -1)
    ux, uy = dx / far, dy / far
    return (root[0] + ux * along - uy * aside, root[1] + uy * along + ux * aside), end


def between(one: Point, other: Point, share: float) -> Point:
    """The point that is ``share`` of the way on."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
