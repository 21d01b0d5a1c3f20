"""Wheels, glass, cabs, cars and bicycles, seen from the side. ``x`` is the left end, ``y`` the road."""

import math

from . import palette as ink
from .paths import ellipse, poly, rect, rounded
from .svg import Art, e, fill, form, group, line, stipple


def wheel(x: float, y: float, r: float, hub: str = ink.STEEL) -> str:
    """A wheel that stands on ``y``."""
    nuts = "".join(
        ellipse(x + math.cos(a) * r * 0.3, y - r + math.sin(a) * r * 0.3, r * 0.05, r * 0.05)
        for a in (0.3, 1.56, 2.8, 4.1, 5.4)
    )
    return group(
        form(fill(ellipse(x, y - r, r, r), "#26222c"), size="s"),
        fill(ellipse(x, y - r, r * 0.58, r * 0.58), hub),
        fill(ellipse(x, y - r, r * 0.44, r * 0.44), ink.darker(hub, 0.3)),
        fill(ellipse(x, y - r, r * 0.16, r * 0.16), hub),
        fill(nuts, ink.DAMSON_INK),
    )


def under(x: float, y: float, width: float) -> str:
    """The dark under a vehicle."""
    return group(
        fill(ellipse(x + width * 0.46, y + 3, width * 0.54, 15), ink.DAMSON_INK, opacity=0.5),
        style="mix-blend-mode:multiply",
    )


def glass(art: Art, d: str, paint: str = "#35515a") -> str:
    """A pane with the sky in it."""
    return group(fill(d, paint), art.inside(d, stipple(fill(d, art.fade("#b9dcd8", 0.75, (1, 0, 0.2, 1))))))


def letters(words: str, x: float, y: float, size: float, paint: str, weight: int = 700) -> str:
    """Lettering painted on a side."""
    return e(
        "text",
        words,
        x=x,
        y=y,
        fill=paint,
        font_family="Liberation Sans, DejaVu Sans, sans-serif",
        font_weight=weight,
        font_size=size,
        letter_spacing=size * 0.02,
    )


def emblem(x: float, y: float, size: float, paint: str = ink.WHEAT) -> str:
    """The council's mark, a hill and an ear of wheat, as it is painted on things."""
    ear = "".join(
        ellipse(x + side * size * 0.16, y - size * (0.1 + 0.2 * row), size * 0.08, size * 0.13)
        for row in range(3)
        for side in (-1, 1)
    )
    return group(
        fill(ear + ellipse(x, y - size * 0.68, size * 0.07, size * 0.14), paint),
        line(f"M{x:.1f} {y + size * 0.34:.1f}V{y - size * 0.5:.1f}", paint, size * 0.05),
    )


def cab(art: Art, x: float, y: float, width: float, height: float, paint: str, lift: float) -> str:
    """A lorry's cab that looks right."""
    low = y - lift
    d = poly(
        (
            (x, low),
            (x, low - height),
            (x + width * 0.72, low - height),
            (x + width * 0.97, low - height * 0.46),
            (x + width, low),
        )
    )
    door = poly(
        (
            (x + width * 0.16, low - height * 0.5),
            (x + width * 0.16, low - height * 0.9),
            (x + width * 0.66, low - height * 0.9),
            (x + width * 0.86, low - height * 0.5),
        )
    )
    return group(
        form(fill(d, paint), size="m"),
        glass(art, door),
        line(
            f"M{x + width * 0.1:.1f} {low - height * 0.94:.1f}V{low - height * 0.1:.1f}M{x + width * 0.8:.1f} {low - height * 0.44:.1f}V{low - height * 0.1:.1f}",
            ink.darker(paint, 0.35),
            2.5,
        ),
        fill(
            rounded(x + width * 0.62, low - height * 0.4, width * 0.12, height * 0.05, 4),
            ink.darker(paint, 0.5),
        ),
        fill(rounded(x + width * 0.86, low - height * 0.2, width * 0.15, height * 0.13, 5), ink.CREAM),
        fill(rect(x - 2, low - height * 0.05, width * 1.05, height * 0.1), ink.SLATE_DARK),
        line(
            f"M{x + width * 0.9:.1f} {low - height * 0.62:.1f}l{width * 0.12:.1f} 0v{height * 0.2:.1f}",
            ink.DAMSON_INK,
            6,
        ),
    )


