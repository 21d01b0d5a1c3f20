"""Books, alone and by the shelf."""

from . import palette as ink
from .paths import poly, rect
from .svg import Art, fill, form, group, line, stipple


def books(art: Art, x: float, y: float, width: float, height: float, tones: tuple[str, ...]) -> str:
    """A shelf's worth of spines that stand on ``y``."""
    random, parts, at = art.random, [], x
    while at < x + width - 4:
        thick = min(random.uniform(0.09, 0.22) * height, x + width - at)
        if random.random() < 0.05:
            at += thick * 1.6
            continue
        tall = height * random.uniform(0.68, 0.96)
        tone = ink.turned(random.choice(tones), random.uniform(-0.015, 0.015), random.uniform(-0.05, 0.05))
        parts.append(fill(rect(at, y - tall, thick - 1, tall), tone))
        parts.append(fill(rect(at + thick * 0.72, y - tall, thick * 0.18, tall), ink.lighter(tone, 0.3)))
        if random.random() < 0.6:
            parts.append(
                fill(
                    rect(at + thick * 0.16, y - tall * random.uniform(0.62, 0.84), thick * 0.6, tall * 0.06),
                    ink.WHEAT_PALE,
                    opacity=0.85,
                )
            )
        at += thick
    return group(*parts)


def bookcase(
    art: Art, x: float, y: float, width: float, height: float, rows: int, wood: str = "#8a5a3a"
) -> str:
    """A case of books that stands on ``y``."""
    tones = (
        ink.BRICK,
        ink.PINE_MID,
        ink.OCHRE,
        ink.DAMSON,
        ink.FERN,
        ink.SLATE,
        ink.CLAY,
        ink.TERRACOTTA,
        ink.PLUM,
        ink.SAGE,
    )
    parts = [fill(rect(x, y - height, width, height), ink.darker(wood, 0.55))]
    step = (height - 24) / rows
    for row in range(rows):
        floor = y - 14 - row * step
        parts.append(books(art, x + 10, floor, width - 20, step - 16, tones))
        parts.append(fill(rect(x, floor, width, 10), wood))
    shade = stipple(
        fill(rect(x, y - height, width, height), art.fade(ink.DAMSON_INK, 0.55, (0, 0.7, 0.8, 0.3)))
    )
    frame = fill(
        rect(x, y - height, 10, height)
        + rect(x + width - 10, y - height, 10, height)
        + rect(x - 6, y - height - 12, width + 12, 18)
        + rect(x - 4, y - 12, width + 8, 14),
        wood,
    )
    return group(*parts, shade, form(frame, size="xs"))


def open_book(x: float, y: float, size: float, paint: str) -> str:
    """A book held open, seen from outside."""
    left, right = (
        ((x - size, y - size * 0.5), (x, y - size * 0.36), (x, y + size * 0.42), (x - size, y + size * 0.26)),
        ((x + size, y - size * 0.5), (x, y - size * 0.36), (x, y + size * 0.42), (x + size, y + size * 0.26)),
    )
    pages = "".join(
        line(
            f"M{x + s * size * 0.94:.1f} {y - size * 0.56:.1f}L{x:.1f} {y - size * 0.4:.1f}",
            ink.CREAM,
            size * 0.14,
        )
        for s in (-1, 1)
    )
    return group(pages, form(fill(poly(left), ink.darker(paint, 0.2)), fill(poly(right), paint), size="xs"))
