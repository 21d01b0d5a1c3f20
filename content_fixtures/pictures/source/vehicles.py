"""Lorries, buses, vans, cars and bicycles, seen from the side. ``x`` is the left end, ``y`` the road."""

import math

from . import palette as ink
from .heads import Head
from .paths import ellipse, poly, rect, rounded
from .people import Person, person
from .svg import Art, e, fill, form, group, line, stipple


def wheel(x: float, y: float, r: float, hub: str = ink.STEEL) -> str:
    """A wheel that stands on ``y``."""
    nuts = "".join(ellipse(x + math.cos(a) * r * 0.3, y - r + math.sin(a) * r * 0.3, r * 0.05, r * 0.05) for a in (0.3, 1.56, 2.8, 4.1, 5.4))
    return group(
        form(fill(ellipse(x, y - r, r, r), "#26222c"), size="s"),
        fill(ellipse(x, y - r, r * 0.58, r * 0.58), hub), fill(ellipse(x, y - r, r * 0.44, r * 0.44), ink.darker(hub, 0.3)),
        fill(ellipse(x, y - r, r * 0.16, r * 0.16), hub), fill(nuts, ink.DAMSON_INK),
    )


def _under(x: float, y: float, width: float) -> str:
    return group(fill(ellipse(x + width * 0.46, y + 3, width * 0.54, 15), ink.DAMSON_INK, opacity=0.5), style="mix-blend-mode:multiply")


def glass(art: Art, d: str, paint: str = "#35515a") -> str:
    """A pane with the sky in it."""
    return group(fill(d, paint), art.inside(d, stipple(fill(d, art.fade("#b9dcd8", 0.75, (1, 0, 0.2, 1))))))


def _letters(words: str, x: float, y: float, size: float, paint: str, weight: int = 700) -> str:
    return e("text", words, x=x, y=y, fill=paint, font_family="Liberation Sans, DejaVu Sans, sans-serif", font_weight=weight, font_size=size, letter_spacing=size * 0.02)


def emblem(x: float, y: float, size: float, paint: str = ink.WHEAT) -> str:
    """The council's mark, a hill and an ear of wheat, as it is painted on things."""
    ear = "".join(ellipse(x + side * size * 0.16, y - size * (0.1 + 0.2 * row), size * 0.08, size * 0.13) for row in range(3) for side in (-1, 1))
    return group(fill(ear + ellipse(x, y - size * 0.68, size * 0.07, size * 0.14), paint), line(f"M{x:.1f} {y + size * 0.34:.1f}V{y - size * 0.5:.1f}", paint, size * 0.05))


def cab(art: Art, x: float, y: float, width: float, height: float, paint: str, lift: float) -> str:
    """A lorry's cab that looks right."""
    low = y - lift
    d = poly(((x, low), (x, low - height), (x + width * 0.72, low - height), (x + width * 0.97, low - height * 0.46), (x + width, low)))
    door = poly(((x + width * 0.16, low - height * 0.5), (x + width * 0.16, low - height * 0.9), (x + width * 0.66, low - height * 0.9), (x + width * 0.86, low - height * 0.5)))
    return group(
        form(fill(d, paint), size="m"), glass(art, door),
        line(f"M{x + width * 0.1:.1f} {low - height * 0.94:.1f}V{low - height * 0.1:.1f}M{x + width * 0.8:.1f} {low - height * 0.44:.1f}V{low - height * 0.1:.1f}", ink.darker(paint, 0.35), 2.5),
        fill(rounded(x + width * 0.62, low - height * 0.4, width * 0.12, height * 0.05, 4), ink.darker(paint, 0.5)),
        fill(rounded(x + width * 0.86, low - height * 0.2, width * 0.15, height * 0.13, 5), ink.CREAM),
        fill(rect(x - 2, low - height * 0.05, width * 1.05, height * 0.1), ink.SLATE_DARK),
        line(f"M{x + width * 0.9:.1f} {low - height * 0.62:.1f}l{width * 0.12:.1f} 0v{height * 0.2:.1f}", ink.DAMSON_INK, 6),
    )


def beacon(art: Art, x: float, y: float, size: float, strong: float = 0.5) -> str:
    """An amber light and its glow."""
    return group(fill(ellipse(x, y - size * 0.4, size * 5, size * 5), art.glow(ink.WHEAT, strong)), fill(rounded(x - size / 2, y - size, size, size, size * 0.4), ink.WHEAT), fill(rect(x - size * 0.7, y - 2, size * 1.4, 5), ink.SLATE_DARK))


