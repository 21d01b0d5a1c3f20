"""Painting and dominoes at a day centre."""

from .. import palette as ink
from ..books import bookcase
from ..faces import Head
from ..furniture import seat, seated, table
from ..land import (
    shadow,
)
from ..paths import ellipse, poly, rounded
from ..people import Person, person
from ..rooms import (
    beam,
    house_plant,
    picture_frame,
    room,
    view,
)
from ..svg import Art, fill, form, group, line
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Painting and dominoes at a day centre."""
    art.add(room(art, "#ecd9b0", "#b07f56", 720))
    art.add(
        view(art, 130, 130, 320, 350, bars=(2, 2)),
        view(art, 1150, 130, 320, 350, bars=(2, 2)),
        picture_frame(art, 560, 150, 190, 140, 0),
        picture_frame(art, 820, 170, 130, 110, 1),
        picture_frame(art, 990, 150, 100, 140, 2),
        picture_frame(art, 640, 350, 130, 100, 2),
        picture_frame(art, 850, 340, 160, 110, 0),
    )
    art.add(
        beam(art, 1160, 140, 310, 760, 440),
        house_plant(art, 1500, 760, 150, ink.PLUM),
        bookcase(art, 520, 722, 560, 180, 2),
    )
    left = seated(
        350,
        890,
        460,
        1,
        top=ink.SLATE,
        legs=ink.PINE_INK,
        head=Head(S[3], H[5], "short", hat=ink.DAMSON, hat_kind="cap", beard=H[5], look=0.7),
        hands=((0.22, 0.5), (0.25, 0.5)),
    )
    right = seated(
        790,
        890,
        450,
        -1,
        top=ink.ROSE,
        legs=ink.DAMSON,
        head=Head(S[0], H[5], "curls", glasses=True, look=0.7),
        hands=((0.2, 0.5), (0.24, 0.5)),
    )
    art.add(
        seat(left, ink.FERN),
        person(art, left),
        seat(right, ink.FERN),
        person(art, right),
        table(art, 440, 900, 260, 200),
    )
    for i in range(6):
        art.add(
            form(fill(rounded(474 + i * 34, 678, 28, 13, 3), ink.CREAM), size="xs"),
            line(f"M{488 + i * 34} 679v11", ink.DAMSON_INK, 2),
        )
    art.add(
        form(line("M1010 880L1084 440L1150 880", "#8a5f3c", 13), size="xs"),
        form(fill(poly(((990, 500), (1180, 490), (1188, 680), (998, 690))), ink.CREAM), size="s"),
    )
    art.add(
        fill(poly(((1000, 620), (1050, 588), (1110, 610), (1186, 584), (1188, 676), (1000, 684))), ink.FERN),
        fill(ellipse(1130, 540, 19, 19), ink.WHEAT),
        fill(poly(((1000, 650), (1090, 630), (1188, 650), (1188, 676), (1000, 684))), ink.SAGE),
    )
    art.add(
        wheelchair_user(
            art,
            Person(
                1320,
                920,
                450,
                -1,
                top=ink.PINE_MID,
                legs=ink.SLATE_DARK,
                apron=ink.WHEAT,
                head=Head(S[2], H[4], "bob", look=0.7),
                hands=((0.18, 0.5), (0.3, 0.63)),
            ),
        ),
        line("M1186 636l-32 -20", "#7a4f34", 6),
        fill(ellipse(1152, 615, 8, 6), ink.TERRACOTTA),
    )
    helper = Person(
        900,
        850,
        460,
        1,
        top=ink.PLUM,
        legs=ink.SLATE_DARK,
        hem=0.08,
        head=Head(S[2], hijab=ink.SAGE, look=0.7),
        hands=((0.14, 0.5), (0.22, 0.55)),
    )
    art.parts.insert(-8, group(shadow(art, 920, 852, 180), person(art, helper.but(x=930))))
