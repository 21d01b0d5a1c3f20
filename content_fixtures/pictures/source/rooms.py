"""Indoors: walls, floors, windows that look out, furniture."""

from . import palette as ink
from .land import sky
from .paths import arch, ellipse, poly, rect, rounded, smooth
from .plants import far_tree
from .svg import Art, fill, form, group, line, soft, stipple
from .town import row


def room(art: Art, wall: str, floor: str, level: float, boards: bool = True) -> str:
    """A wall and a floor that meet at ``level``, with a skirting board."""
    w, f = rect(0, 0, 1600, level), rect(0, level, 1600, 1000 - level)
    joints = (
        "".join(
            f"M{800 + (x - 800) * 0.62:.0f} {level}L{800 + (x - 800) * 1.5:.0f} 1000"
            for x in range(-500, 2100, 96)
        )
        if boards
        else ""
    )
    return group(
        fill(w, wall),
        stipple(fill(w, art.fade(ink.mix(wall, "#8a5a3a", 0.5), 0.55, (0, 0.4, 0.75, 0.5)))),
        fill(f, floor),
        line(joints, ink.darker(floor, 0.28), 2.4),
        stipple(fill(f, art.fade(ink.darker(floor, 0.5), 0.5, (0, 0.4, 0.8, 0.3)))),
        fill(rect(0, level - 26, 1600, 26), ink.lighter(wall, 0.45)),
        fill(rect(0, level, 1600, 8), ink.DAMSON_INK, opacity=0.35),
    )


def view(
    art: Art,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    round_: bool = False,
    bars: tuple[int, int] = (2, 3),
    frame: str = ink.CREAM,
    town: bool = True,
) -> str:
    """A window with Marlshire beyond it."""
    d = arch(x, y, width, height) if round_ else rect(x, y, width, height)
    land = y + height * 0.62
    points = [(x - 20, land + 8), (x + width * 0.4, land - 14), (x + width + 20, land + 6)]
    outside = [group(sky(art, "#86b9b3", "#e7ebd4", land + 30), transform="translate(0 0)")]
    outside.append(fill(smooth(points, False) + f"V{y + height}H{x - 20}z", "#8fb89a"))
    if town:
        outside.append(row(art, x - 10, x + width, land + height * 0.1, min(70, width * 0.34), 0.35, 4))
    outside.append(fill(rect(x, land + height * 0.1, width, height), "#6fa06a"))
    outside.append(
        group(
            *(
                far_tree(art, x + width * s, land + height * 0.2, height * 0.24, "#4e8a5e")
                for s in (0.1, 0.86)
            )
        )
    )
    across, down = bars
    grid = "".join(f"M{x + width * i / across:.1f} {y}v{height}" for i in range(1, across)) + "".join(
        f"M{x} {y + height * i / down:.1f}h{width}" for i in range(1, down)
    )
    return group(
        art.inside(d, *outside, line(grid, frame, 8, stroke_linecap="butt")),
        line(d, frame, 16, stroke_linejoin="miter"),
        form(fill(rect(x - 22, y + height, width + 44, 20), ink.lighter(frame, 0.3)), size="xs"),
    )


def beam(art: Art, x: float, y: float, width: float, length: float, slant: float) -> str:
    """Sunlight that falls through a window to the lower left."""
    d = poly(
        ((x, y), (x + width, y), (x + width - slant, y + length), (x - slant - width * 0.25, y + length))
    )
    return soft(
        fill(d, art.gradient(((0, ink.WHEAT_PALE, 0.5), (1, ink.WHEAT_PALE, 0.05)))),
        size=12,
        style="mix-blend-mode:soft-light",
    )


def pool(art: Art, x: float, y: float, rx: float, ry: float) -> str:
    """Where the sunlight lies on the floor."""
    return soft(fill(ellipse(x, y, rx, ry), ink.WHEAT_PALE, opacity=0.45), size=12)


