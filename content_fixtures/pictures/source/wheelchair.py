"""A wheelchair and who sits in it."""

from . import palette as ink
from .paths import ellipse
from .people import Person, person
from .svg import Art, fill, form, group, line


def wheelchair_user(art: Art, p: Person) -> str:
    """Somebody in a wheelchair; place the person as if standing, the chair is drawn under them."""
    h, way = p.height, p.way
    seated = p.but(hip=0.315, seated=True, feet=((0.24, 0.07), (0.27, 0.07)), hands=p.hands)
    r = 0.17 * h
    cx, cy = p.x - 0.02 * h * way, p.y - r

    def big(tone: str, dx: float) -> str:
        hub = (cx + dx, cy)
        spokes = "".join(
            f"M{hub[0]:.1f} {hub[1]:.1f}l{r * c:.1f} {r * s:.1f}"
            for c, s in (
                (0.97, 0.2),
                (0.5, 0.86),
                (-0.5, 0.86),
                (-0.97, 0.2),
                (-0.7, -0.7),
                (0, -1),
                (0.7, -0.7),
            )
        )
        return group(
            line(spokes, ink.STEEL, 0.004 * h),
            line(ellipse(*hub, r, r), "#26222c", 0.022 * h),
            line(ellipse(*hub, r * 0.86, r * 0.86), tone, 0.009 * h),
            fill(ellipse(*hub, 0.02 * h, 0.02 * h), ink.SLATE_DARK),
        )

    back = p.at(-0.13, 0.3)
    frame = line(
        f"M{p.at(-0.21, 0.6)[0]:.1f} {p.at(0, 0.6)[1]:.1f}l{0.06 * h * way:.1f} 0L{back[0]:.1f} {back[1]:.1f}L{p.at(0.16, 0.27)[0]:.1f} {p.at(0, 0.27)[1]:.1f}L{p.at(0.24, 0.06)[0]:.1f} {p.at(0, 0.06)[1]:.1f}l{0.1 * h * way:.1f} {0.01 * h:.1f}",
        ink.SLATE_DARK,
        0.02 * h,
    )
    castor = group(line(ellipse(p.at(0.19, 0)[0], p.y - 0.045 * h, 0.04 * h, 0.04 * h), "#26222c", 0.018 * h))
    floor = fill(
        ellipse(p.x + 0.02 * h * way, p.y, 0.3 * h, 0.03 * h),
        ink.DAMSON_INK,
        opacity=0.4,
        style="mix-blend-mode:multiply",
    )
    return group(
        floor,
        big(ink.SLATE, 0.03 * h * way),
        form(frame, size="xs"),
        castor,
        person(art, seated),
        big(ink.SILVER, 0),
    )
