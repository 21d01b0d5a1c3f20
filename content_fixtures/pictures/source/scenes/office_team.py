"""Colleagues plan the week in an office at County Hall."""

from .. import palette as ink
from ..faces import Head
from ..furniture import screen, seat, seated, table
from ..land import (
    shadow,
)
from ..paths import rect, rounded
from ..people import Person, person
from ..rooms import (
    beam,
    house_plant,
    pendant,
    room,
    view,
)
from ..svg import Art, fill, form
from ..things import mug
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Colleagues plan the week in an office at County Hall."""
    art.add(room(art, "#dfe5d3", "#b08a62", 720, False))
    art.add(view(art, 1120, 120, 370, 380, bars=(3, 2)), beam(art, 1130, 130, 360, 760, 440))
    art.add(
        form(fill(rect(160, 150, 620, 340), ink.CREAM), size="s"),
        *(
            form(fill(rect(200 + (i % 5) * 112, 190 + (i // 5) * 94, 82, 66), tone), size="xs")
            for i, tone in enumerate(
                (
                    ink.WHEAT,
                    ink.SAGE,
                    ink.ROSE,
                    ink.WHEAT,
                    ink.LILAC,
                    ink.SAGE,
                    ink.WHEAT,
                    ink.WHEAT,
                    ink.ROSE,
                    ink.SAGE,
                    ink.LILAC,
                    ink.WHEAT,
                    ink.SAGE,
                )
            )
        ),
    )
    art.add(
        pendant(art, 930, 170, 64, ink.DAMSON),
        house_plant(art, 70, 760, 150, ink.TERRACOTTA),
        house_plant(art, 1540, 770, 170, ink.PLUM),
    )
    one = Person(
        270,
        830,
        470,
        1,
        top=ink.TERRACOTTA,
        legs=ink.SLATE_DARK,
        head=Head(S[3], H[0], "afro", glasses=True, look=0.6),
        hands=((-0.1, 0.45), (0.24, 0.86)),
    )
    two = Person(
        620,
        836,
        460,
        -1,
        top=ink.FERN,
        hem=0.28,
        flare=1.2,
        legs=ink.SLATE,
        head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.7),
        hands=((0.14, 0.54), (0.18, 0.56)),
    )
    art.add(
        shadow(art, 330, 832, 190),
        person(art, one),
        shadow(art, 620, 838, 190),
        person(art, two, between_arms=form(fill(rounded(520, 562, 60, 44, 6), ink.SLATE_DARK), size="xs")),
    )
    three = seated(
        920,
        910,
        460,
        1,
        top=ink.PLUM,
        legs=ink.PINE_INK,
        head=Head(S[0], H[4], "short", beard=H[4], look=0.7),
        hands=((0.24, 0.5), (0.27, 0.5)),
    )
    art.add(
        seat(three, ink.PINE), person(art, three), table(art, 1000, 920, 430, 210), screen(1140, 700, 150)
    )
    art.add(
        wheelchair_user(
            art,
            Person(
                1400,
                940,
                450,
                -1,
                top=ink.WHEAT,
                legs=ink.SLATE_DARK,
                head=Head(S[1], H[1], "long", look=0.7),
                hands=((0.22, 0.54), (0.26, 0.55)),
            ),
        ),
        mug(1040, 700, 32, ink.BRICK),
        form(fill(rounded(1240, 690, 96, 9, 3), ink.CREAM), size="xs"),
    )