def pendant(art: Art, x: float, y: float, size: float, paint: str = ink.PINE) -> str:
    """A lamp that hangs from the ceiling."""
    shade = f"M{x - size:.1f} {y:.1f}C{x - size:.1f} {y - size * 0.9:.1f} {x + size:.1f} {y - size * 0.9:.1f} {x + size:.1f} {y:.1f}z"
    return group(
        fill(ellipse(x, y + size * 0.3, size * 3.2, size * 2.4), art.glow(ink.WHEAT_PALE, 0.5)),
        line(f"M{x} 0V{y - size * 0.6:.1f}", ink.DAMSON_INK, 4),
        fill(ellipse(x, y, size * 0.5, size * 0.24), ink.CREAM),
        form(fill(shade, paint), size="s"),
    )


def armchair(art: Art, x: float, y: float, width: float, paint: str, way: int = 1) -> tuple[str, str]:
    """An armchair turned a little; what is behind the sitter and what is before them."""
    w = width
    back = smooth(
        (
            (x - w * 0.42, y - w * 0.3),
            (x - w * 0.46, y - w * 0.95),
            (x - w * 0.3, y - w * 1.14),
            (x + w * 0.24, y - w * 1.14),
            (x + w * 0.4, y - w * 0.95),
            (x + w * 0.42, y - w * 0.3),
        ),
        tension=0.7,
    )
    seat = rounded(x - w * 0.42, y - w * 0.52, w * 0.86, w * 0.36, 26)
    wing = [rounded(x + s * w * 0.46 - w * 0.11, y - w * 0.68, w * 0.22, w * 0.58, 30) for s in (-1, 1)]
    legs = "".join(rect(x + s * w * 0.4 - 7, y - w * 0.12, 14, w * 0.12) for s in (-1, 1))
    floor = group(
        fill(ellipse(x - w * 0.1, y, w * 0.66, w * 0.07), ink.DAMSON_INK, opacity=0.45),
        style="mix-blend-mode:multiply",
    )
    far = group(
        floor,
        fill(legs, "#5c3b2c"),
        form(fill(back, paint), size="l"),
        form(fill(wing[0 if way > 0 else 1], ink.darker(paint, 0.12)), size="m"),
        form(fill(seat, ink.lighter(paint, 0.12)), size="m"),
    )
    near = group(
        form(
            fill(rounded(x - w * 0.42, y - w * 0.32, w * 0.84, w * 0.22, 14), ink.darker(paint, 0.06)),
            size="m",
        ),
        form(fill(wing[1 if way > 0 else 0], paint), size="m"),
    )
    return far, near


def side_table(x: float, y: float, width: float, height: float, wood: str = "#8a5a3a") -> str:
    """A small round table."""
    return group(
        fill(ellipse(x - 10, y, width * 0.4, 9), ink.DAMSON_INK, opacity=0.4),
        form(
            fill(
                poly(((x - 7, y - height), (x + 7, y - height), (x + 9, y - 8), (x - 9, y - 8))),
                ink.darker(wood, 0.2),
            ),
            fill(smooth(((x - width * 0.3, y), (x, y - 16), (x + width * 0.3, y)), tension=0.7), wood),
            fill(ellipse(x, y - height, width / 2, width * 0.09), wood),
            size="s",
        ),
    )


def house_plant(art: Art, x: float, y: float, size: float, pot: str = ink.TERRACOTTA) -> str:
    """A plant in a pot."""
    random, leaves = art.random, []
    for index in range(15):
        lean = -1 + index / 7
        tip = (
            x + lean * size * 0.62 + random.uniform(-8, 8),
            y - size * (1.5 - 0.5 * abs(lean)) * random.uniform(0.8, 1.05),
        )
        base = (x + lean * size * 0.1, y - size * 0.5)
        mid = ((tip[0] + base[0]) / 2 + lean * size * 0.12, (tip[1] + base[1]) / 2 - size * 0.06)
        tone = ink.turned(ink.FERN, random.uniform(-0.03, 0.02), random.uniform(-0.08, 0.08))
        leaves.append(
            form(
                fill(
                    smooth(
                        (
                            base,
                            (mid[0] - size * 0.07, mid[1]),
                            tip,
                            (mid[0] + size * 0.07, mid[1] + size * 0.05),
                        )
                    ),
                    tone,
                ),
                size="xs",
            )
        )
    body = poly(
        (
            (x - size * 0.26, y),
            (x - size * 0.34, y - size * 0.52),
            (x + size * 0.34, y - size * 0.52),
            (x + size * 0.26, y),
        )
    )
    return group(
        *leaves,
        form(
            fill(body, pot),
            fill(
                rounded(x - size * 0.38, y - size * 0.6, size * 0.76, size * 0.14, 4), ink.lighter(pot, 0.12)
            ),
            size="s",
        ),
    )


