"""Marlford's landmarks: the castle keep, St Wendreda's spire, County Hall with its green dome, the bridge."""

from . import palette as ink
from .buildings import cottage, window
from .paths import arch, ellipse, poly, rect
from .svg import Art, fill, form, group, line, stipple


def church(art: Art, x: float, y: float, height: float, haze: float = 0.0, air: str = ink.MARL) -> str:
    """A church whose spire is ``height`` above its floor; ``x`` is the tower's left."""
    stone, lead = (ink.mix(paint, air, haze) for paint in (ink.SAND, "#4f706a"))
    shade = ink.mix(stone, ink.DAMSON, 0.34)
    w = height * 0.17
    tower = height * 0.5
    parts = [
        cottage(art, x - height * 0.42, y, w * 1.5, height * 0.46, height * 0.2, stone, "#6b6f72", haze, air)
    ]
    parts.append(fill(rect(x, y - tower, w * 0.42, tower), shade))
    parts.append(fill(rect(x + w * 0.42, y - tower, w * 0.58, tower), stone))
    parts.append(stipple(fill(rect(x, y - tower, w, tower), art.fade(ink.DAMSON_INK, 0.4, (0, 1, 0.3, 0)))))
    peak = (x + w * 0.46, y - height)
    parts.append(
        fill(poly(((x + w * 0.04, y - tower), (x + w * 0.42, y - tower), peak)), ink.darker(lead, 0.4))
    )
    parts.append(fill(poly(((x + w * 0.42, y - tower), (x + w * 0.96, y - tower), peak)), lead))
    battlement = "".join(
        rect(x - w * 0.03 + i * w * 0.215, y - tower - w * 0.14, w * 0.13, w * 0.16) for i in range(5)
    )
    parts.append(
        fill(
            battlement + rect(x - w * 0.03, y - tower - w * 0.02, w * 1.06, w * 0.1), ink.lighter(stone, 0.2)
        )
    )
    parts.append(
        fill(
            arch(x + w * 0.6, y - tower * 0.86, w * 0.24, w * 0.55), ink.mix(ink.SLATE_DARK, ink.MAUVE, haze)
        )
    )
    parts.append(fill(arch(x + w * 0.13, y - tower * 0.86, w * 0.16, w * 0.55), ink.DAMSON_INK, opacity=0.6))
    clock = (x + w * 0.72, y - tower * 0.42)
    parts.append(fill(ellipse(*clock, w * 0.15, w * 0.16), ink.PINE))
    parts.append(fill(ellipse(*clock, w * 0.115, w * 0.125), ink.WHEAT))
    parts.append(
        line(
            f"M{peak[0]:.1f} {peak[1]:.1f}v{-w * 0.32:.1f}m{-w * 0.1:.1f} {w * 0.12:.1f}h{w * 0.2:.1f}",
            ink.OCHRE,
            w * 0.035,
        )
    )
    return group(*parts)


def castle(art: Art, x: float, y: float, width: float, haze: float = 0.0) -> str:
    """The keep on its mound; ``x`` is its middle."""
    stone = ink.mix("#bfa885", ink.MARL, haze)
    shade = ink.mix(stone, ink.DAMSON, 0.36)

    def tower(tx: float, wide: float, tall: float) -> str:
        """A round tower: shade to light across, with its crown."""
        round_ = art.gradient(
            ((0, shade, 1), (0.45, stone, 1), (0.85, ink.lighter(stone, 0.3), 1), (1, stone, 1)), (0, 0, 1, 0)
        )
        teeth = "".join(
            rect(tx - wide * 0.56 + i * wide * 0.25, y - tall - wide * 0.3, wide * 0.14, wide * 0.24)
            for i in range(5)
        )
        crown = rect(tx - wide * 0.56, y - tall - wide * 0.1, wide * 1.14, wide * 0.2)
        slit = rect(tx + wide * 0.08, y - tall * 0.72, wide * 0.07, wide * 0.34) + rect(
            tx - wide * 0.2, y - tall * 0.4, wide * 0.07, wide * 0.34
        )
        return group(
            fill(rect(tx - wide / 2, y - tall, wide, tall), round_),
            fill(teeth + crown, round_),
            fill(slit, ink.DAMSON_INK, opacity=0.65),
        )

    w = width
    wall = rect(x - w * 0.5, y - w * 0.26, w, w * 0.26)
    merlons = "".join(rect(x - w * 0.5 + i * w * 0.07, y - w * 0.3, w * 0.04, w * 0.05) for i in range(15))
    keep_left, keep_right = (
        rect(x - w * 0.2, y - w * 0.6, w * 0.13, w * 0.6),
        rect(x - w * 0.07, y - w * 0.6, w * 0.27, w * 0.6),
    )
    teeth = "".join(rect(x - w * 0.22 + i * w * 0.074, y - w * 0.66, w * 0.042, w * 0.07) for i in range(6))
    parts = [
        fill(keep_left, shade),
        fill(keep_right, stone),
        fill(teeth + rect(x - w * 0.22, y - w * 0.61, w * 0.44, w * 0.04), ink.lighter(stone, 0.12)),
        stipple(fill(keep_right, art.fade(ink.DAMSON_INK, 0.45, (0, 1, 0.6, 0)))),
        fill(
            "".join(arch(x + dx * w, y - w * 0.5, w * 0.028, w * 0.08) for dx in (-0.01, 0.06, 0.13)),
            ink.DAMSON_INK,
            opacity=0.6,
        ),
        fill(wall + merlons, ink.mix(stone, ink.SAND, 0.4)),
        stipple(fill(wall, art.fade(ink.DAMSON_INK, 0.5, (0, 0.8, 0.8, 0)))),
        tower(x - w * 0.5, w * 0.17, w * 0.4),
        tower(x + w * 0.5, w * 0.17, w * 0.38),
        line(f"M{x:.1f} {y - w * 0.64:.1f}v{-w * 0.24:.1f}", ink.PINE, w * 0.012),
        fill(
            f"M{x:.1f} {y - w * 0.88:.1f}c{w * 0.06:.1f} {-w * 0.03:.1f} {w * 0.1:.1f} {w * 0.03:.1f} {w * 0.17:.1f} 0v{w * 0.1:.1f}c{-w * 0.07:.1f} {w * 0.03:.1f} {-w * 0.11:.1f} {-w * 0.03:.1f} {-w * 0.17:.1f} 0z",
            ink.DAMSON,
        ),
    ]
    return group(*parts)


