"""Parents register their baby's birth."""

from .. import palette as ink
from ..books import bookcase
from ..faces import Head
from ..furniture import desk, seat, seated
from ..land import (
    shadow,
)
from ..paths import ellipse, poly, smooth
from ..people import Person, near_arm, person
from ..rooms import (
    beam,
    house_plant,
    picture_frame,
    room,
    view,
)
from ..svg import Art, fill, form, group, line

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Parents register their baby's birth."""
    art.add(room(art, "#dbe3d2", "#a9805a", 720))
    art.add(
        view(art, 1080, 120, 380, 380, bars=(3, 2)),
        beam(art, 1090, 130, 370, 760, 440),
        bookcase(art, 90, 722, 280, 460, 5),
        picture_frame(art, 480, 160, 210, 150, 0),
        picture_frame(art, 770, 150, 130, 170, 2),
        house_plant(art, 1510, 770, 170, ink.DAMSON),
    )
    registrar = seated(
        470,
        900,
        480,
        1,
        top=ink.DAMSON,
        collar=ink.CREAM,
        legs=ink.DAMSON_INK,
        head=Head(S[0], H[5], "bob", glasses=True, look=0.7),
        hands=((0.24, 0.5), (0.3, 0.5)),
    )
    mother = seated(
        1080,
        920,
        470,
        -1,
        top=ink.WHEAT,
        legs=ink.PINE,
        head=Head(S[3], H[0], "locs", look=0.7),
        hands=((0.14, 0.46), (0.15, 0.45)),
        nod=(0.01, 0.006),
    )
    father = Person(
        1270,
        940,
        500,
        -1,
        top=ink.PINE_MID,
        legs=ink.SLATE_DARK,
        head=Head(S[4], H[0], "short", beard=H[0], look=0.7),
        hands=((0.1, 0.46), (0.2, 0.62)),
    )
    art.add(
        seat(registrar, ink.PINE), person(art, registrar), desk(art, 560, 920, 400, 230), near_arm(registrar)
    )
    art.add(
        form(fill(poly(((620, 664), (760, 664), (740, 640), (636, 640))), ink.CREAM), size="xs"),
        line("M648 652h80", ink.SLATE, 3),
        line("M628 654l-22 -34", ink.DAMSON_INK, 6),
        house_plant(art, 900, 672, 60, ink.TERRACOTTA),
    )
    baby = group(
        form(
            fill(
                smooth(
                    ((960, 716), (990, 676), (1060, 672), (1096, 700), (1080, 736), (1000, 744)), tension=0.9
                ),
                ink.CREAM,
            ),
            size="s",
        ),
        form(fill(ellipse(990, 692, 26, 25), S[3]), size="xs"),
        fill(smooth(((966, 688), (974, 666), (1000, 662), (1016, 680), (992, 678)), tension=0.8), H[0]),
        line("M980 694q4 4 8 0M994 694q4 4 8 0M986 704q5 4 9 0", ink.DAMSON_INK, 2.4),
    )
    art.add(
        shadow(art, 1270, 942, 210),
        person(art, father),
        seat(mother, ink.PINE),
        person(art, mother, between_arms=group(baby, transform="translate(-36 -8)")),
    )
