"""County Hall in Market Square on a bright morning."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    birds,
    cloud,
    shadow,
    sky,
    streak,
    sun,
)
from ..landmarks import church, county_hall
from ..paths import ellipse
from ..people import Person, person
from ..plants import tree
from ..square import setts
from ..svg import Art, fill, form
from ..things import bench, dog, lamp
from ..town import row
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """County Hall in Market Square on a bright morning."""
    art.add(
        sky(art, "#6faeac", "#e4ead4", 640),
        sun(art, 1450, 150, 46),
        streak(art, 330, 130, 460, ink.CREAM, 0.5),
    )
    art.add(cloud(art, 240, 300, 290), cloud(art, 1190, 190, 230, ink.CREAM, 0.85))
    art.add(
        row(art, -40, 360, 640, 150, 0.35),
        row(art, 1300, 1640, 640, 150, 0.3),
        church(art, 128, 660, 520, 0.35),
        row(art, -60, 260, 668, 170, 0.12),
        row(art, 1390, 1660, 668, 170, 0.1),
    )
    art.add(setts(art, 660), county_hall(art, 840, 680, 1010))
    for x in (300, 1390):
        art.add(tree(art, x, 716, 300, "#5b9a58"))
    for x in (470, 1216):
        art.add(lamp(art, x, 760, 330))
    walkers = [
        Person(
            560,
            800,
            230,
            1,
            top=ink.BRICK,
            legs=ink.SLATE_DARK,
            head=Head(S[0], H[4], "short", look=0.7),
            feet=((-0.12, 0), (0.13, 0)),
            lean=0.02,
        ),
        Person(
            620,
            806,
            220,
            1,
            top=ink.WHEAT,
            hem=0.14,
            flare=1.2,
            legs=ink.DAMSON,
            head=Head(S[3], H[0], "afro", look=0.7),
            feet=((-0.1, 0), (0.12, 0)),
        ),
        Person(
            950,
            772,
            196,
            -1,
            top=ink.DAMSON,
            hem=0.3,
            flare=1.3,
            legs=ink.SLATE,
            head=Head(S[2], hijab=ink.SAGE, look=0.6),
            feet=((-0.08, 0), (0.1, 0)),
        ),
        Person(
            888,
            776,
            124,
            -1,
            top=ink.TERRACOTTA,
            legs=ink.PINE,
            head=Head(S[2], H[0], "short", look=0.5, size=1.3),
            feet=((-0.1, 0), (0.12, 0)),
            hands=((-0.1, 0.45), (-0.24, 0.62)),
        ),
    ]
    for p in walkers:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.46), person(art, p))
    art.add(
        wheelchair_user(
            art,
            Person(
                1120,
                880,
                320,
                -1,
                top=ink.PINE_MID,
                legs=ink.SLATE_DARK,
                head=Head(S[4], H[0], "short", look=0.6, glasses=True),
                hands=((0.1, 0.4), (-0.02, 0.36)),
            ),
        )
    )
    friend = Person(
        1010,
        886,
        330,
        1,
        top=ink.ROSE,
        hem=0.1,
        legs=ink.DAMSON,
        head=Head(S[1], H[3], "long", look=0.7),
        hands=((0.16, 0.52), (0.16, 0.62)),
    )
    art.add(shadow(art, 1010, 888, 150), person(art, friend), bench(190, 872, 230))
    elder = Person(
        300,
        880,
        320,
        1,
        top=ink.PLUM,
        legs=ink.SLATE,
        hip=0.32,
        seated=True,
        feet=((0.2, 0), (0.26, 0)),
        hands=((0.16, 0.44), (0.2, 0.43)),
        head=Head(S[0], H[5], "short", hat=ink.SLATE_DARK, hat_kind="cap", look=0.6, beard=H[5]),
    )
    art.add(person(art, elder), dog(470, 890, 74, "#b88a5a", -1))
    for x, y in ((700, 910), (740, 925), (670, 935), (760, 900)):
        art.add(
            form(
                fill(ellipse(x, y, 11, 6), ink.STEEL),
                fill(ellipse(x - 10, y + 2, 8, 2.5), ink.SLATE),
                fill(ellipse(x + 8, y - 7, 4.5, 4.5), ink.SLATE),
                size="xs",
            )
        )
    art.add(birds(art, 420, 240, 5))