def tipper(art: Art, x: float, y: float, width: float, paint: str = ink.WHEAT) -> str:
    """The road crew's lorry."""
    h, r = width * 0.36, width * 0.085
    bed = poly(((x, y - h * 0.42), (x - width * 0.02, y - h * 0.98), (x + width * 0.66, y - h * 0.98), (x + width * 0.66, y - h * 0.42)))
    ribs = "".join(f"M{x + width * share:.1f} {y - h * 0.96:.1f}V{y - h * 0.44:.1f}" for share in (0.08, 0.2, 0.32, 0.44, 0.56))
    back = "".join(poly(((x + width * (0.02 + 0.036 * i), y - h * 0.43), (x + width * (0.038 + 0.036 * i), y - h * 0.43), (x + width * (0.056 + 0.036 * i), y - h * 0.52), (x + width * (0.038 + 0.036 * i), y - h * 0.52))) for i in range(17))
    return group(
        _under(x, y, width), fill(rect(x + 6, y - h * 0.42, width * 0.94, h * 0.17), ink.SLATE_DARK),
        form(fill(bed, ink.PINE_MID), size="l"), line(ribs, ink.darker(ink.PINE_MID, 0.4), 4),
        fill(rect(x, y - h * 0.53, width * 0.66, h * 0.11), ink.MARL), fill(back, ink.BRICK),
        emblem(x + width * 0.38, y - h * 0.66, h * 0.2), _letters("Marlshire Council", x + width * 0.06, y - h * 0.82, h * 0.075, ink.CREAM),
        cab(art, x + width * 0.69, y, width * 0.31, h * 0.92, paint, h * 0.3), beacon(art, x + width * 0.76, y - h * 1.22, 16),
        *(wheel(x + width * share, y, r) for share in (0.15, 0.34, 0.84)),
    )


def refuse_lorry(art: Art, x: float, y: float, width: float) -> str:
    """The lorry that empties the bins; its hopper is at the left."""
    h, r = width * 0.46, width * 0.078
    body = poly(((x + width * 0.1, y - h * 0.25), (x + width * 0.02, y - h * 0.62), (x + width * 0.09, y - h), (x + width * 0.72, y - h), (x + width * 0.72, y - h * 0.25)))
    hopper = poly(((x + width * 0.11, y - h * 0.28), (x + width * 0.03, y - h * 0.6), (x + width * 0.1, y - h * 0.96), (x + width * 0.16, y - h * 0.96), (x + width * 0.16, y - h * 0.28)))
    leaf = f"M{x + width * 0.19:.1f} {y - h * 0.3:.1f}C{x + width * 0.4:.1f} {y - h * 0.42:.1f} {x + width * 0.5:.1f} {y - h * 0.72:.1f} {x + width * 0.72:.1f} {y - h * 0.74:.1f}V{y - h * 0.25:.1f}H{x + width * 0.19:.1f}z"
    return group(
        _under(x, y, width), fill(rect(x + width * 0.08, y - h * 0.28, width * 0.9, h * 0.12), ink.SLATE_DARK),
        form(fill(body, ink.CREAM), size="l"), fill(leaf, ink.FERN), stipple(fill(leaf, art.fade(ink.PINE_INK, 0.6, (0, 1, 0.6, 0)))),
        form(fill(hopper, ink.SLATE), size="s"), fill(rect(x + width * 0.06, y - h * 0.34, width * 0.1, h * 0.05), ink.WHEAT),
        emblem(x + width * 0.62, y - h * 0.46, h * 0.17), _letters("Marlshire Council", x + width * 0.22, y - h * 0.84, h * 0.085, ink.PINE),
        cab(art, x + width * 0.74, y, width * 0.25, h * 0.72, ink.CREAM, h * 0.2), beacon(art, x + width * 0.8, y - h * 0.93, 14),
        *(wheel(x + width * share, y, r) for share in (0.26, 0.4, 0.87)),
    )