def bridge(art: Art, left: float, right: float, y: float, arches: int, rise: float) -> str:
    """A stone bridge over the Marl; ``y`` is the water, ``rise`` the height of its parapet in the middle."""
    stone = ink.mix(ink.SAND, ink.CLAY, 0.4)
    middle, span = (left + right) / 2, right - left
    deck = f"M{left} {y - rise * 0.55:.1f}Q{middle:.1f} {y - rise * 1.45:.1f} {right} {y - rise * 0.55:.1f}V{y:.1f}H{left}z"
    holes, rings = "", []
    wide = span / arches * 0.72
    for index in range(arches):
        ax = left + span * (index + 0.5) / arches - wide / 2
        tall = rise * (0.5 + 0.2 * (1 - abs(index - (arches - 1) / 2) / arches * 2))
        d = f"M{ax:.1f} {y + 2:.1f}v-6A{wide / 2:.1f} {tall:.1f} 0 0 1 {ax + wide:.1f} {y - 4:.1f}v6z"
        holes += d
        rings.append(
            line(d.split("z")[0], ink.lighter(stone, 0.25), 5, stroke_dasharray="7 2", stroke_linecap="butt")
        )
    cap = f"M{left - 6} {y - rise * 0.55:.1f}Q{middle:.1f} {y - rise * 1.45:.1f} {right + 6} {y - rise * 0.55:.1f}"
    return group(
        fill(deck, stone),
        art.inside(
            deck,
            stipple(
                fill(
                    rect(left, y - rise * 1.2, span, rise * 1.3),
                    art.fade(ink.DAMSON, 0.55, (0, 0.9, 0.5, 0.1)),
                )
            ),
        ),
        fill(holes, ink.mix(ink.PINE_INK, ink.DAMSON_INK, 0.4)),
        *rings,
        line(cap, ink.lighter(stone, 0.35), 6),
        line(cap, ink.DAMSON, 2, transform="translate(0 7)", opacity=0.5),
    )


