"""Volunteers plant trees and flowers in the park."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    sun,
    tufts,
    valley,
)
from ..landmarks import church
from ..paths import poly, rounded, smooth
from ..people import Person, person
from ..plants import bush, hedge, tree
from ..svg import Art, fill, form, group, line
from ..town import row
from ..vehicles import wheel
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Volunteers plant trees and flowers in the park."""
    art.add(
        sky(art, "#75b3ad", "#efe9cc", 520),
        sun(art, 1430, 150, 48),
        cloud(art, 290, 150, 330),
        cloud(art, 980, 120, 230, ink.CREAM, 0.85),
    )
    valley(art, 420)
    art.add(
        row(art, 900, 1640, 620, 110, 0.25, 10),
        church(art, 1130, 624, 330, 0.25),
        ground(art, 610, "#86b663", deep=ink.PINE),
        hedge(art, [(-20, 650), (1640, 646)], 44, "#4f8a5e"),
        tree(art, 150, 740, 470, "#5f9a55"),
    )
    art.add(tufts(art, 0, 1600, 690, 1000, "#b3cf78", 200, 28))
    bed = smooth(((420, 800), (800, 770), (1240, 790), (1300, 860), (900, 900), (460, 880)), True, 0.9)
    art.add(form(fill(bed, "#6b4630"), size="l"))
    for i in range(15):
        x, y = 480 + i * 54, 806 + (i % 3) * 28
        art.add(bush(art, x, y, 52, "#5f9a55", (ink.WHEAT, ink.ROSE, ink.LILAC, ink.TERRACOTTA)[i % 4]))
    art.add(line("M1040 830V520", "#7a4f34", 9), tree(art, 1040, 832, 330, "#79a84f"))
    digger = Person(
        860,
        920,
        410,
        1,
        top=ink.WHEAT,
        legs="#4a6572",
        shoes=ink.PINE,
        head=Head(S[4], H[0], "short", beard=H[0], look=0.7),
        lean=0.1,
        hip=0.49,
        short_sleeves=True,
        hands=((0.22, 0.4), (0.16, 0.54)),
        feet=((-0.14, 0), (0.14, 0)),
    )
    spade = group(
        line("M912 676L984 832", "#b98a54", 9),
        form(fill(poly(((966, 818), (996, 804), (1018, 868), (992, 882))), ink.STEEL), size="xs"),
    )
    art.add(shadow(art, 860, 922, 200), person(art, digger, between_arms=spade))
    holder = Person(
        1190,
        914,
        390,
        -1,
        top=ink.DAMSON,
        hem=0.26,
        flare=1.25,
        legs=ink.SLATE,
        shoes=ink.PINE,
        head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.7),
        hands=((0.24, 0.54), (0.32, 0.6)),
    )
    art.add(shadow(art, 1190, 916, 180), person(art, holder))
    girl = Person(
        640,
        940,
        290,
        1,
        top=ink.TERRACOTTA,
        legs=ink.PINE,
        shoes=ink.WHEAT,
        head=Head(S[0], H[3], "tail", look=0.6, size=1.26),
        hands=((0.14, 0.5), (0.24, 0.52)),
    )
    can = group(
        line("M704 800q34 -50 60 4", ink.PINE, 7),
        form(
            fill(rounded(700, 794, 66, 58, 8), ink.PINE_MID),
            fill(poly(((762, 830), (806, 790), (814, 798), (766, 848))), ink.PINE_MID),
            size="xs",
        ),
        line("M818 800q14 20 12 44M812 804q8 22 4 44", "#bfe0da", 3),
    )
    art.add(shadow(art, 640, 942, 150), person(art, girl, between_arms=can))
    art.add(
        wheelchair_user(
            art,
            Person(
                380,
                940,
                400,
                1,
                top=ink.FERN,
                legs=ink.SLATE_DARK,
                head=Head(S[0], H[5], "curls", hat=ink.WHEAT, hat_kind="brim", glasses=True, look=0.6),
                hands=((0.2, 0.46), (0.25, 0.46)),
            ),
        ),
        bush(art, 490, 764, 66, "#5f9a55", ink.ROSE),
        form(fill(poly(((462, 756), (518, 756), (508, 800), (472, 800))), ink.TERRACOTTA), size="xs"),
    )
    art.add(
        person(
            art,
            Person(
                1430,
                930,
                400,
                -1,
                top=ink.PLUM,
                legs=ink.PINE_INK,
                shoes=ink.PINE,
                head=Head(S[1], H[4], "bald", beard=H[4], look=0.6),
                hands=((0.22, 0.42), (0.25, 0.42)),
            ),
        ),
        form(fill(poly(((1296, 770), (1410, 770), (1390, 850), (1316, 850))), ink.BRICK), size="s"),
        line("M1400 786L1478 762M1330 850v56", ink.SLATE_DARK, 8),
        wheel(1330, 930, 30),
        *(bush(art, x, 776, 54, "#79a84f", tone) for x, tone in ((1326, ink.WHEAT), (1376, ink.LILAC))),
    )