def bus(art: Art, x: float, y: float, width: float, words: str = "12 Marlford") -> str:
    """A double-decker in the county's damson and cream."""
    h, r = width * 0.52, width * 0.055
    body = rounded(x, y - h, width, h * 0.93, 26)
    swoosh = f"M{x} {y - h * 0.07:.1f}V{y - h * 0.5:.1f}C{x + width * 0.3:.1f} {y - h * 0.56:.1f} {x + width * 0.5:.1f} {y - h * 0.5:.1f} {x + width * 0.66:.1f} {y - h * 1.02:.1f}H{x + width}V{y - h * 0.07:.1f}z"
    panes = [rounded(x + width * 0.03 + i * width * 0.132, y - h * 0.9, width * 0.12, h * 0.22, 6) for i in range(7)]
    lower = [rounded(x + width * 0.03 + i * width * 0.132, y - h * 0.5, width * 0.12, h * 0.23, 6) for i in range(5)]
    door = rounded(x + width * 0.8, y - h * 0.52, width * 0.115, h * 0.43, 6)
    front = rounded(x + width * 0.935, y - h * 0.52, width * 0.065, h * 0.26, 10)
    riders = []
    for index, (pane, base, face) in enumerate(((panes[1], 0.5, 0), (panes[2], 0.5, 3), (panes[5], 0.5, 2), (lower[0], 0.1, 5), (lower[2], 0.1, 1), (lower[3], 0.1, 4))):
        px = x + width * (0.1 + 0.132 * (panes.index(pane) if pane in panes else lower.index(pane)))
        rider = Person(px, y - h * base + h * 0.13, h * 0.62, 1, hands=((-0.1, 0.16), (0.12, 0.16)), top=(ink.WHEAT, ink.TERRACOTTA, ink.FERN)[index % 3], hip=0.3, head=Head(ink.SKINS[face], ink.HAIRS[index % 6], ("short", "bob", "bun")[index % 3], look=0.8))
        riders.append(group(art.inside(pane, person(art, rider)), opacity=0.82))
    arches = "".join(ellipse(x + width * share, y - r * 0.9, r * 1.35, r * 1.35) for share in (0.2, 0.72))
    return group(
        _under(x, y, width), form(fill(body, ink.CREAM), size="l"),
        art.inside(body, fill(swoosh, ink.DAMSON), stipple(fill(swoosh, art.fade(ink.DAMSON_INK, 0.75, (0, 1, 0.5, 0.2))))),
        *(glass(art, pane) for pane in (*panes, *lower, door, front)), *riders,
        line(f"M{x + width * 0.857:.1f} {y - h * 0.52:.1f}V{y - h * 0.09:.1f}", ink.CREAM, 5),
        fill(rounded(x + width * 0.56, y - h * 0.645, width * 0.26, h * 0.09, 5), ink.DAMSON_INK), _letters(words, x + width * 0.575, y - h * 0.577, h * 0.066, ink.WHEAT),
        emblem(x + width * 0.33, y - h * 0.2, h * 0.12), fill(rounded(x + width * 0.965, y - h * 0.2, width * 0.035, h * 0.06, 6), ink.WHEAT_PALE),
        fill(rect(x, y - h * 0.1, width, h * 0.035), ink.DAMSON_INK), art.inside(body, fill(arches, ink.DAMSON_INK)),
        *(wheel(x + width * share, y, r) for share in (0.2, 0.72)),
    )


def gritter(art: Art, x: float, y: float, width: float) -> str:
    """The gritting lorry with its plough."""
    h, r = width * 0.4, width * 0.085
    tub = poly(((x + width * 0.06, y - h * 0.4), (x, y - h * 0.98), (x + width * 0.62, y - h * 0.98), (x + width * 0.57, y - h * 0.4)))
    heap = f"M{x + width * 0.02:.1f} {y - h * 0.97:.1f}Q{x + width * 0.2:.1f} {y - h * 1.2:.1f} {x + width * 0.34:.1f} {y - h * 1.14:.1f}T{x + width * 0.6:.1f} {y - h * 0.97:.1f}z"
    plough = f"M{x + width * 0.985:.1f} {y - h * 0.44:.1f}q{width * 0.075:.1f} {h * 0.02:.1f} {width * 0.09:.1f} {h * 0.06:.1f}q{-width * 0.05:.1f} {h * 0.2:.1f} {width * 0.015:.1f} {h * 0.4:.1f}l{-width * 0.1:.1f} 0z"
    back = "".join(poly(((x + width * (0.07 + 0.05 * i), y - h * 0.42), (x + width * (0.095 + 0.05 * i), y - h * 0.42), (x + width * (0.12 + 0.05 * i), y - h * 0.55), (x + width * (0.095 + 0.05 * i), y - h * 0.55))) for i in range(9))
    return group(
        _under(x, y, width), fill(rect(x + width * 0.04, y - h * 0.42, width * 0.92, h * 0.16), ink.DAMSON_INK),
        form(fill(heap, "#c9a37c"), size="m"), form(fill(tub, ink.WHEAT), size="l"), fill(back, ink.BRICK),
        emblem(x + width * 0.12, y - h * 0.72, h * 0.18, ink.PINE), _letters("Marlshire Council", x + width * 0.18, y - h * 0.7, h * 0.1, ink.PINE),
        form(fill(plough, ink.HI_VIS), size="s"), cab(art, x + width * 0.64, y, width * 0.32, h * 0.96, ink.WHEAT, h * 0.28),
        beacon(art, x + width * 0.7, y - h * 1.24, 18, 0.75), beacon(art, x + width * 0.82, y - h * 1.24, 18, 0.75),
        *(wheel(x + width * share, y, r) for share in (0.14, 0.33, 0.82)),
    )


