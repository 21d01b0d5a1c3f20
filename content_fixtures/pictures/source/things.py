"""Bins, cones, lamps, benches, signs, a mug, a dog."""

from . import palette as ink
from .paths import Point, ellipse, poly, rect, rounded, smooth
from .svg import Art, e, fill, form, group, line, stipple


def words(told: str, x: float, y: float, size: float, paint: str, anchor: str = "middle") -> str:
    """Lettering on a sign."""
    return e(
        "text",
        told,
        x=x,
        y=y,
        fill=paint,
        font_family="Liberation Sans, DejaVu Sans, sans-serif",
        font_weight=700,
        font_size=size,
        text_anchor=anchor,
    )


def wheelie_bin(art: Art, x: float, y: float, height: float, body: str, lid: str) -> str:
    """A bin on two wheels; ``x`` is its middle, its lid's hinge at the left."""
    h, w = height, height * 0.52
    top = y - h * 0.86
    front = poly(
        ((x - w * 0.4, y - h * 0.03), (x - w * 0.5, top), (x + w * 0.5, top), (x + w * 0.4, y - h * 0.03))
    )
    cover = smooth(
        (
            (x - w * 0.6, top + h * 0.02),
            (x - w * 0.58, top - h * 0.07),
            (x - w * 0.3, top - h * 0.13),
            (x + w * 0.35, top - h * 0.12),
            (x + w * 0.58, top - h * 0.04),
            (x + w * 0.58, top + h * 0.02),
        ),
        tension=0.6,
    )
    return group(
        fill(
            ellipse(x - w * 0.16, y, w * 0.72, h * 0.06),
            ink.DAMSON_INK,
            opacity=0.4,
            style="mix-blend-mode:multiply",
        ),
        form(fill(front, body), size="m"),
        fill(rect(x - w * 0.49, top, w * 0.98, h * 0.06), ink.darker(body, 0.35)),
        stipple(
            fill(
                rect(x - w * 0.45, y - h * 0.4, w * 0.9, h * 0.37),
                art.fade(ink.DAMSON_INK, 0.6, (0, 1, 0, 0)),
            )
        ),
        fill(rounded(x - w * 0.2, y - h * 0.62, w * 0.4, h * 0.2, 5), ink.lighter(body, 0.2), opacity=0.8),
        line(f"M{x - w * 0.56:.1f} {top - h * 0.02:.1f}h{-w * 0.1:.1f}", ink.DAMSON_INK, h * 0.04),
        form(fill(cover, lid), size="s"),
        *(
            form(fill(ellipse(x + dx * w, y - h * 0.06, w * 0.11, h * 0.075), "#26222c"), size="xs")
            for dx in (-0.36, 0.36)
        ),
    )


def food_caddy(x: float, y: float, size: float, paint: str) -> str:
    """The small bin for food."""
    body = poly(
        (
            (x - size * 0.4, y),
            (x - size * 0.48, y - size * 0.8),
            (x + size * 0.48, y - size * 0.8),
            (x + size * 0.4, y),
        )
    )
    return group(
        form(
            fill(body, paint),
            fill(
                rounded(x - size * 0.54, y - size * 0.94, size * 1.08, size * 0.2, 8), ink.darker(paint, 0.2)
            ),
            size="s",
        ),
        line(
            f"M{x - size * 0.46:.1f} {y - size * 0.8:.1f}Q{x:.1f} {y - size * 1.5:.1f} {x + size * 0.46:.1f} {y - size * 0.8:.1f}",
            ink.DAMSON_INK,
            size * 0.06,
        ),
    )


def cone(x: float, y: float, height: float) -> str:
    """A traffic cone."""
    h, w = height, height * 0.3
    bands = [
        poly(
            (
                (x - w * (1 - lo), y - h * lo),
                (x - w * (1 - hi), y - h * hi),
                (x + w * (1 - hi), y - h * hi),
                (x + w * (1 - lo), y - h * lo),
            )
        )
        for lo, hi in ((0.32, 0.52), (0.66, 0.8))
    ]
    return group(
        fill(
            ellipse(x - w * 0.6, y + 2, w * 1.9, h * 0.07),
            ink.DAMSON_INK,
            opacity=0.4,
            style="mix-blend-mode:multiply",
        ),
        form(
            fill(poly(((x - w, y), (x - w * 0.1, y - h), (x + w * 0.1, y - h), (x + w, y))), ink.HI_VIS),
            *(fill(band, ink.SILVER) for band in bands),
            fill(rounded(x - w * 1.35, y - h * 0.08, w * 2.7, h * 0.12, 4), ink.BRICK),
            size="s",
        ),
    )


