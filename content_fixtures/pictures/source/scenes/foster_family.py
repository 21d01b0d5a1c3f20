"""A foster family at the kitchen table."""

from .. import palette as ink
from ..faces import Head
from ..furniture import seat, seated, table
from ..paths import ellipse, rect, rounded
from ..people import Person, near_arm, person
from ..rooms import (
    beam,
    house_plant,
    pendant,
    picture_frame,
    room,
    view,
)
from ..svg import Art, fill, form, line
from ..things import dog, mug

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A foster family at the kitchen table."""
    art.add(room(art, "#e8d3a4", "#a8744c", 720))
    art.add(view(art, 980, 130, 420, 330, bars=(3, 2)), beam(art, 990, 140, 400, 780, 440))
    art.add(
        form(fill(rect(70, 160, 420, 18) + rect(70, 300, 420, 18), "#8a5f3c"), size="xs"),
        *(
            form(fill(rounded(90 + i * 66, 110, 46, 50, 8), tone), size="xs")
            for i, tone in enumerate((ink.BRICK, ink.FERN, ink.CREAM, ink.WHEAT, ink.PLUM, ink.SAGE))
        ),
        *(
            form(fill(ellipse(120 + i * 80, 272, 34, 30), tone), size="xs")
            for i, tone in enumerate((ink.CREAM, ink.SKY_BLUE, ink.CREAM, ink.ROSE, ink.CREAM))
        ),
    )
    art.add(
        picture_frame(art, 590, 160, 130, 150, 0),
        picture_frame(art, 770, 190, 110, 100, 2),
        pendant(art, 720, 350, 84, ink.BRICK),
        form(
            fill(rect(40, 470, 480, 260), ink.SAGE), fill(rounded(28, 450, 504, 26, 6), "#c99a66"), size="m"
        ),
        line("M200 490v220M360 490v220", ink.FERN, 4),
        house_plant(art, 440, 452, 70, ink.DAMSON),
        mug(130, 450, 34, ink.BRICK),
    )
    dad = seated(
        440,
        900,
        500,
        1,
        top=ink.PINE_MID,
        legs=ink.SLATE_DARK,
        head=Head(S[4], H[0], "short", beard=H[0], look=0.6),
        hands=((0.22, 0.5), (0.26, 0.5)),
    )
    gran = seated(
        1130,
        900,
        480,
        -1,
        top=ink.PLUM,
        legs=ink.SLATE,
        head=Head(S[0], H[5], "bun", glasses=True, look=0.6),
        hands=((0.22, 0.5), (0.25, 0.5)),
    )
    girl = Person(
        690,
        880,
        330,
        1,
        top=ink.WHEAT,
        legs=ink.PINE,
        head=Head(S[2], H[0], "bob", look=0.3, size=1.26),
        hands=((-0.16, 0.58), (0.18, 0.58)),
    )
    boy = Person(
        870,
        880,
        290,
        -1,
        top=ink.TERRACOTTA,
        legs=ink.PINE,
        head=Head(S[0], H[3], "curls", look=0.3, size=1.3),
        hands=((0.16, 0.62), (-0.18, 0.64)),
    )
    art.add(
        person(art, girl),
        person(art, boy),
        seat(dad, ink.BRICK),
        person(art, dad),
        seat(gran, ink.BRICK),
        person(art, gran),
        table(art, 530, 912, 500, 210),
    )
    art.add(
        near_arm(dad),
        near_arm(gran),
        form(fill("M720 668h110q0 40 -55 40t-55 -40z", ink.CREAM), size="s"),
        *(
            form(fill(ellipse(x, y, 19, 18), tone), size="xs")
            for x, y, tone in ((746, 658, "#c8442f"), (778, 650, "#e9a13a"), (806, 658, "#7fa648"))
        ),
        mug(590, 690, 36, ink.WHEAT),
        mug(984, 690, 34, ink.FERN),
        form(fill(rounded(880, 680, 60, 10, 3), ink.CREAM), size="xs"),
    )
    art.add(dog(216, 934, 110, "#d9a566", 1))
