"""Heads: the skull, the hair, and what is worn on it."""

from . import palette as ink
from .faces import Head, beard, features
from .hats import cover
from .paths import Point, ellipse, smooth
from .svg import Art, fill, form, group, line

__all__ = ["Head", "head"]


def head(art: Art, h: Head, x: float, y: float, r: float, way: int, size: str) -> str:
    """A head around (x, y), ``r`` half as wide as it is high."""
    shift = h.look * 0.34 * r * way
    wide, tall = r * 0.9, r * 1.14
    skull = smooth(
        (
            (x, y - tall),
            (x + wide * 0.78, y - tall * 0.62),
            (x + wide, y),
            (x + wide * 0.74 + shift * 0.3, y + tall * 0.62),
            (x + shift * 0.7, y + tall),
            (x - wide * 0.74 + shift * 0.3, y + tall * 0.62),
            (x - wide, y),
            (x - wide * 0.78, y - tall * 0.62),
        ),
        tension=1.05,
    )
    form_size = "xs" if r < 16 else "s"
    behind, before = _hair(art, h, x, y, r, way)
    face = "" if h.back else features(h, x + shift, y, r, way)
    ear_x = x - way * wide * (0.35 + 0.62 * (1 - h.look))
    ear = (
        ""
        if h.back or h.hijab
        else fill(ellipse(ear_x, y + 0.1 * r, 0.17 * r, 0.25 * r), ink.darker(h.skin, 0.14))
    )
    skin = h.skin if not h.back else h.hair if h.style != "bald" else h.skin
    parts = [behind, form(fill(skull, skin), size=form_size), face]
    if h.beard and not h.back:
        parts.append(beard(h, x, y, r, shift))
    parts += [before if not h.hijab else "", ear, cover(h, x, y, r, way, shift)]
    return group(*parts)


def _cap(x: float, y: float, r: float, way: int, low: float, fringe: float) -> str:
    """The hair on the crown: down to ``low`` behind, its edge at ``fringe`` over the brow."""
    b = -way
    return smooth(
        (
            (x + b * 1.02 * r, y + low * r),
            (x + b * 1.06 * r, y - 0.4 * r),
            (x + b * 0.6 * r, y - 1.18 * r),
            (x + way * 0.3 * r, y - 1.26 * r),
            (x + way * 0.96 * r, y - 0.72 * r),
            (x + way * 0.94 * r, y - 0.3 * r),
            (x + way * 0.5 * r, y + fringe * r),
            (x + b * 0.25 * r, y + (fringe - 0.06) * r),
            (x + b * 0.62 * r, y - 0.1 * r),
            (x + b * 0.7 * r, y + low * r),
        ),
        tension=0.75,
    )


def _hair(art: Art, h: Head, x: float, y: float, r: float, way: int) -> tuple[str, str]:
    """What falls behind the face and what lies before it."""
    b, tone = -way, h.hair
    size = "xs" if r < 16 else "s"
    if h.style == "bald":
        fringe = ellipse(x + b * 0.86 * r, y + 0.02 * r, 0.24 * r, 0.36 * r)
        return "", fill(fringe, tone)
    crown = form(fill(_cap(x, y, r, way, 0.25, -0.46), tone), size=size)
    if h.back:
        crown = form(fill(ellipse(x, y - 0.14 * r, 1.0 * r, 1.14 * r), tone), size=size)
    if h.style in ("bob", "long"):
        fall = 1.0 if h.style == "bob" else 2.2
        d = smooth(
            (
                (x, y - 1.24 * r),
                (x + way * 1.02 * r, y - 0.5 * r),
                (x + way * 0.5 * r, y + 0.2 * r),
                (x + b * 0.55 * r, y + fall * r),
                (x + b * 1.0 * r, y + (fall + 0.05) * r),
                (x + b * 1.16 * r, y + fall * 0.6 * r),
                (x + b * 1.06 * r, y - 0.5 * r),
            ),
            tension=0.9,
        )
        return form(fill(d, ink.darker(tone, 0.12)), size=size), crown
    if h.style in ("bun", "tail"):
        bun: Point = (x + b * 0.92 * r, y - 0.72 * r) if h.style == "bun" else (x + b * 1.1 * r, y - 0.1 * r)
        knot = fill(ellipse(*bun, 0.46 * r, 0.44 * r), tone)
        if h.style == "tail":
            knot = fill(
                smooth(
                    (
                        (x + b * 0.7 * r, y - 0.7 * r),
                        (x + b * 1.5 * r, y - 0.3 * r),
                        (x + b * 1.5 * r, y + 0.9 * r),
                        (x + b * 1.2 * r, y + 1.1 * r),
                        (x + b * 1.05 * r, y + 0.2 * r),
                    )
                ),
                tone,
            )
        return form(knot, size=size), crown
    if h.style in ("curls", "afro"):
        far = 1.0 if h.style == "curls" else 1.22
        random, puffs, front = art.random, [], []
        for index in range(11):
            share = index / 10
            px = x + b * (1.02 - 1.95 * share) * r * far * 0.92
            py = y - (1 - (2 * share - 1) ** 2) * 1.02 * r * far - 0.12 * r
            puffs.append(
                fill(ellipse(px, py, 0.36 * r * far * random.uniform(0.9, 1.15), 0.36 * r * far), tone)
            )
            if 2 <= index <= 9:
                front.append(
                    fill(
                        ellipse(px * 0.82 + x * 0.18, py * 0.86 + y * 0.14 - 0.12 * r, 0.29 * r, 0.25 * r),
                        tone,
                    )
                )
        puffs.append(fill(ellipse(x, y - 0.4 * r, 0.95 * r * far, 0.92 * r * far), tone))
        return form(*puffs, size=size), form(*front, size="xs")
    if h.style == "locs":
        strands = [
            line(
                f"M{x + dx * r:.1f} {y - 0.8 * r:.1f}q{dx * 0.5 * r:.1f} {0.8 * r:.1f} {dx * 0.25 * r:.1f} {2.3 * r:.1f}",
                tone,
                0.3 * r,
            )
            for dx in (-0.95, -0.7, 0.7 if h.back else -0.45, b * 0.9)
        ]
        return form(*strands, size="xs"), crown
    return "", crown
