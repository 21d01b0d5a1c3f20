"""Faces, hair, hats and headscarves."""

from dataclasses import dataclass

from . import palette as ink
from .paths import Point, ellipse, poly, rounded, smooth
from .svg import Art, fill, form, group, line


@dataclass(frozen=True)
class Head:
    """A head. ``look`` runs from 0 (to us) to 1 (aside); ``back`` shows no face."""

    skin: str = ink.SKINS[0]
    hair: str = ink.HAIRS[1]
    style: str = "short"  # short, bob, long, bun, curls, afro, bald, locs, tail
    look: float = 0.6
    back: bool = False
    hat: str | None = None  # ink of a cap, helmet or woolly hat
    hat_kind: str = "wool"  # wool, helmet, cap, brim
    hijab: str | None = None
    turban: str | None = None
    beard: str | None = None
    glasses: bool = False
    smile: bool = True
    size: float = 1.0


def head(art: Art, h: Head, x: float, y: float, r: float, way: int, size: str) -> str:
    """A head around (x, y), ``r`` half as wide as it is high."""
    shift = h.look * 0.34 * r * way
    wide, tall = r * 0.9, r * 1.14
    skull = smooth(
        (
            (x, y - tall), (x + wide * 0.78, y - tall * 0.62), (x + wide, y), (x + wide * 0.74 + shift * 0.3, y + tall * 0.62),
            (x + shift * 0.7, y + tall), (x - wide * 0.74 + shift * 0.3, y + tall * 0.62), (x - wide, y), (x - wide * 0.78, y - tall * 0.62),
        ),
        tension=1.05,
    )
    form_size = "xs" if r < 16 else "s"
    behind, before = _hair(art, h, x, y, r, way)
    face = "" if h.back else _features(h, x + shift, y, r, way)
    ear_x = x - way * wide * (0.35 + 0.62 * (1 - h.look))
    ear = "" if h.back or h.hijab else fill(ellipse(ear_x, y + 0.1 * r, 0.17 * r, 0.25 * r), ink.darker(h.skin, 0.14))
    skin = h.skin if not h.back else h.hair if h.style != "bald" else h.skin
    parts = [behind, form(fill(skull, skin), size=form_size), face]
    if h.beard and not h.back:
        parts.append(_beard(h, x, y, r, shift))
    parts += [before if not h.hijab else "", ear, _cover(h, x, y, r, way, shift)]
    return group(*parts)


def _features(h: Head, x: float, y: float, r: float, way: int) -> str:
    """Brows, eyes, nose, a smile, and the warmth in the cheeks."""
    dark = ink.mix(h.skin, ink.DAMSON_INK, 0.72)
    near, far = 0.4 - 0.05 * h.look, 0.4 - 0.18 * h.look
    eyes = ((x - way * near * r, 1.0), (x + way * far * r, 0.85))
    parts = []
    for ex, share in eyes:
        parts.append(fill(ellipse(ex, y + 0.02 * r, 0.085 * r * share, 0.11 * r), dark))
        brow = f"M{ex - 0.17 * r * share:.1f} {y - 0.2 * r:.1f}q{0.17 * r * share:.1f} {-0.1 * r:.1f} {0.34 * r * share:.1f} 0"
        parts.append(line(brow, h.hair if h.hair not in ink.HAIRS[4:] else ink.darker(h.hair, 0.3), 0.075 * r))
        parts.append(fill(ellipse(ex - way * 0.06 * r, y + 0.42 * r, 0.2 * r, 0.13 * r), ink.mix(h.skin, "#d4583f", 0.5), opacity=0.42))
    nose = smooth(((x + way * 0.06 * r, y - 0.02 * r), (x + way * (0.14 + 0.16 * h.look) * r, y + 0.3 * r), (x + way * 0.02 * r, y + 0.36 * r)), False)
    parts.append(line(nose, ink.darker(h.skin, 0.4), 0.075 * r))
    if h.smile:
        mouth = f"M{x - 0.24 * r + way * 0.04 * r:.1f} {y + 0.56 * r:.1f}q{0.24 * r:.1f} {0.24 * r:.1f} {0.46 * r:.1f} {-0.01 * r:.1f}"
    else:
        mouth = f"M{x - 0.14 * r + way * 0.04 * r:.1f} {y + 0.62 * r:.1f}q{0.15 * r:.1f} {0.05 * r:.1f} {0.3 * r:.1f} 0"
    parts.append(line(mouth, ink.mix(h.skin, "#7a2230", 0.72), 0.09 * r))
    if h.glasses:
        for ex, share in eyes:
            parts.append(line(ellipse(ex, y + 0.03 * r, 0.25 * r * share, 0.22 * r), ink.DAMSON_INK, 0.055 * r))
        parts.append(line(f"M{eyes[0][0] + way * 0.25 * r:.1f} {y:.1f}L{eyes[1][0] - way * 0.2 * r:.1f} {y:.1f}", ink.DAMSON_INK, 0.055 * r))
    return group(*parts)


