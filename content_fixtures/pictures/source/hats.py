"""Headscarves, turbans, hats and helmets."""

from . import palette as ink
from .faces import Head
from .paths import ellipse, poly, rounded, smooth
from .svg import fill, form, group, line


def cover(h: Head, x: float, y: float, r: float, way: int, shift: float) -> str:
    """Headscarf, turban, hat or helmet."""
    if h.hijab:
        outer = [
            (x, y - 1.3 * r),
            (x + 1.06 * r, y - 0.62 * r),
            (x + 1.14 * r, y + 0.5 * r),
            (x + 1.3 * r, y + 1.7 * r),
            (x, y + 2.0 * r),
            (x - 1.3 * r, y + 1.7 * r),
            (x - 1.14 * r, y + 0.5 * r),
            (x - 1.06 * r, y - 0.62 * r),
        ]
        d = smooth(outer)
        if not h.back:
            d += ellipse(x + shift * 0.9, y + 0.1 * r, 0.7 * r, 0.94 * r)
        fold = line(
            f"M{x - way * 0.5 * r:.1f} {y + 1.02 * r:.1f}q{way * 0.7 * r:.1f} {0.5 * r:.1f} {way * 1.5 * r:.1f} {0.3 * r:.1f}",
            ink.darker(h.hijab, 0.35),
            0.06 * r,
        )
        veil = group(form(fill(d, h.hijab, fill_rule="evenodd"), size="xs" if r < 16 else "s"), fold)
        return group(veil, _hat(h, x, y, r, way) if h.hat else "")
    if h.turban:
        wrap = smooth(
            (
                (x - 1.12 * r, y - 0.2 * r),
                (x - 1.16 * r, y - 0.9 * r),
                (x - 0.4 * r, y - 1.6 * r),
                (x + 0.5 * r, y - 1.6 * r),
                (x + 1.16 * r, y - 0.9 * r),
                (x + 1.12 * r, y - 0.24 * r),
                (x + shift, y - 0.62 * r),
            ),
            tension=0.8,
        )
        folds = [
            line(
                f"M{x + side * 1.05 * r:.1f} {y - lift * r:.1f}Q{x + shift:.1f} {y - (lift + 0.1) * r:.1f} {x + shift:.1f} {y - 0.66 * r:.1f}",
                ink.darker(h.turban, 0.3),
                0.06 * r,
            )
            for side in (-1, 1)
            for lift in (0.55, 0.95)
        ]
        return group(form(fill(wrap, h.turban), size="xs"), *folds)
    return _hat(h, x, y, r, way) if h.hat else ""


def _hat(h: Head, x: float, y: float, r: float, way: int) -> str:
    """A hat of one of the four kinds."""
    hat = h.hat or ink.WHEAT
    crown = smooth(
        (
            (x - 1.04 * r, y - 0.34 * r),
            (x - 0.98 * r, y - 0.92 * r),
            (x - 0.5 * r, y - 1.38 * r),
            (x + 0.5 * r, y - 1.38 * r),
            (x + 0.98 * r, y - 0.92 * r),
            (x + 1.04 * r, y - 0.34 * r),
        ),
        tension=0.9,
    )
    parts = [fill(crown, hat)]
    if h.hat_kind == "wool":
        parts.append(
            fill(rounded(x - 1.1 * r, y - 0.66 * r, 2.2 * r, 0.42 * r, 0.2 * r), ink.lighter(hat, 0.2))
        )
        parts.append(fill(ellipse(x, y - 1.5 * r, 0.3 * r, 0.28 * r), ink.lighter(hat, 0.35)))
    elif h.hat_kind == "helmet":
        parts.append(
            fill(
                smooth(
                    (
                        (x - 1.12 * r, y - 0.3 * r),
                        (x - 1.1 * r, y - 0.46 * r),
                        (x + 1.1 * r, y - 0.46 * r),
                        (x + way * 1.45 * r, y - 0.26 * r),
                        (x + way * 0.9 * r, y - 0.24 * r),
                    ),
                    tension=0.5,
                ),
                ink.darker(hat, 0.15),
            )
        )
        parts.append(
            fill(rounded(x - 0.12 * r, y - 1.44 * r, 0.24 * r, 1.0 * r, 0.1 * r), ink.lighter(hat, 0.4))
        )
    elif h.hat_kind == "cap":
        parts.append(
            fill(
                poly(
                    (
                        (x + way * 0.2 * r, y - 0.5 * r),
                        (x + way * 1.0 * r, y - 0.56 * r),
                        (x + way * 1.6 * r, y - 0.3 * r),
                        (x + way * 0.3 * r, y - 0.3 * r),
                    )
                ),
                ink.darker(hat, 0.25),
            )
        )
    else:
        parts.append(fill(ellipse(x, y - 0.4 * r, 1.62 * r, 0.22 * r), ink.darker(hat, 0.12)))
        parts.append(fill(rounded(x - 1.0 * r, y - 0.72 * r, 2.0 * r, 0.24 * r, 4), ink.DAMSON))
    return form(*parts, size="xs")
