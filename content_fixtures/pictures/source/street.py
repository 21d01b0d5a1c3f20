"""Streets seen from the front: terraces, shops, pavements."""

from . import palette as ink
from .buildings import window
from .paths import arch, ellipse, poly, rect
from .svg import Art, fill, form, group, line, stipple


def bricks(art: Art, d: str, x: float, y: float, width: float, height: float, paint: str, count: int) -> str:
    """Here and there a brick that shows in a wall."""
    random = art.random
    marks = {True: "", False: ""}
    for _ in range(count):
        bx = x + random.uniform(0, width)
        by = y + int(random.uniform(0, height) / 9) * 9
        marks[random.random() < 0.5] += rect(bx, by, random.uniform(12, 17), 5)
    return art.inside(
        d,
        fill(marks[True], ink.darker(paint, 0.24), opacity=0.6),
        fill(marks[False], ink.lighter(paint, 0.3), opacity=0.6),
    )


def terrace_house(
    art: Art, x: float, y: float, width: float, height: float, wall: str, door: str, flip: bool = False
) -> str:
    """One house of a terrace: bay, door, two sashes above, a slate roof."""
    w, h = width, height
    top = y - h
    d = rect(x, top, w, h)
    trim = ink.CREAM
    parts = [
        fill(d, wall),
        bricks(art, d, x, top, w, h, wall, int(w * h / 1500)),
        stipple(fill(d, art.fade(ink.darker(wall, 0.6), 0.5, (0, 0.7, 0.75, 0.2)))),
    ]
    roof_h = h * 0.34
    roof = poly(((x, top), (x, top - roof_h), (x + w, top - roof_h), (x + w, top)))
    slate = ink.turned("#59666c", art.random.uniform(-0.02, 0.02), art.random.uniform(-0.03, 0.04))
    courses = "".join(f"M{x:.1f} {top - roof_h * i / 8:.1f}h{w:.1f}" for i in range(1, 8))
    parts += [
        fill(roof, slate),
        line(courses, ink.darker(slate, 0.35), 1.4, stroke_dasharray="11 3", stroke_linecap="butt"),
        stipple(fill(roof, art.fade(ink.DAMSON_INK, 0.55, (0, 0, 0.7, 0.8)))),
    ]
    parts.append(
        fill(rect(x, top - 3, w, h * 0.028), trim)
        + fill(rect(x, top + h * 0.026, w, h * 0.02), ink.DAMSON_INK, opacity=0.35)
    )
    cx = x + (w * 0.02 if flip else w * 0.8)
    stack = rect(cx, top - roof_h * 1.5, w * 0.17, roof_h * 0.72)
    pots = "".join(
        rect(cx + w * 0.018 + i * w * 0.05, top - roof_h * 1.74, w * 0.034, roof_h * 0.26) for i in range(3)
    )
    parts.append(
        form(
            fill(pots, ink.TERRACOTTA),
            fill(stack, ink.BRICK),
            fill(rect(cx - 4, top - roof_h * 1.54, w * 0.17 + 8, 10), ink.RUST),
            size="s",
        )
    )
    door_x, bay_x = (x + w * 0.66, x + w * 0.08) if not flip else (x + w * 0.1, x + w * 0.46)
    for wx in (bay_x + w * 0.1, door_x - w * 0.01):
        ww, wh = w * 0.23, h * 0.27
        parts += [
            fill(rect(wx - 6, top + h * 0.12 - 12, ww + 12, 13), ink.CLAY),
            window(wx, top + h * 0.12, ww, wh, "#3e565c"),
        ]
    bw, by = w * 0.44, y - h * 0.43
    bay = rect(bay_x, by, bw, h * 0.41)
    parts.append(
        form(
            fill(bay, ink.lighter(wall, 0.12)),
            fill(
                poly(
                    (
                        (bay_x - 8, by + 2),
                        (bay_x + bw * 0.12, by - h * 0.07),
                        (bay_x + bw * 0.88, by - h * 0.07),
                        (bay_x + bw + 8, by + 2),
                    )
                ),
                slate,
            ),
            size="s",
        )
    )
    for share, wide in ((0.05, 0.2), (0.28, 0.44), (0.75, 0.2)):
        parts.append(
            window(
                bay_x + bw * share,
                by + h * 0.05,
                bw * wide,
                h * 0.22,
                "#3e565c" if art.random.random() < 0.75 else ink.WHEAT,
            )
        )
    parts.append(fill(rect(bay_x, y - h * 0.1, bw, h * 0.015), ink.CLAY))
    dw, dh = w * 0.2, h * 0.37
    parts += [
        fill(arch(door_x - 9, y - dh - 30, dw + 18, dh + 30), ink.CLAY),
        fill(arch(door_x, y - dh - 20, dw, dh + 20), ink.darker(ink.WHEAT, 0.2)),
        form(fill(rect(door_x, y - dh, dw, dh), door), size="s"),
    ]
    panels = "".join(
        rect(door_x + dw * px, y - dh * py, dw * 0.3, dh * ph)
        for px in (0.14, 0.56)
        for py, ph in ((0.92, 0.36), (0.46, 0.36))
    )
    parts += [
        fill(panels, ink.darker(door, 0.28)),
        fill(ellipse(door_x + dw * 0.86, y - dh * 0.48, 3.4, 3.4), ink.WHEAT),
        fill(rect(door_x - 12, y - 8, dw + 24, 10), ink.STONE),
    ]
    return group(*parts)


