"""A couple come out of the register office under confetti."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    shadow,
)
from ..paths import arch, ellipse, poly, rect
from ..people import Person, person
from ..plants import bush
from ..square import confetti, setts
from ..svg import Art, fill, form, group, line, stipple
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def hall_front(art: Art) -> None:
    """Close to County Hall's door, as guests at a wedding see it."""
    stone, shade = "#eddfbd", "#bba58f"
    art.add(
        fill(rect(0, 0, 1600, 1000), stone),
        stipple(fill(rect(0, 0, 1600, 800), art.fade(ink.DAMSON, 0.42, (0, 0.4, 0.7, 0.5)))),
    )
    art.add(line("".join(f"M0 {y}H1600" for y in range(60, 760, 58)), shade, 3, opacity=0.6))
    for x in (60, 1270):
        art.add(fill(arch(x - 22, 108, 314, 552), ink.CREAM), fill(arch(x, 130, 270, 520), "#44606a"))
        art.add(
            art.inside(
                arch(x, 130, 270, 520),
                stipple(fill(rect(x, 130, 270, 520), art.fade("#bfe0da", 0.8, (1, 0, 0.2, 0.9)))),
                line(f"M{x + 90} 130v520M{x + 180} 130v520M{x} 300h270M{x} 470h270", ink.CREAM, 9),
            )
        )
        art.add(
            form(fill(rect(x - 34, 648, 338, 26), ink.CREAM), size="s"),
            bush(art, x + 60, 660, 110, "#4b8a56", ink.TERRACOTTA),
            bush(art, x + 150, 660, 120, "#4b8a56", ink.WHEAT),
            bush(art, x + 230, 660, 100, "#4b8a56", ink.PLUM),
        )
    art.add(fill(arch(560, 60, 480, 720), ink.lighter(stone, 0.5)), fill(arch(600, 100, 400, 680), "#4a2f30"))
    art.add(fill(arch(640, 150, 320, 640), art.glow(ink.WHEAT, 0.95)))
    for x, lean in ((600, 84), (1000, -84)):
        art.add(
            form(
                fill(poly(((x, 280), (x + lean, 312), (x + lean, 780), (x, 780))), ink.PINE_MID),
                line(f"M{x + lean * 0.5} 330V740", ink.PINE, 5),
                size="s",
            )
        )
    for x in (470, 1070):
        pillar = art.gradient(
            ((0, shade, 1), (0.5, stone, 1), (0.85, ink.CREAM, 1), (1, stone, 1)), (0, 0, 1, 0)
        )
        art.add(fill(rect(x, 0, 62, 790), pillar), fill(rect(x - 14, 756, 90, 34), ink.CREAM))
    garland = "".join(f"M{x} 40q75 110 150 0" for x in (500, 650, 800, 950))
    art.add(
        line(garland, ink.FERN, 12),
        *(
            form(fill(ellipse(x, y, 17, 16), tone), size="xs")
            for x, y, tone in (
                (500, 42, ink.ROSE),
                (575, 92, ink.WHEAT),
                (650, 44, ink.CREAM),
                (725, 94, ink.PLUM),
                (800, 44, ink.TERRACOTTA),
                (875, 94, ink.WHEAT),
                (950, 44, ink.ROSE),
                (1025, 92, ink.CREAM),
                (1100, 42, ink.PLUM),
            )
        ),
    )
    for step in range(3):
        art.add(
            fill(
                rect(330 - step * 60, 780 + step * 30, 940 + step * 120, 32),
                ink.mix(ink.CREAM, shade, 0.12 + step * 0.08),
            ),
            fill(rect(330 - step * 60, 804 + step * 30, 940 + step * 120, 8), ink.DAMSON, opacity=0.35),
        )
    art.add(setts(art, 868))


def draw(art: Art) -> None:
    """A couple come out of the register office under confetti."""

    hall_front(art)
    art.add(confetti(art, 480, 1120, 230, 760, 130))
    bride = Person(
        870,
        900,
        500,
        1,
        top=ink.CREAM,
        legs=S[3],
        skirt=True,
        hem=0.41,
        flare=1.9,
        head=Head(S[3], H[0], "bun", look=0.35),
        hands=((0.06, 0.45), (0.13, 0.56)),
        feet=((-0.04, 0), (0.05, 0)),
    )
    groom = Person(
        722,
        898,
        530,
        1,
        top=ink.PINE,
        legs=ink.PINE,
        collar=ink.CREAM,
        hem=0.05,
        head=Head(S[1], H[2], "short", look=0.5),
        hands=((-0.1, 0.45), (0.18, 0.46)),
    )
    posy = group(
        *(
            form(fill(ellipse(940 + dx, 618 + dy, 16, 15), tone), size="xs")
            for dx, dy, tone in (
                (-18, 4, ink.WHEAT),
                (0, -12, ink.ROSE),
                (18, 2, ink.PLUM),
                (2, 12, ink.CREAM),
                (-10, -6, ink.TERRACOTTA),
                (14, -10, ink.WHEAT_PALE),
            )
        ),
        line("M938 634l4 40M944 634l6 38", ink.FERN, 6),
    )
    art.add(
        shadow(art, 722, 900, 230),
        person(art, groom),
        shadow(art, 870, 902, 300),
        person(art, bride, in_front=posy),
    )
    guests = [
        wheelchair_user(
            art,
            Person(
                1240,
                908,
                450,
                -1,
                top=ink.OCHRE,
                legs=ink.DAMSON,
                head=Head(S[0], H[5], "bob", hat=ink.WHEAT, hat_kind="brim", look=0.7),
                hands=((0.2, 0.66), (0.26, 0.74)),
            ),
        ),
        person(
            art,
            Person(
                1420,
                930,
                480,
                -1,
                top=ink.DAMSON,
                hem=0.26,
                flare=1.3,
                legs=ink.SLATE_DARK,
                head=Head(S[2], hijab=ink.LILAC, look=0.7),
                hands=((0.2, 0.78), (0.24, 0.7)),
            ),
        ),
        person(
            art,
            Person(
                300,
                926,
                490,
                1,
                top=ink.SLATE,
                legs=ink.SLATE_DARK,
                collar=ink.WHEAT_PALE,
                head=Head(S[4], H[4], "short", beard=H[4], look=0.8),
                hands=((0.22, 0.8), (0.26, 0.72)),
            ),
        ),
        person(
            art,
            Person(
                480,
                934,
                300,
                1,
                top=ink.TERRACOTTA,
                legs=S[1],
                skirt=True,
                hem=0.14,
                flare=1.5,
                short_sleeves=True,
                head=Head(S[1], H[3], "tail", look=0.7, size=1.28),
                hands=((0.2, 0.9), (0.22, 0.84)),
            ),
        ),
    ]
    art.add(
        shadow(art, 300, 928, 210),
        shadow(art, 480, 936, 140),
        shadow(art, 1420, 932, 220),
        *guests,
        confetti(art, 560, 1080, 660, 960, 46),
    )