def _beard(h: Head, x: float, y: float, r: float, shift: float) -> str:
    s = shift * 0.8
    d = smooth(
        (
            (x - 0.86 * r + s * 0.3, y + 0.12 * r), (x - 0.5 * r + s, y + 0.42 * r), (x + s, y + 0.44 * r), (x + 0.5 * r + s, y + 0.42 * r),
            (x + 0.86 * r + s * 0.3, y + 0.12 * r), (x + 0.7 * r + s * 0.6, y + 0.9 * r), (x + s, y + 1.3 * r), (x - 0.7 * r + s * 0.6, y + 0.9 * r),
        ),
        tension=0.8,
    )
    mouth = f"M{x - 0.18 * r + s:.1f} {y + 0.66 * r:.1f}q{0.18 * r:.1f} {0.14 * r:.1f} {0.36 * r:.1f} 0"
    return group(form(fill(d, h.beard or h.hair), size="xs"), line(mouth, ink.mix(h.skin, "#7a2230", 0.5), 0.09 * r))


def _cap(x: float, y: float, r: float, way: int, low: float, fringe: float) -> str:
    """The hair on the crown: down to ``low`` behind, its edge at ``fringe`` over the brow."""
    b = -way
    return smooth(
        (
            (x + b * 1.02 * r, y + low * r), (x + b * 1.06 * r, y - 0.4 * r), (x + b * 0.6 * r, y - 1.18 * r), (x + way * 0.3 * r, y - 1.26 * r),
            (x + way * 0.96 * r, y - 0.72 * r), (x + way * 0.94 * r, y - 0.3 * r), (x + way * 0.5 * r, y + fringe * r),
            (x + b * 0.25 * r, y + (fringe - 0.06) * r), (x + b * 0.62 * r, y - 0.1 * r), (x + b * 0.7 * r, y + low * r),
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
                (x, y - 1.24 * r), (x + way * 1.02 * r, y - 0.5 * r), (x + way * 0.62 * r, y + 0.4 * r), (x + b * 0.3 * r, y + fall * r),
                (x + b * 0.95 * r, y + (fall + 0.05) * r), (x + b * 1.16 * r, y + fall * 0.6 * r), (x + b * 1.06 * r, y - 0.5 * r),
            ),
            tension=0.9,
        )
        return form(fill(d, ink.darker(tone, 0.12)), size=size), crown
    if h.style in ("bun", "tail"):
        bun: Point = (x + b * 0.92 * r, y - 0.72 * r) if h.style == "bun" else (x + b * 1.1 * r, y - 0.1 * r)
        knot = fill(ellipse(*bun, 0.46 * r, 0.44 * r), tone)
        if h.style == "tail":
            knot = fill(smooth(((x + b * 0.7 * r, y - 0.7 * r), (x + b * 1.5 * r, y - 0.3 * r), (x + b * 1.5 * r, y + 0.9 * r), (x + b * 1.2 * r, y + 1.1 * r), (x + b * 1.05 * r, y + 0.2 * r))), tone)
        return form(knot, size=size), crown
    if h.style in ("curls", "afro"):
        far = 1.0 if h.style == "curls" else 1.22
        random, puffs, front = art.random, [], []
        for index in range(11):
            share = index / 10
            px = x + b * (1.02 - 1.95 * share) * r * far * 0.92
            py = y - (1 - (2 * share - 1) ** 2) * 1.02 * r * far - 0.12 * r
            puffs.append(fill(ellipse(px, py, 0.36 * r * far * random.uniform(0.9, 1.15), 0.36 * r * far), tone))
            if 2 <= index <= 9:
                front.append(fill(ellipse(px * 0.82 + x * 0.18, py * 0.86 + y * 0.14 - 0.12 * r, 0.29 * r, 0.25 * r), tone))
        puffs.append(fill(ellipse(x, y - 0.4 * r, 0.95 * r * far, 0.92 * r * far), tone))
        return form(*puffs, size=size), form(*front, size="xs")
    if h.style == "locs":
        strands = [line(f"M{x + dx * r:.1f} {y - 0.8 * r:.1f}q{dx * 0.5 * r:.1f} {0.8 * r:.1f} {dx * 0.25 * r:.1f} {2.3 * r:.1f}", tone, 0.3 * r) for dx in (-0.95, -0.7, 0.7 if h.back else -0.45, b * 0.9)]
        return form(*strands, size="xs"), crown
    return "", crown


