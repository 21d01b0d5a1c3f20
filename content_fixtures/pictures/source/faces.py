"""Who somebody is above the shoulders, and the face."""

from dataclasses import dataclass

from . import palette as ink
from .paths import ellipse, smooth
from .svg import fill, form, group, line


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


def features(h: Head, x: float, y: float, r: float, way: int) -> str:
    """Brows, eyes, nose, a smile, and the warmth in the cheeks."""
    dark = ink.mix(h.skin, ink.DAMSON_INK, 0.72)
    near, far = 0.4 - 0.05 * h.look, 0.4 - 0.18 * h.look
    eyes = ((x - way * near * r, 1.0), (x + way * far * r, 0.85))
    parts = []
    for ex, share in eyes:
        parts.append(fill(ellipse(ex, y + 0.02 * r, 0.085 * r * share, 0.11 * r), dark))
        brow = f"M{ex - 0.17 * r * share:.1f} {y - 0.2 * r:.1f}q{0.17 * r * share:.1f} {-0.1 * r:.1f} {0.34 * r * share:.1f} 0"
        parts.append(
            line(brow, h.hair if h.hair not in ink.HAIRS[4:] else ink.darker(h.hair, 0.3), 0.075 * r)
        )
        parts.append(
            fill(
                ellipse(ex - way * 0.06 * r, y + 0.42 * r, 0.2 * r, 0.13 * r),
                ink.mix(h.skin, "#d4583f", 0.5),
                opacity=0.42,
            )
        )
    nose = smooth(
        (
            (x + way * 0.06 * r, y - 0.02 * r),
            (x + way * (0.14 + 0.16 * h.look) * r, y + 0.3 * r),
            (x + way * 0.02 * r, y + 0.36 * r),
        ),
        False,
    )
    parts.append(line(nose, ink.darker(h.skin, 0.4), 0.075 * r))
    if h.smile:
        mouth = f"M{x - 0.24 * r + way * 0.04 * r:.1f} {y + 0.56 * r:.1f}q{0.24 * r:.1f} {0.24 * r:.1f} {0.46 * r:.1f} {-0.01 * r:.1f}"
    else:
        mouth = f"M{x - 0.14 * r + way * 0.04 * r:.1f} {y + 0.62 * r:.1f}q{0.15 * r:.1f} {0.05 * r:.1f} {0.3 * r:.1f} 0"
    parts.append(line(mouth, ink.mix(h.skin, "#7a2230", 0.72), 0.09 * r))
    if h.glasses:
        for ex, share in eyes:
            parts.append(
                line(ellipse(ex, y + 0.03 * r, 0.25 * r * share, 0.22 * r), ink.DAMSON_INK, 0.055 * r)
            )
        parts.append(
            line(
                f"M{eyes[0][0] + way * 0.25 * r:.1f} {y:.1f}L{eyes[1][0] - way * 0.2 * r:.1f} {y:.1f}",
                ink.DAMSON_INK,
                0.055 * r,
            )
        )
    return group(*parts)


def beard(h: Head, x: float, y: float, r: float, shift: float) -> str:
    s = shift * 0.8
    d = smooth(
        (
            (x - 0.86 * r + s * 0.3, y + 0.12 * r),
            (x - 0.5 * r + s, y + 0.42 * r),
            (x + s, y + 0.44 * r),
            (x + 0.5 * r + s, y + 0.42 * r),
            (x + 0.86 * r + s * 0.3, y + 0.12 * r),
            (x + 0.7 * r + s * 0.6, y + 0.9 * r),
            (x + s, y + 1.3 * r),
            (x - 0.7 * r + s * 0.6, y + 0.9 * r),
        ),
        tension=0.8,
    )
    mouth = f"M{x - 0.18 * r + s:.1f} {y + 0.66 * r:.1f}q{0.18 * r:.1f} {0.14 * r:.1f} {0.36 * r:.1f} 0"
    return group(
        form(fill(d, h.beard or h.hair), size="xs"), line(mouth, ink.mix(h.skin, "#7a2230", 0.5), 0.09 * r)
    )