def car(art: Art, x: float, y: float, width: float, paint: str) -> str:
    """A small family car that looks right."""
    w, h, r = width, width * 0.36, width * 0.088
    d = (
        f"M{x} {y - h * 0.2:.1f}C{x - w * 0.01:.1f} {y - h * 0.6:.1f} {x + w * 0.02:.1f} {y - h * 0.64:.1f} {x + w * 0.07:.1f} {y - h * 0.68:.1f}"
        f"C{x + w * 0.14:.1f} {y - h * 0.98:.1f} {x + w * 0.24:.1f} {y - h:.1f} {x + w * 0.4:.1f} {y - h:.1f}C{x + w * 0.58:.1f} {y - h:.1f} {x + w * 0.64:.1f} {y - h * 0.84:.1f} {x + w * 0.74:.1f} {y - h * 0.64:.1f}"
        f"C{x + w * 0.9:.1f} {y - h * 0.6:.1f} {x + w:.1f} {y - h * 0.54:.1f} {x + w:.1f} {y - h * 0.2:.1f}z"
    )
    panes = [poly(((x + w * 0.13, y - h * 0.66), (x + w * 0.2, y - h * 0.9), (x + w * 0.36, y - h * 0.93), (x + w * 0.36, y - h * 0.66))), poly(((x + w * 0.39, y - h * 0.66), (x + w * 0.39, y - h * 0.93), (x + w * 0.55, y - h * 0.87), (x + w * 0.67, y - h * 0.66)))]
    return group(
        _under(x, y, width), form(fill(d, paint), size="m"), *(glass(art, pane) for pane in panes),
        line(f"M{x + w * 0.375:.1f} {y - h * 0.66:.1f}V{y - h * 0.22:.1f}", ink.darker(paint, 0.3), 2.5), fill(rounded(x + w * 0.94, y - h * 0.5, w * 0.055, h * 0.12, 5), ink.CREAM),
        *(wheel(x + w * share, y, r) for share in (0.2, 0.8)),
    )


def bicycle(x: float, y: float, size: float, paint: str) -> str:
    """A bicycle; ``x`` is the back wheel's middle, ``size`` the way between the wheels."""
    r = size * 0.32
    back, front, pedals = (x, y - r), (x + size, y - r), (x + size * 0.42, y - r * 0.9)
    seat, stem = (x + size * 0.3, y - size * 0.74), (x + size * 0.85, y - size * 0.72)
    frame = f"M{back[0]} {back[1]:.1f}L{pedals[0]:.1f} {pedals[1]:.1f}L{stem[0]:.1f} {stem[1]:.1f}L{seat[0] + size * 0.03:.1f} {seat[1] + size * 0.12:.1f}L{back[0]} {back[1]:.1f}M{pedals[0]:.1f} {pedals[1]:.1f}L{seat[0]:.1f} {seat[1]:.1f}M{front[0]:.1f} {front[1]:.1f}L{stem[0] - size * 0.02:.1f} {stem[1] - size * 0.1:.1f}"
    spokes = "".join(f"M{cx - math.cos(a) * r:.1f} {cy - math.sin(a) * r:.1f}L{cx + math.cos(a) * r:.1f} {cy + math.sin(a) * r:.1f}" for cx, cy in (back, front) for a in (0.2, 0.8, 1.4, 2.0, 2.6))
    return group(
        line(spokes, ink.STEEL, 1.2), *(line(ellipse(cx, cy, r, r), "#26222c", size * 0.035) for cx, cy in (back, front)),
        line(frame, paint, size * 0.035), fill(rounded(seat[0] - size * 0.08, seat[1] - size * 0.03, size * 0.18, size * 0.05, 6), ink.DAMSON_INK),
        line(f"M{stem[0] - size * 0.02:.1f} {stem[1] - size * 0.1:.1f}q{size * 0.1:.1f} {-size * 0.04:.1f} {size * 0.06:.1f} {size * 0.06:.1f}", ink.DAMSON_INK, size * 0.03), fill(ellipse(*pedals, size * 0.06, size * 0.06), ink.SLATE_DARK),
    )
