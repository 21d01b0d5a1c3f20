"""Story time on the nursery carpet."""

from .. import palette as ink
from ..books import bookcase, open_book
from ..faces import Head
from ..furniture import seated
from ..land import (
    shadow,
)
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..rooms import (
    beam,
    house_plant,
    room,
    rug,
    view,
)
from ..svg import Art, fill, form, group, line
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Story time on the nursery carpet."""
    art.add(room(art, "#f0dfae", "#c99a66", 700))
    art.add(view(art, 1150, 130, 340, 360, bars=(2, 2)), beam(art, 1160, 140, 320, 760, 440))
    for i, tone in enumerate((ink.WHEAT, ink.FERN, ink.BRICK, ink.PLUM)):
        x, y = 90 + i * 170, 150 + (i % 2) * 26
        art.add(
            fill(rect(x, y, 132, 160), ink.CREAM),
            group(
                fill(ellipse(x + 66, y + 66, 34, 34), tone),
                line(
                    f"M{x + 66} {y + 100}v44M{x + 66} {y + 128}q-20 -4 -26 -22M{x + 66} {y + 128}q20 -4 26 -22",
                    ink.PINE_MID,
                    7,
                ),
                fill(ellipse(x + 66, y + 66, 14, 14), ink.WHEAT_PALE),
            ),
        )
    art.add(line("M0 60Q400 150 800 60Q1200 150 1600 60", ink.PINE, 4))
    for i in range(20):
        share = (i % 10 + 0.5) / 10
        x, y = 40 + i * 80, 60 + 180 * share * (1 - share)
        art.add(
            fill(
                poly(((x - 18, y), (x + 18, y), (x, y + 40))),
                (ink.WHEAT, ink.TERRACOTTA, ink.FERN, ink.PLUM)[i % 4],
            )
        )
    art.add(
        bookcase(art, 60, 716, 440, 200, 2),
        *(
            form(fill(rect(x, 716 - 200 - 12 - s, s, s), tone), size="xs")
            for x, s, tone in ((110, 54, ink.BRICK), (166, 54, ink.WHEAT), (140, 54, ink.FERN))
        ),
    )
    art.add(
        form(fill(rect(140, 396, 54, 54), ink.PLUM), size="xs"), house_plant(art, 420, 504, 76, ink.DAMSON)
    )
    art.add(rug(art, 800, 880, 1300, 220, ink.PINE_MID, ink.WHEAT))
    teacher = seated(
        1080,
        890,
        470,
        -1,
        top=ink.DAMSON,
        legs=ink.SLATE_DARK,
        head=Head(S[4], H[0], "locs", look=0.7),
        hands=((0.22, 0.58), (0.27, 0.56)),
        nod=(0.015, 0.008),
    )
    art.add(
        form(
            fill(rounded(1010, 730, 160, 44, 18), ink.OCHRE),
            fill(rect(1024, 770, 14, 112) + rect(1140, 770, 14, 112), "#7a4f34"),
            size="s",
        ),
        person(art, teacher),
        open_book(940, 620, 60, ink.BRICK),
    )
    kids = (
        (
            760,
            884,
            1,
            Person(
                0,
                0,
                top=ink.TERRACOTTA,
                legs=ink.SLATE_DARK,
                head=Head(S[0], H[3], "tail", look=0.8, size=1.42),
            ),
        ),
        (
            600,
            900,
            1,
            Person(0, 0, top=ink.FERN, legs=ink.DAMSON, head=Head(S[4], H[0], "afro", look=0.8, size=1.42)),
        ),
        (
            450,
            884,
            1,
            Person(0, 0, top=ink.WHEAT, legs="#4a6572", head=Head(S[2], H[0], "short", look=0.8, size=1.42)),
        ),
        (
            690,
            946,
            1,
            Person(
                0,
                0,
                top=ink.PLUM,
                legs=ink.PINE,
                head=Head(S[1], H[1], "bob", glasses=True, look=0.8, size=1.42),
            ),
        ),
        (
            520,
            956,
            1,
            Person(0, 0, top=ink.OCHRE, legs=ink.SLATE, head=Head(S[3], H[0], "curls", look=0.8, size=1.42)),
        ),
    )
    for x, y, way, kid in kids:
        art.add(
            shadow(art, x, y + 2, 170),
            person(
                art,
                kid.but(
                    x=x,
                    y=y,
                    height=270,
                    way=way,
                    hip=0.1,
                    seated=True,
                    feet=((0.34, 0.02), (0.4, 0.0)),
                    hands=((0.22, 0.22), (0.26, 0.2)),
                ),
            ),
        )
    art.add(
        wheelchair_user(
            art,
            Person(
                300,
                930,
                320,
                1,
                top=ink.ROSE,
                legs=ink.PINE,
                head=Head(S[2], H[0], "bun", look=0.8, size=1.3),
                hands=((0.2, 0.5), (0.24, 0.5)),
            ),
        )
    )