def _cover(h: Head, x: float, y: float, r: float, way: int, shift: float) -> str:
    """Headscarf, turban, hat or helmet."""
    if h.hijab:
        outer = [(x, y - 1.3 * r), (x + 1.06 * r, y - 0.62 * r), (x + 1.14 * r, y + 0.5 * r), (x + 1.3 * r, y + 1.7 * r), (x, y + 2.0 * r), (x - 1.3 * r, y + 1.7 * r), (x - 1.14 * r, y + 0.5 * r), (x - 1.06 * r, y - 0.62 * r)]
        d = smooth(outer)
        if not h.back:
            d += ellipse(x + shift * 0.9, y + 0.1 * r, 0.7 * r, 0.94 * r)
        fold = line(f"M{x - way * 0.5 * r:.1f} {y + 1.02 * r:.1f}q{way * 0.7 * r:.1f} {0.5 * r:.1f} {way * 1.5 * r:.1f} {0.3 * r:.1f}", ink.darker(h.hijab, 0.35), 0.06 * r)
        return group(form(fill(d, h.hijab, fill_rule="evenodd"), size="xs" if r < 16 else "s"), fold)
    if h.turban:
        wrap = smooth(((x - 1.12 * r, y - 0.2 * r), (x - 1.16 * r, y - 0.9 * r), (x - 0.4 * r, y - 1.6 * r), (x + 0.5 * r, y - 1.6 * r), (x + 1.16 * r, y - 0.9 * r), (x + 1.12 * r, y - 0.24 * r), (x + shift, y - 0.62 * r)), tension=0.8)
        folds = [line(f"M{x + side * 1.05 * r:.1f} {y - lift * r:.1f}Q{x + shift:.1f} {y - (lift + 0.1) * r:.1f} {x + shift:.1f} {y - 0.66 * r:.1f}", ink.darker(h.turban, 0.3), 0.06 * r) for side in (-1, 1) for lift in (0.55, 0.95)]
        return group(form(fill(wrap, h.turban), size="xs"), *folds)
    if not h.hat:
        return ""
    crown = smooth(((x - 1.04 * r, y - 0.34 * r), (x - 0.98 * r, y - 0.92 * r), (x - 0.5 * r, y - 1.38 * r), (x + 0.5 * r, y - 1.38 * r), (x + 0.98 * r, y - 0.92 * r), (x + 1.04 * r, y - 0.34 * r)), tension=0.9)
    parts = [fill(crown, h.hat)]
    if h.hat_kind == "wool":
        parts.append(fill(rounded(x - 1.1 * r, y - 0.66 * r, 2.2 * r, 0.42 * r, 0.2 * r), ink.lighter(h.hat, 0.2)))
        parts.append(fill(ellipse(x, y - 1.5 * r, 0.3 * r, 0.28 * r), ink.lighter(h.hat, 0.35)))
    elif h.hat_kind == "helmet":
        parts.append(fill(smooth(((x - 1.12 * r, y - 0.3 * r), (x - 1.1 * r, y - 0.46 * r), (x + 1.1 * r, y - 0.46 * r), (x + way * 1.45 * r, y - 0.26 * r), (x + way * 0.9 * r, y - 0.24 * r)), tension=0.5), ink.darker(h.hat, 0.15)))
        parts.append(fill(rounded(x - 0.12 * r, y - 1.44 * r, 0.24 * r, 1.0 * r, 0.1 * r), ink.lighter(h.hat, 0.4)))
    elif h.hat_kind == "cap":
        parts.append(fill(poly(((x + way * 0.2 * r, y - 0.5 * r), (x + way * 1.0 * r, y - 0.56 * r), (x + way * 1.6 * r, y - 0.3 * r), (x + way * 0.3 * r, y - 0.3 * r))), ink.darker(h.hat, 0.25)))
    else:
        parts.append(fill(ellipse(x, y - 0.4 * r, 1.62 * r, 0.22 * r), ink.darker(h.hat, 0.12)))
        parts.append(fill(rounded(x - 1.0 * r, y - 0.72 * r, 2.0 * r, 0.24 * r, 4), ink.DAMSON))
    return form(*parts, size="xs")