def terrace(art: Art, x: float, y: float, width: float, height: float, count: int) -> str:
    """A row of such houses."""
    walls = (ink.BRICK, "#c27a55", ink.CLAY, "#b5684a", "#d9b48a", "#9c4f3c")
    doors = (ink.PINE, ink.DAMSON, ink.WHEAT, "#2f6b7a", ink.BRICK, ink.FERN)
    start = art.random.randrange(6)
    return group(
        *(
            terrace_house(
                art,
                x + i * width,
                y,
                width,
                height,
                walls[(i + start) % 6],
                doors[(i + start) % 6],
                i % 2 == 1,
            )
            for i in range(count)
        )
    )


def pavement(art: Art, top: float, depth: float, paint: str = ink.STONE) -> str:
    """Flags and a kerb across the sheet."""
    d = rect(0, top, 1600, depth)
    joints = (
        "".join(f"M{x} {top}l{(x - 800) * 0.12:.0f} {depth}" for x in range(-100, 1750, 118))
        + f"M0 {top + depth * 0.42:.0f}H1600"
    )
    kerb = rect(0, top + depth, 1600, 13)
    return group(
        fill(d, paint),
        art.inside(d, line(joints, ink.darker(paint, 0.3), 2)),
        stipple(fill(d, art.gradient(((0, ink.DAMSON, 0.5), (0.5, ink.DAMSON, 0.05), (1, ink.DAMSON, 0.1))))),
        fill(kerb, ink.lighter(paint, 0.35)),
        fill(rect(0, top + depth + 13, 1600, 12), ink.DAMSON_INK, opacity=0.55),
    )


def carriageway(
    art: Art, top: float, bottom: float, *, dashes: float | None = None, paint: str = "#5b6168"
) -> str:
    """A road that crosses the sheet; ``dashes`` is where its middle line runs."""
    d = rect(0, top, 1600, bottom - top)
    parts = [
        fill(d, paint),
        stipple(
            fill(
                d,
                art.gradient(
                    ((0, ink.DAMSON_INK, 0.5), (0.4, ink.DAMSON_INK, 0.06), (1, ink.DAMSON_INK, 0.42))
                ),
            )
        ),
    ]
    if dashes:
        marks = "".join(
            poly(((x, dashes), (x + 120, dashes), (x + 112, dashes + 12), (x - 10, dashes + 12)))
            for x in range(-60, 1700, 220)
        )
        parts.append(fill(marks, ink.MARL, opacity=0.85))
    return group(*parts)


def railings(x: float, y: float, width: float, height: float, paint: str = ink.PINE_INK) -> str:
    """Iron railings with spear heads."""
    bars = "".join(f"M{at:.1f} {y:.1f}V{y - height:.1f}" for at in _steps(x, x + width, 20))
    heads = "".join(
        poly(((at - 4.5, y - height), (at, y - height - 14), (at + 4.5, y - height)))
        for at in _steps(x, x + width, 20)
    )
    return group(
        line(bars, paint, 4),
        fill(heads, paint),
        line(f"M{x} {y - height * 0.16:.1f}h{width}M{x} {y - height * 0.86:.1f}h{width}", paint, 6),
    )


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + index * step for index in range(int((end - start) / step) + 1)]


def front_wall(art: Art, x: float, y: float, width: float, height: float, paint: str = ink.BRICK) -> str:
    """A low garden wall with a stone on top."""
    d = rect(x, y - height, width, height)
    return group(
        fill(d, paint),
        bricks(art, d, x, y - height, width, height, paint, int(width / 10)),
        stipple(fill(d, art.fade(ink.DAMSON_INK, 0.6, (0, 1, 0.2, 0)))),
        form(fill(rect(x - 4, y - height - 10, width + 8, 14), ink.CLAY), size="xs"),
    )
