"""Desks, tables, chairs and who sits on them."""

from . import palette as ink
from .paths import ellipse, rect, rounded
from .people import Person
from .svg import Art, fill, form, group, line, stipple


def desk(art: Art, x: float, y: float, width: float, height: float, wood: str = "#9a6a42") -> str:
    """A counter or table with a solid front."""
    front = rect(x + 14, y - height, width - 28, height)
    slats = "".join(
        f"M{x + 14 + i * 46:.0f} {y - height + 20:.0f}V{y - 8:.0f}" for i in range(1, int(width / 46))
    )
    return group(
        fill(ellipse(x + width * 0.46, y + 2, width * 0.54, 16), ink.DAMSON_INK, opacity=0.4),
        fill(front, wood),
        line(slats, ink.darker(wood, 0.25), 3),
        stipple(fill(front, art.fade(ink.DAMSON_INK, 0.6, (0, 0.6, 0.7, 0.2)))),
        form(fill(rounded(x, y - height - 18, width, 26, 8), ink.lighter(wood, 0.35)), size="xs"),
    )


def table(art: Art, x: float, y: float, width: float, height: float, wood: str = "#b07c4c") -> str:
    """A table on four legs."""
    legs = "".join(rect(x + share * width, y - height, 15, height) for share in (0.05, 0.92))
    return group(
        fill(ellipse(x + width * 0.46, y + 2, width * 0.5, 13), ink.DAMSON_INK, opacity=0.35),
        form(
            fill(legs, ink.darker(wood, 0.3)),
            fill(rounded(x, y - height - 10, width, 24, 8), wood),
            size="xs",
        ),
    )


def seat(person_: Person, paint: str) -> str:
    """A plain chair under somebody who sits."""
    h, way = person_.height, person_.way
    x, y = person_.x, person_.y
    back, low = x - 0.15 * h * way, y - 0.27 * h
    return form(
        fill(rounded(min(back, x + 0.16 * h * way), low, 0.31 * h, 0.035 * h, 6), paint),
        line(
            f"M{back:.0f} {y - 0.6 * h:.0f}L{back + 0.02 * h * way:.0f} {low:.0f}L{back - 0.02 * h * way:.0f} {y:.0f}M{x + 0.14 * h * way:.0f} {low:.0f}L{x + 0.16 * h * way:.0f} {y:.0f}",
            ink.darker(paint, 0.25),
            0.026 * h,
        ),
        fill(rounded(back - 0.02 * h, y - 0.62 * h, 0.045 * h, 0.2 * h, 8), paint),
        size="xs",
    )


def seated(x: float, y: float, height: float, way: int, **more: object) -> Person:
    """Somebody on a chair."""
    base = Person(
        x,
        y,
        height,
        way,
        hip=0.33,
        seated=True,
        feet=((0.2, 0), (0.26, 0)),
        hands=((0.2, 0.44), (0.24, 0.43)),
    )
    return base.but(**more)


def screen(x: float, y: float, width: float, way: int = 1) -> str:
    """A computer screen from behind or the side."""
    return group(
        form(
            fill(rounded(x - width / 2, y - width * 0.72, width, width * 0.56, 8), ink.SLATE_DARK),
            fill(
                rect(x - 6, y - width * 0.18, 12, width * 0.16)
                + rounded(x - width * 0.2, y - 8, width * 0.4, 8, 4),
                ink.SLATE_DARK,
            ),
            size="xs",
        ),
        fill(
            rounded(x - width / 2 + 7, y - width * 0.72 + 7, width - 14, width * 0.56 - 14, 4),
            "#9fd0cb" if way else ink.SLATE,
        ),
    )
