"""The council's lorries and the county's buses, seen from the side. ``x`` is the left end, ``y`` the road."""

from . import palette as ink
from .heads import Head
from .paths import ellipse, poly, rect, rounded
from .people import Person, person
from .svg import Art, fill, form, group, line, stipple
from .vehicles import beacon, cab, emblem, glass, letters, under, wheel


def tipper(art: Art, x: float, y: float, width: float, paint: str = ink.WHEAT) -> str:
    """The road crew's lorry."""
    h, r = width * 0.36, width * 0.085
    bed = poly(
        (
            (x, y - h * 0.42),
            (x - width * 0.02, y - h * 0.98),
            (x + width * 0.66, y - h * 0.98),
            (x + width * 0.66, y - h * 0.42),
        )
    )
    ribs = "".join(
        f"M{x + width * share:.1f} {y - h * 0.96:.1f}V{y - h * 0.44:.1f}"
        for share in (0.08, 0.2, 0.32, 0.44, 0.56)
    )
    back = "".join(
        poly(
            (
                (x + width * (0.02 + 0.036 * i), y - h * 0.43),
                (x + width * (0.038 + 0.036 * i), y - h * 0.43),
                (x + width * (0.056 + 0.036 * i), y - h * 0.52),
                (x + width * (0.038 + 0.036 * i), y - h * 0.52),
            )
        )
        for i in range(17)
    )
    return group(
        under(x, y, width),
        fill(rect(x + 6, y - h * 0.42, width * 0.94, h * 0.17), ink.SLATE_DARK),
        form(fill(bed, ink.PINE_MID), size="l"),
        line(ribs, ink.darker(ink.PINE_MID, 0.4), 4),
        fill(rect(x, y - h * 0.53, width * 0.66, h * 0.11), ink.MARL),
        fill(back, ink.BRICK),
        emblem(x + width * 0.38, y - h * 0.66, h * 0.2),
        letters("Marlshire Council", x + width * 0.06, y - h * 0.82, h * 0.075, ink.CREAM),
        cab(art, x + width * 0.69, y, width * 0.31, h * 0.92, paint, h * 0.3),
        beacon(art, x + width * 0.76, y - h * 1.22, 16),
        *(wheel(x + width * share, y, r) for share in (0.15, 0.34, 0.84)),
    )


def refuse_lorry(art: Art, x: float, y: float, width: float) -> str:
    """The lorry that empties the bins; its hopper is at the left."""
    h, r = width * 0.46, width * 0.078
    body = poly(
        (
            (x + width * 0.1, y - h * 0.25),
            (x + width * 0.02, y - h * 0.62),
            (x + width * 0.09, y - h),
            (x + width * 0.72, y - h),
            (x + width * 0.72, y - h * 0.25),
        )
    )
    hopper = poly(
        (
            (x + width * 0.11, y - h * 0.28),
            (x + width * 0.03, y - h * 0.6),
            (x + width * 0.1, y - h * 0.96),
            (x + width * 0.16, y - h * 0.96),
            (x + width * 0.16, y - h * 0.28),
        )
    )
    leaf = f"M{x + width * 0.19:.1f} {y - h * 0.3:.1f}C{x + width * 0.4:.1f} {y - h * 0.42:.1f} {x + width * 0.5:.1f} {y - h * 0.72:.1f} {x + width * 0.72:.1f} {y - h * 0.74:.1f}V{y - h * 0.25:.1f}H{x + width * 0.19:.1f}z"
    return group(
        under(x, y, width),
        fill(rect(x + width * 0.08, y - h * 0.28, width * 0.9, h * 0.12), ink.SLATE_DARK),
        form(fill(body, ink.CREAM), size="l"),
        fill(leaf, ink.FERN),
        stipple(fill(leaf, art.fade(ink.PINE_INK, 0.6, (0, 1, 0.6, 0)))),
        form(fill(hopper, ink.SLATE), size="s"),
        fill(rect(x + width * 0.06, y - h * 0.34, width * 0.1, h * 0.05), ink.WHEAT),
        emblem(x + width * 0.62, y - h * 0.46, h * 0.17),
        letters("Marlshire Council", x + width * 0.22, y - h * 0.84, h * 0.085, ink.PINE),
        cab(art, x + width * 0.74, y, width * 0.25, h * 0.72, ink.CREAM, h * 0.2),
        beacon(art, x + width * 0.8, y - h * 0.93, 14),
        *(wheel(x + width * share, y, r) for share in (0.26, 0.4, 0.87)),
    )