def picture_frame(art: Art, x: float, y: float, width: float, height: float, kind: int) -> str:
    """Something on the wall: a landscape, the sea, a face."""
    d = rect(x, y, width, height)
    inks = (
        ("#9cc4b6", "#6f9f6a", ink.WHEAT),
        ("#e0c6a0", "#3f7f8a", ink.CREAM),
        ("#d9b9a2", ink.PLUM, ink.SKINS[1]),
    )[kind % 3]
    return group(
        form(fill(rect(x - 12, y - 12, width + 24, height + 24), "#7a4f34"), size="xs"),
        fill(d, inks[0]),
        art.inside(
            d,
            fill(
                f"M{x} {y + height * 0.6:.1f}q{width * 0.3:.1f} {-height * 0.22:.1f} {width * 0.6:.1f} {height * 0.02:.1f}t{width * 0.5:.1f} {-height * 0.05:.1f}V{y + height}H{x}z",
                inks[1],
            ),
            fill(ellipse(x + width * 0.68, y + height * 0.28, width * 0.1, width * 0.1), inks[2]),
        ),
    )


def rug(art: Art, x: float, y: float, width: float, depth: float, paint: str, edge: str) -> str:
    """A rug on the floor."""
    return group(
        fill(ellipse(x, y, width / 2, depth / 2), edge),
        fill(ellipse(x, y, width * 0.46, depth * 0.44), paint),
        line(ellipse(x, y, width * 0.4, depth * 0.37), edge, 5, stroke_dasharray="18 12"),
        stipple(fill(ellipse(x, y, width / 2, depth / 2), art.fade(ink.DAMSON_INK, 0.5, (0, 0.7, 0.8, 0.3)))),
    )


def cat(x: float, y: float, size: float, paint: str) -> str:
    """A cat that sits with its back half turned."""
    body = smooth(
        (
            (x - size * 0.42, y),
            (x - size * 0.46, y - size * 0.4),
            (x - size * 0.2, y - size * 0.86),
            (x + size * 0.16, y - size * 0.86),
            (x + size * 0.4, y - size * 0.4),
            (x + size * 0.38, y),
        ),
        tension=0.9,
    )
    face = smooth(
        (
            (x - size * 0.28, y - size * 0.96),
            (x - size * 0.27, y - size * 1.36),
            (x - size * 0.12, y - size * 1.22),
            (x + size * 0.1, y - size * 1.22),
            (x + size * 0.25, y - size * 1.36),
            (x + size * 0.26, y - size * 0.96),
            (x, y - size * 0.78),
        ),
        tension=0.6,
    )
    tail = line(
        f"M{x + size * 0.34:.1f} {y - size * 0.06:.1f}q{size * 0.5:.1f} {size * 0.06:.1f} {size * 0.46:.1f} {-size * 0.44:.1f}",
        paint,
        size * 0.15,
    )
    eyes = "".join(ellipse(x + dx * size, y - size * 1.04, size * 0.035, size * 0.045) for dx in (-0.11, 0.1))
    return group(
        tail,
        form(fill(body, paint), size="s"),
        form(fill(face, paint), size="xs"),
        fill(eyes, ink.DAMSON_INK),
        fill(ellipse(x, y - size * 0.35, size * 0.16, size * 0.24), ink.CREAM, opacity=0.7),
    )