def county_hall(art: Art, x: float, y: float, width: float, haze: float = 0.0) -> str:
    """County Hall from the square: portico, two wings, a green dome. ``x`` is its middle."""
    stone, roof, copper = (ink.mix(paint, ink.MARL, haze) for paint in ("#f0e3c3", "#67787a", "#4d9382"))
    shade, glass = ink.mix(stone, ink.DAMSON, 0.3), ink.mix(ink.SLATE_DARK, ink.MAUVE, haze)
    w, h = width, width * 0.27
    top, parts = y - h, []
    drum_y, drum_w = top - w * 0.09, w * 0.19
    body = art.gradient(
        ((0, shade, 1), (0.35, stone, 1), (0.8, ink.lighter(stone, 0.4), 1), (1, stone, 1)), (0, 0, 1, 0)
    )
    green = art.gradient(
        (
            (0, ink.darker(copper, 0.5), 1),
            (0.5, copper, 1),
            (0.8, ink.lighter(copper, 0.5), 1),
            (1, copper, 1),
        ),
        (0, 0, 1, 0),
    )
    dome_r = drum_w * 0.5
    parts.append(fill(rect(x - drum_w / 2, drum_y - w * 0.01, drum_w, w * 0.12), body))
    for index in range(6):
        parts.append(
            fill(
                arch(
                    x - drum_w * 0.44 + index * drum_w * 0.155, drum_y + w * 0.006, drum_w * 0.08, w * 0.055
                ),
                glass,
            )
        )
    parts.append(
        fill(rect(x - drum_w * 0.56, drum_y - w * 0.018, drum_w * 1.12, w * 0.014), ink.lighter(stone, 0.3))
    )
    base = drum_y - w * 0.018
    parts.append(
        fill(
            f"M{x - dome_r:.1f} {base:.1f}C{x - dome_r:.1f} {base - dome_r * 1.25:.1f} {x + dome_r:.1f} {base - dome_r * 1.25:.1f} {x + dome_r:.1f} {base:.1f}z",
            green,
        )
    )
    for share in (-0.55, -0.2, 0.2, 0.55):
        parts.append(
            line(
                f"M{x + dome_r * share * 1.5:.1f} {base:.1f}Q{x + dome_r * share * 1.3:.1f} {base - dome_r * 0.7:.1f} {x:.1f} {base - dome_r * 0.93:.1f}",
                ink.darker(copper, 0.35),
                w * 0.0018,
            )
        )
    lamp = base - dome_r * 0.9
    parts.append(fill(rect(x - w * 0.014, lamp - w * 0.034, w * 0.028, w * 0.036), body))
    parts.append(
        fill(
            f"M{x - w * 0.018:.1f} {lamp - w * 0.034:.1f}q{w * 0.018:.1f} {-w * 0.04:.1f} {w * 0.036:.1f} 0z",
            green,
        )
    )
    parts.append(line(f"M{x:.1f} {lamp - w * 0.05:.1f}v{-w * 0.05:.1f}", ink.WHEAT, w * 0.0028))
    wing = rect(x - w / 2, top, w, h)
    parts += [
        fill(wing, stone),
        stipple(fill(wing, art.fade(ink.darker(stone, 0.6), 0.5, (0, 0.7, 0.55, 0.3)))),
    ]
    parts.append(
        fill(
            poly(
                (
                    (x - w * 0.51, top),
                    (x - w * 0.49, top - w * 0.04),
                    (x + w * 0.49, top - w * 0.04),
                    (x + w * 0.51, top),
                )
            ),
            roof,
        )
    )
    parts.append(fill(rect(x - w * 0.512, top - w * 0.004, w * 1.024, w * 0.016), ink.lighter(stone, 0.25)))
    for floor, (wy, tall) in enumerate(((0.16, 0.24), (0.52, 0.34))):
        for index in range(5):
            for side in (-1, 1):
                wx = x + side * w * (0.2 + index * 0.066) - w * 0.016
                parts.append(window(wx, top + h * wy, w * 0.032, h * tall, glass, ink.lighter(stone, 0.4)))
                if floor:
                    parts.append(
                        fill(
                            rect(wx - w * 0.006, top + h * wy - w * 0.01, w * 0.044, w * 0.007),
                            ink.lighter(stone, 0.2),
                        )
                    )
    pw = w * 0.3
    parts.append(fill(rect(x - pw / 2, top, pw, h), ink.mix(shade, ink.DAMSON, 0.15)))
    parts.append(fill(arch(x - w * 0.022, y - h * 0.52, w * 0.044, h * 0.52), ink.PINE))
    for side in (-1, 1):
        parts.append(
            window(x + side * w * 0.075 - w * 0.015, y - h * 0.52, w * 0.03, h * 0.34, ink.WHEAT, ink.CLAY)
        )
    for index in range(6):
        cx = x - pw * 0.46 + index * pw * 0.184
        parts.append(fill(rect(cx - w * 0.009, top + h * 0.06, w * 0.018, h * 0.9), body))
        parts.append(
            fill(
                rect(cx - w * 0.013, top + h * 0.04, w * 0.026, h * 0.05)
                + rect(cx - w * 0.013, y - h * 0.05, w * 0.026, h * 0.05),
                ink.lighter(stone, 0.3),
            )
        )
    parts.append(fill(rect(x - pw * 0.54, top - h * 0.08, pw * 1.08, h * 0.13), ink.lighter(stone, 0.2)))
    gable = ((x - pw * 0.56, top - h * 0.08), (x + pw * 0.56, top - h * 0.08), (x, top - h * 0.42))
    inner = ((x - pw * 0.42, top - h * 0.115), (x + pw * 0.42, top - h * 0.115), (x, top - h * 0.36))
    parts += [fill(poly(gable), ink.lighter(stone, 0.35)), fill(poly(inner), ink.mix(shade, stone, 0.4))]
    parts.append(form(fill(ellipse(x, top - h * 0.2, h * 0.075, h * 0.075), ink.WHEAT), size="xs"))
    for step in range(4):
        spread = pw * (0.56 + 0.05 * step)
        parts.append(
            fill(
                rect(x - spread, y + step * h * 0.035, spread * 2, h * 0.036),
                ink.mix(ink.lighter(stone, 0.2), shade, step % 2 * 0.4),
            )
        )
    return group(*parts)