def bus(art: Art, x: float, y: float, width: float, words: str = "12 Marlford") -> str:
    """A double-decker in the county's damson and cream."""
    h, r = width * 0.52, width * 0.055
    body = rounded(x, y - h, width, h * 0.93, 26)
    swoosh = f"M{x} {y - h * 0.07:.1f}V{y - h * 0.5:.1f}C{x + width * 0.3:.1f} {y - h * 0.56:.1f} {x + width * 0.5:.1f} {y - h * 0.5:.1f} {x + width * 0.66:.1f} {y - h * 1.02:.1f}H{x + width}V{y - h * 0.07:.1f}z"
    panes = [
        rounded(x + width * 0.03 + i * width * 0.132, y - h * 0.9, width * 0.12, h * 0.22, 6)
        for i in range(7)
    ]
    lower = [
        rounded(x + width * 0.03 + i * width * 0.132, y - h * 0.5, width * 0.12, h * 0.23, 6)
        for i in range(5)
    ]
    door = rounded(x + width * 0.8, y - h * 0.52, width * 0.115, h * 0.43, 6)
    front = rounded(x + width * 0.935, y - h * 0.52, width * 0.065, h * 0.26, 10)
    riders = []
    for index, (pane, base, face) in enumerate(
        (
            (panes[1], 0.5, 0),
            (panes[2], 0.5, 3),
            (panes[5], 0.5, 2),
            (lower[0], 0.1, 5),
            (lower[2], 0.1, 1),
            (lower[3], 0.1, 4),
        )
    ):
        px = x + width * (0.1 + 0.132 * (panes.index(pane) if pane in panes else lower.index(pane)))
        rider = Person(
            px,
            y - h * base + h * 0.13,
            h * 0.62,
            1,
            hands=((-0.1, 0.16), (0.12, 0.16)),
            top=(ink.WHEAT, ink.TERRACOTTA, ink.FERN)[index % 3],
            hip=0.3,
            head=Head(ink.SKINS[face], ink.HAIRS[index % 6], ("short", "bob", "bun")[index % 3], look=0.8),
        )
        riders.append(group(art.inside(pane, person(art, rider)), opacity=0.82))
    arches = "".join(ellipse(x + width * share, y - r * 0.9, r * 1.35, r * 1.35) for share in (0.2, 0.72))
    return group(
        under(x, y, width),
        form(fill(body, ink.CREAM), size="l"),
        art.inside(
            body,
            fill(swoosh, ink.DAMSON),
            stipple(fill(swoosh, art.fade(ink.DAMSON_INK, 0.75, (0, 1, 0.5, 0.2)))),
        ),
        *(glass(art, pane) for pane in (*panes, *lower, door, front)),
        *riders,
        line(f"M{x + width * 0.857:.1f} {y - h * 0.52:.1f}V{y - h * 0.09:.1f}", ink.CREAM, 5),
        fill(rounded(x + width * 0.56, y - h * 0.645, width * 0.26, h * 0.09, 5), ink.DAMSON_INK),
        letters(words, x + width * 0.575, y - h * 0.577, h * 0.066, ink.WHEAT),
        emblem(x + width * 0.33, y - h * 0.2, h * 0.12),
        fill(rounded(x + width * 0.965, y - h * 0.2, width * 0.035, h * 0.06, 6), ink.WHEAT_PALE),
        fill(rect(x, y - h * 0.1, width, h * 0.035), ink.DAMSON_INK),
        art.inside(body, fill(arches, ink.DAMSON_INK)),
        *(wheel(x + width * share, y, r) for share in (0.2, 0.72)),
    )


def gritter(art: Art, x: float, y: float, width: float) -> str:
    """The gritting lorry with its plough."""
    h, r = width * 0.4, width * 0.085
    tub = poly(
        (
            (x + width * 0.06, y - h * 0.4),
            (x, y - h * 0.98),
            (x + width * 0.62, y - h * 0.98),
            (x + width * 0.57, y - h * 0.4),
        )
    )
    heap = f"M{x + width * 0.02:.1f} {y - h * 0.97:.1f}Q{x + width * 0.2:.1f} {y - h * 1.2:.1f} {x + width * 0.34:.1f} {y - h * 1.14:.1f}T{x + width * 0.6:.1f} {y - h * 0.97:.1f}z"
    plough = f"M{x + width * 0.985:.1f} {y - h * 0.44:.1f}q{width * 0.075:.1f} {h * 0.02:.1f} {width * 0.09:.1f} {h * 0.06:.1f}q{-width * 0.05:.1f} {h * 0.2:.1f} {width * 0.015:.1f} {h * 0.4:.1f}l{-width * 0.1:.1f} 0z"
    back = "".join(
        poly(
            (
                (x + width * (0.07 + 0.05 * i), y - h * 0.42),
                (x + width * (0.095 + 0.05 * i), y - h * 0.42),
                (x + width * (0.12 + 0.05 * i), y - h * 0.55),
                (x + width * (0.095 + 0.05 * i), y - h * 0.55),
            )
        )
        for i in range(9)
    )
    return group(
        under(x, y, width),
        fill(rect(x + width * 0.04, y - h * 0.42, width * 0.92, h * 0.16), ink.DAMSON_INK),
        form(fill(heap, "#c9a37c"), size="m"),
        form(fill(tub, ink.WHEAT), size="l"),
        fill(back, ink.BRICK),
        emblem(x + width * 0.12, y - h * 0.72, h * 0.18, ink.PINE),
        letters("Marlshire Council", x + width * 0.18, y - h * 0.7, h * 0.1, ink.PINE),
        form(fill(plough, ink.HI_VIS), size="s"),
        cab(art, x + width * 0.64, y, width * 0.32, h * 0.96, ink.WHEAT, h * 0.28),
        beacon(art, x + width * 0.7, y - h * 1.24, 18, 0.75),
        beacon(art, x + width * 0.82, y - h * 1.24, 18, 0.75),
        *(wheel(x + width * share, y, r) for share in (0.14, 0.33, 0.82)),
    )
