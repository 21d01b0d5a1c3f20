"""Parking in Market Square, somebody at the machine."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    shadow,
    sky,
    sun,
)
from ..landmarks import church, county_hall
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..plants import tree
from ..square import setts
from ..svg import Art, fill, form, group, line
from ..things import lamp, words
from ..town import row
from ..vehicles import car
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Parking in Market Square, somebody at the machine."""
    art.add(
        sky(art, "#74b1ad", "#efe8cc", 520),
        sun(art, 1440, 140, 46),
        cloud(art, 260, 160, 310),
        cloud(art, 1060, 120, 220, ink.CREAM, 0.85),
    )
    art.add(
        row(art, -60, 700, 480, 140, 0.4, 16),
        church(art, 300, 590, 470, 0.24),
        row(art, -60, 460, 590, 190, 0.12),
        county_hall(art, 1010, 596, 760, 0.08),
        row(art, 1380, 1680, 596, 170, 0.14),
    )
    art.add(setts(art, 586), lamp(art, 560, 690, 340), tree(art, 1500, 690, 320, "#5f9a55"))
    bays = "".join(f"M{x} 690L{x - 70} 880" for x in range(120, 1700, 300)) + "M40 690H1600"
    art.add(
        line(bays, ink.CREAM, 8, opacity=0.85),
        car(art, 150, 790, 300, ink.BRICK),
        car(art, 760, 790, 300, "#3d7f8a"),
        car(art, 1060, 790, 300, ink.WHEAT),
    )
    art.add(car(art, 455, 790, 300, ink.PINE_MID))
    machine = group(
        fill(ellipse(1210, 934, 90, 12), ink.DAMSON_INK, opacity=0.4),
        form(fill(rounded(1160, 590, 110, 344, 14), ink.PINE), size="m"),
        fill(rounded(1176, 650, 78, 60, 5), "#bfe0da"),
        fill(rounded(1176, 730, 78, 50, 5), ink.SLATE_DARK),
        *(fill(ellipse(1192 + (i % 3) * 22, 744 + (i // 3) * 20, 6, 6), ink.CREAM) for i in range(6)),
        form(fill(ellipse(1215, 540, 62, 62), "#2f6f9a"), size="s"),
        words("P", 1215, 566, 76, ink.CREAM),
        fill(rect(1196, 812, 40, 8), ink.WHEAT),
    )
    payer = Person(
        1060,
        940,
        400,
        1,
        top=ink.PLUM,
        hem=0.12,
        legs=ink.SLATE_DARK,
        head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.8),
        hands=((0.2, 0.5), (0.28, 0.62)),
    )
    art.add(machine, shadow(art, 1060, 942, 190), person(art, payer))
    art.add(
        wheelchair_user(
            art,
            Person(
                640,
                940,
                390,
                -1,
                top=ink.TERRACOTTA,
                legs=ink.PINE,
                head=Head(S[1], H[4], "short", glasses=True, look=0.6),
                hands=((0.1, 0.4), (0.0, 0.37)),
            ),
        )
    )
    pal = Person(
        770,
        944,
        380,
        -1,
        top=ink.FERN,
        legs=ink.SLATE_DARK,
        head=Head(S[4], H[0], "bun", look=0.6),
        hands=((0.1, 0.46), (0.18, 0.5)),
        feet=((-0.1, 0), (0.12, 0)),
    )
    art.add(
        shadow(art, 770, 946, 180),
        person(
            art,
            pal,
            between_arms=form(
                fill(poly(((676, 760), (736, 760), (730, 830), (682, 830))), ink.OCHRE), size="xs"
            ),
        ),
    )