def beacon(art: Art, x: float, y: float, size: float, strong: float = 0.5) -> str:
    """An amber light and its glow."""
    return group(
        fill(ellipse(x, y - size * 0.4, size * 5, size * 5), art.glow(ink.WHEAT, strong)),
        fill(rounded(x - size / 2, y - size, size, size, size * 0.4), ink.WHEAT),
        fill(rect(x - size * 0.7, y - 2, size * 1.4, 5), ink.SLATE_DARK),
    )


def car(art: Art, x: float, y: float, width: float, paint: str) -> str:
    """A small family car that looks right."""
    w, h, r = width, width * 0.36, width * 0.088
    d = (
        f"M{x} {y - h * 0.2:.1f}C{x - w * 0.01:.1f} {y - h * 0.6:.1f} {x + w * 0.02:.1f} {y - h * 0.64:.1f} {x + w * 0.07:.1f} {y - h * 0.68:.1f}"
        f"C{x + w * 0.14:.1f} {y - h * 0.98:.1f} {x + w * 0.24:.1f} {y - h:.1f} {x + w * 0.4:.1f} {y - h:.1f}C{x + w * 0.58:.1f} {y - h:.1f} {x + w * 0.64:.1f} {y - h * 0.84:.1f} {x + w * 0.74:.1f} {y - h * 0.64:.1f}"
        f"C{x + w * 0.9:.1f} {y - h * 0.6:.1f} {x + w:.1f} {y - h * 0.54:.1f} {x + w:.1f} {y - h * 0.2:.1f}z"
    )
    panes = [
        poly(
            (
                (x + w * 0.13, y - h * 0.66),
                (x + w * 0.2, y - h * 0.9),
                (x + w * 0.36, y - h * 0.93),
                (x + w * 0.36, y - h * 0.66),
            )
        ),
        poly(
            (
                (x + w * 0.39, y - h * 0.66),
                (x + w * 0.39, y - h * 0.93),
                (x + w * 0.55, y - h * 0.87),
                (x + w * 0.67, y - h * 0.66),
            )
        ),
    ]
    return group(
        under(x, y, width),
        form(fill(d, paint), size="m"),
        *(glass(art, pane) for pane in panes),
        line(f"M{x + w * 0.375:.1f} {y - h * 0.66:.1f}V{y - h * 0.22:.1f}", ink.darker(paint, 0.3), 2.5),
        fill(rounded(x + w * 0.94, y - h * 0.5, w * 0.055, h * 0.12, 5), ink.CREAM),
        *(wheel(x + w * share, y, r) for share in (0.2, 0.8)),
    )


def bicycle(x: float, y: float, size: float, paint: str) -> str:
    """A bicycle; ``x`` is the back wheel's middle, ``size`` the way between the wheels."""
    r = size * 0.32
    back, front, pedals = (x, y - r), (x + size, y - r), (x + size * 0.42, y - r * 0.9)
    seat, stem = (x + size * 0.3, y - size * 0.74), (x + size * 0.85, y - size * 0.72)
    frame = f"M{back[0]} {back[1]:.1f}L{pedals[0]:.1f} {pedals[1]:.1f}L{stem[0]:.1f} {stem[1]:.1f}L{seat[0] + size * 0.03:.1f} {seat[1] + size * 0.12:.1f}L{back[0]} {back[1]:.1f}M{pedals[0]:.1f} {pedals[1]:.1f}L{seat[0]:.1f} {seat[1]:.1f}M{front[0]:.1f} {front[1]:.1f}L{stem[0] - size * 0.02:.1f} {stem[1] - size * 0.1:.1f}"
    spokes = "".join(
        f"M{cx - math.cos(a) * r:.1f} {cy - math.sin(a) * r:.1f}L{cx + math.cos(a) * r:.1f} {cy + math.sin(a) * r:.1f}"
        for cx, cy in (back, front)
        for a in (0.2, 0.8, 1.4, 2.0, 2.6)
    )
    return group(
        line(spokes, ink.STEEL, 1.2),
        *(line(ellipse(cx, cy, r, r), "#26222c", size * 0.035) for cx, cy in (back, front)),
        line(frame, paint, size * 0.035),
        fill(
            rounded(seat[0] - size * 0.08, seat[1] - size * 0.03, size * 0.18, size * 0.05, 6), ink.DAMSON_INK
        ),
        line(
            f"M{stem[0] - size * 0.02:.1f} {stem[1] - size * 0.1:.1f}q{size * 0.1:.1f} {-size * 0.04:.1f} {size * 0.06:.1f} {size * 0.06:.1f}",
            ink.DAMSON_INK,
            size * 0.03,
        ),
        fill(ellipse(*pedals, size * 0.06, size * 0.06), ink.SLATE_DARK),
    )