def lamp(art: Art, x: float, y: float, height: float, lit: float = 0.0) -> str:
    """A cast-iron street lamp, lit or not."""
    h = height
    top = y - h
    glow = fill(ellipse(x, top + h * 0.08, h * 0.5, h * 0.5), art.glow(ink.WHEAT_PALE, lit)) if lit else ""
    lantern = poly(
        (
            (x - h * 0.034, top + h * 0.14),
            (x - h * 0.052, top + h * 0.03),
            (x + h * 0.052, top + h * 0.03),
            (x + h * 0.034, top + h * 0.14),
        )
    )
    return group(
        glow,
        form(
            fill(rect(x - h * 0.009, top + h * 0.14, h * 0.018, h * 0.84), ink.PINE),
            fill(
                poly(
                    (
                        (x - h * 0.03, y),
                        (x - h * 0.018, y - h * 0.16),
                        (x + h * 0.018, y - h * 0.16),
                        (x + h * 0.03, y),
                    )
                ),
                ink.PINE,
            ),
            size="xs",
        ),
        line(f"M{x - h * 0.07:.1f} {top + h * 0.22:.1f}h{h * 0.14:.1f}", ink.PINE, h * 0.012),
        fill(lantern, ink.WHEAT_PALE if lit else ink.DEW),
        line(lantern, ink.PINE, h * 0.008),
        fill(
            f"M{x - h * 0.06:.1f} {top + h * 0.032:.1f}Q{x:.1f} {top - h * 0.05:.1f} {x + h * 0.06:.1f} {top + h * 0.032:.1f}z",
            ink.PINE,
        ),
        fill(ellipse(x, top - h * 0.016, h * 0.01, h * 0.018), ink.PINE),
    )


def bench(x: float, y: float, width: float) -> str:
    """A park bench from the front; ``x`` is its left."""
    w = width
    slats = "".join(rounded(x, y - w * (0.46 - 0.07 * i), w, w * 0.05, 3) for i in range(3)) + rounded(
        x - w * 0.02, y - w * 0.2, w * 1.04, w * 0.055, 3
    )
    legs = "".join(rect(x + w * share, y - w * 0.46, w * 0.03, w * 0.46) for share in (0.06, 0.91))
    return group(
        fill(ellipse(x + w * 0.4, y, w * 0.55, w * 0.04), ink.DAMSON_INK, opacity=0.4),
        form(fill(legs, ink.PINE), fill(slats, "#9a6a42"), size="xs"),
    )


def mug(x: float, y: float, size: float, paint: str) -> str:
    """A mug of tea."""
    return group(
        line(ellipse(x + size * 0.5, y - size * 0.5, size * 0.28, size * 0.28), paint, size * 0.14),
        form(fill(rounded(x - size * 0.5, y - size, size, size, size * 0.2), paint), size="xs"),
        line(
            f"M{x - size * 0.1:.1f} {y - size * 1.3:.1f}q{size * 0.3:.1f} {-size * 0.4:.1f} 0 {-size * 0.8:.1f}t0 {-size * 0.8:.1f}",
            ink.CREAM,
            size * 0.1,
            opacity=0.6,
        ),
    )


def dog(x: float, y: float, size: float, paint: str, way: int = 1) -> str:
    """A dog that trots beside somebody."""

    def at(dx: float, up: float) -> Point:
        return x + dx * size * way, y - up * size

    legs = [
        line(
            f"M{at(dx, 0.45)[0]:.1f} {at(dx, 0.45)[1]:.1f}L{at(dx + k, 0)[0]:.1f} {at(0, 0.02)[1]:.1f}",
            ink.darker(paint, shade),
            size * 0.1,
        )
        for dx, k, shade in ((-0.38, 0.1, 0.2), (0.4, -0.1, 0.2), (-0.42, -0.06, 0), (0.38, 0.1, 0))
    ]
    body = smooth(
        (
            at(-0.5, 0.62),
            at(0, 0.66),
            at(0.4, 0.74),
            at(0.52, 0.96),
            at(0.62, 1.08),
            at(0.78, 1.0),
            at(0.98, 0.88),
            at(0.94, 0.78),
            at(0.72, 0.76),
            at(0.56, 0.5),
            at(0.1, 0.38),
            at(-0.42, 0.36),
        )
    )
    ear = smooth((at(0.58, 1.06), at(0.5, 0.98), at(0.5, 0.76), at(0.62, 0.84)))
    tail = line(
        f"M{at(-0.48, 0.58)[0]:.1f} {at(0, 0.58)[1]:.1f}Q{at(-0.74, 0.66)[0]:.1f} {at(0, 0.66)[1]:.1f} {at(-0.72, 0.96)[0]:.1f} {at(0, 0.96)[1]:.1f}",
        paint,
        size * 0.09,
    )
    return group(
        *legs,
        tail,
        form(fill(body, paint), size="s"),
        fill(ear, ink.darker(paint, 0.35)),
        fill(ellipse(*at(0.97, 0.86), size * 0.045, size * 0.04), ink.DAMSON_INK),
        fill(ellipse(*at(0.74, 0.96), size * 0.03, size * 0.03), ink.DAMSON_INK),
    )


def fingerpost(x: float, y: float, height: float, told: tuple[str, ...]) -> str:
    """A signpost of oak for walkers."""
    h = height
    parts = [fill(rect(x - h * 0.03, y - h, h * 0.06, h), "#8a6a48")]
    for index, each in enumerate(told):
        low, way = y - h * (0.78 - 0.17 * index), 1 if index % 2 == 0 else -1
        arm = poly(
            (
                (x, low - h * 0.13),
                (x + way * h * 0.5, low - h * 0.13),
                (x + way * h * 0.6, low - h * 0.065),
                (x + way * h * 0.5, low),
                (x, low),
            )
        )
        parts += [fill(arm, ink.CLAY), words(each, x + way * h * 0.27, low - h * 0.04, h * 0.068, ink.PINE)]
    return form(*parts, size="xs")
