"""The number 12 comes in to a village stop."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    sun,
    valley,
)
from ..landmarks import church
from ..lorries import bus
from ..paths import ellipse, rect, rounded
from ..people import Person, person
from ..plants import hedge, tree
from ..street import carriageway, pavement
from ..svg import Art, fill, form, group, line
from ..things import words
from ..town import row
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """The number 12 comes in to a village stop."""
    art.add(
        sky(art, "#76b2ad", "#efe9cf", 470),
        sun(art, 1440, 170, 46),
        cloud(art, 330, 170, 320),
        cloud(art, 1040, 120, 240, ink.CREAM, 0.85),
    )
    valley(art, 400)
    art.add(
        church(art, 330, 620, 380, 0.25),
        row(art, -40, 560, 640, 120, 0.14, 8),
        row(art, 900, 1660, 636, 120, 0.16, 8),
    )
    art.add(
        ground(art, 630, "#7fae62", deep=ink.PINE),
        hedge(art, [(-30, 690), (1640, 690)], 66, "#3f7d55"),
        tree(art, 1500, 706, 400, "#5f9a55"),
    )
    art.add(fill(rect(0, 690, 1600, 14), ink.STONE), carriageway(art, 702, 880, dashes=752))
    art.add(bus(art, 90, 822, 860))
    art.add(pavement(art, 866, 140, ink.SAND))
    shelter = group(
        fill(rect(1110, 470, 380, 400), "#bfe0da", opacity=0.3),
        fill(rounded(1070, 440, 460, 30, 12), ink.PINE),
        form(*(fill(rect(x, 468, 13, 420), ink.PINE) for x in (1096, 1300, 1492)), size="xs"),
        form(
            fill(rect(1130, 770, 340, 16), "#9a6a42"),
            fill(rect(1160, 786, 12, 96) + rect(1428, 786, 12, 96), ink.PINE),
            size="xs",
        ),
        fill(rect(1330, 540, 130, 150), ink.CREAM),
        line("M1346 570h98M1346 594h98M1346 618h80M1346 642h98M1346 666h60", ink.SLATE, 5),
    )
    art.add(fill(ellipse(1280, 888, 260, 16), ink.DAMSON_INK, opacity=0.35), shelter)
    flag = group(
        form(fill(rect(1022, 470, 12, 440), ink.SLATE_DARK), size="xs"),
        form(fill(rounded(960, 440, 118, 96, 10), ink.DAMSON), size="s"),
        words("BUS", 1019, 500, 40, ink.CREAM),
        words("12  14", 1019, 526, 20, ink.WHEAT),
    )
    sitter = Person(
        1390,
        900,
        372,
        -1,
        top=ink.OCHRE,
        legs=ink.SLATE,
        hip=0.33,
        seated=True,
        hem=0.06,
        feet=((0.18, 0), (0.24, 0)),
        hands=((0.2, 0.42), (0.22, 0.4)),
        head=Head(S[1], H[5], "short", hat=ink.SLATE_DARK, hat_kind="cap", beard=H[5], look=0.6),
    )
    mum = Person(
        1180,
        922,
        384,
        -1,
        top=ink.FERN,
        hem=0.3,
        flare=1.25,
        legs=ink.SLATE_DARK,
        head=Head(S[2], hijab=ink.LILAC, look=0.7),
        hands=((0.1, 0.44), (0.24, 0.66)),
    )
    teen = Person(
        900,
        930,
        378,
        -1,
        top=ink.WHEAT,
        legs="#4a6572",
        head=Head(S[4], H[0], "curls", look=0.6),
        hands=((0.14, 0.58), (0.18, 0.6)),
    )
    art.add(
        person(art, sitter),
        flag,
        shadow(art, 1180, 924, 170),
        person(art, mum),
        shadow(art, 900, 932, 170),
        form(fill(rounded(918, 660, 62, 100, 18), ink.BRICK), size="s"),
        person(art, teen, between_arms=fill(rounded(822, 692, 22, 36, 4), ink.DAMSON_INK)),
    )
    art.add(
        wheelchair_user(
            art,
            Person(
                540,
                950,
                400,
                1,
                top=ink.TERRACOTTA,
                legs=ink.PINE,
                head=Head(S[0], H[3], "tail", look=0.5),
                hands=((0.1, 0.4), (0.05, 0.37)),
            ),
        )
    )
