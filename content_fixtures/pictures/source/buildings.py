"""Windows, roofs and the houses of Marlford."""

from . import palette as ink
from .paths import between, poly, rect
from .svg import Art, fill, group, line, stipple

WALLS = (ink.MARL, ink.CLAY, ink.SAND, "#efe0bd", "#d99f7e", "#c98362", "#e9c9a4")
ROOFS = (ink.BRICK, ink.TERRACOTTA, ink.RUST, ink.SLATE, "#7d5a58", "#b4633f")


def window(
    x: float, y: float, width: float, height: float, glass: str = ink.SLATE_DARK, frame: str = ink.CREAM
) -> str:
    """A sash window; small ones have no bars."""
    parts = [fill(rect(x, y, width, height), frame)]
    edge = max(0.7, width * 0.09)
    parts.append(fill(rect(x + edge, y + edge, width - 2 * edge, height - 2 * edge), glass))
    if width > 11:
        sky = poly(((x + edge, y + edge), (x + width * 0.7, y + edge), (x + edge, y + height * 0.62)))
        parts.append(fill(sky, ink.SKY_BLUE, opacity=0.4))
        bars = f"M{x + width / 2:.1f} {y}v{height:.1f}M{x} {y + height / 2:.1f}h{width:.1f}"
        parts.append(line(bars, frame, edge * 0.7))
        parts.append(fill(rect(x - edge, y + height, width + 2 * edge, edge * 1.4), ink.lighter(frame, 0.2)))
    return group(*parts)


def _tiles(art: Art, corners: tuple, paint: str, rows: int) -> str:
    """Courses of tiles across a roof (left eave, right eave, right ridge, left ridge)."""
    low_left, low_right, high_right, high_left = corners
    courses = []
    for index in range(1, rows):
        share = index / rows
        ends = between(low_left, high_left, share), between(low_right, high_right, share)
        courses.append(
            line(poly(ends, False), ink.darker(paint, 0.25), 1.1, opacity=0.55, stroke_dasharray="5 2.5")
        )
    return group(*courses)


def cottage(
    art: Art,
    x: float,
    y: float,
    gable: float,
    side: float,
    height: float,
    wall: str,
    roof: str,
    haze: float = 0.0,
    air: str = ink.MARL,
    lit: float = 0.12,
) -> str:
    """A house seen from its corner: the long side in shade, the gable end in the sun. ``haze`` takes it back into the air."""
    random = art.random
    wall, roof = (ink.mix(paint, air, haze) for paint in (wall, roof))
    dark = ink.mix(wall, ink.DAMSON if haze < 0.4 or air != ink.MARL else ink.MAUVE, 0.3)
    glass = ink.mix(ink.SLATE_DARK, ink.MAUVE if air == ink.MARL else air, haze)
    rise, corner, end = gable * 0.62, x + side, x + side + gable
    top = y - height
    long_side = fill(rect(x, top, side, height), dark)
    gable_end = fill(
        poly(((corner, y), (end, y), (end, top), (corner + gable / 2, top - rise), (corner, top))), wall
    )
    eave = gable * 0.05
    slab = (
        (x - eave, top + eave),
        (corner, top + eave * 1.4),
        (corner + gable / 2, top - rise),
        (x + gable / 2, top - rise),
    )
    verge = poly(
        (
            (corner + gable / 2, top - rise),
            (end + eave, top + eave * 1.6),
            (end + eave, top + eave * 0.2),
            (corner + gable / 2, top - rise - eave * 1.6),
            (corner - eave, top + eave),
        ),
        True,
    )
    parts = [long_side, gable_end]
    parts.append(stipple(fill(rect(x, top, side, height), art.fade(ink.DAMSON_INK, 0.4, (0, 0, 0.6, 0.9)))))
    parts.append(
        stipple(fill(rect(corner, top, gable, height), art.fade(ink.darker(wall, 0.5), 0.4, (0, 1, 0.7, 0))))
    )
    parts += [fill(poly(slab), ink.darker(roof, 0.12)), _tiles(art, slab, roof, 5 if gable > 40 else 3)]
    parts.append(stipple(fill(poly(slab), art.fade(ink.DAMSON_INK, 0.5, (0, 0.6, 0.7, 0.2)))))
    parts.append(fill(verge, ink.lighter(roof, 0.12)))
    floors = 2 if height > gable * 0.75 else 1
    for floor in range(floors):
        wy = top + height * (0.16 + 0.46 * floor)
        wh, ww = height * (0.24 if floors == 2 else 0.36), gable * 0.17
        count = max(1, int(side / (gable * 0.42)))
        for index in range(count):
            wx = x + side * (index + 0.5) / count - ww * 0.4
            parts.append(
                window(
                    wx,
                    wy,
                    ww * 0.8,
                    wh,
                    ink.WHEAT if random.random() < lit else glass,
                    ink.mix(dark, ink.CREAM if air == ink.MARL else dark, 0.5),
                )
            )
        for share in (0.28, 0.72):
            parts.append(
                window(
                    corner + gable * share - ww / 2,
                    wy,
                    ww,
                    wh,
                    ink.WHEAT if lit > 0.2 and random.random() < lit else glass,
                    ink.mix(ink.CREAM, air, haze),
                )
            )
    stack_x, stack = x + gable * 0.5 + side * random.choice((0.1, 0.85)), gable * 0.11
    brick = ink.mix(ink.BRICK, air, haze)
    parts.append(fill(rect(stack_x, top - rise - stack * 1.9, stack, stack * 2.4), ink.darker(brick, 0.3)))
    parts.append(fill(rect(stack_x + stack, top - rise - stack * 1.9, stack * 0.5, stack * 2.2), brick))
    parts.append(
        fill(
            rect(stack_x - stack * 0.1, top - rise - stack * 2.2, stack * 1.7, stack * 0.35),
            ink.lighter(brick, 0.2),
        )
    )
    return group(*parts)
