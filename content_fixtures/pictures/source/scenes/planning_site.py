"""A house goes up; the building inspector and the builder look at the plans."""

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
from ..paths import poly, rect, rounded, smooth
from ..people import Person, near_arm, person
from ..plants import hedge
from ..street import bricks
from ..svg import Art, fill, form, group, line, stipple
from ..things import cone, words
from ..town import row

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A house goes up; the building inspector and the builder look at the plans."""
    art.add(
        sky(art, "#78b3ae", "#f0e8cc", 520),
        sun(art, 1450, 140, 46),
        cloud(art, 330, 150, 320),
        cloud(art, 1120, 200, 230, ink.CREAM, 0.85),
    )
    valley(art, 420)
    art.add(
        row(art, -40, 330, 640, 120, 0.25),
        ground(art, 620, "#b99a6c", deep=ink.RUST),
        hedge(art, [(-20, 660), (1640, 656)], 44, "#4f8a5e"),
    )
    wall = rect(420, 470, 640, 290)
    art.add(
        fill(wall, ink.BRICK),
        bricks(art, wall, 420, 470, 640, 290, ink.BRICK, 120),
        stipple(fill(wall, art.fade(ink.DAMSON_INK, 0.5, (0, 0.7, 0.8, 0.2)))),
    )
    steps = "".join(rect(420 + i * 106, 430 + (i % 2) * 18, 76, 44) for i in range(6))
    art.add(
        fill(steps, ink.BRICK),
        *(fill(rect(x, 530, 90, 110), "#4a3a4c") for x in (480, 620, 900)),
        fill(rect(770, 560, 90, 200), "#4a3a4c"),
        *(form(fill(rect(x - 12, 516, 114, 16), ink.CLAY), size="xs") for x in (480, 620, 900)),
    )
    rafters = (
        "".join(f"M{x} 436L{x + 120} 260L{x + 240} 436" for x in range(410, 850, 66))
        + "M530 262H930M420 436H1072"
    )
    art.add(line(rafters, "#d0a468", 11), line(rafters, "#a8793f", 3, transform="translate(-3 4)"))
    poles = (
        "".join(f"M{x} 766V300" for x in range(390, 1130, 116)) + "M370 560H1120M370 420H1120M370 680H1120"
    )
    art.add(
        line(poles, ink.STEEL, 8),
        fill(rect(370, 552, 750, 12) + rect(370, 672, 750, 12), "#b98a54"),
        line(
            "M1086 766L1030 560M1118 766L1062 560"
            + "".join(f"M{1082 - i * 9} {744 - i * 34}h32" for i in range(6)),
            "#8a6a48",
            7,
        ),
    )
    mason = Person(
        680,
        672,
        200,
        1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.SLATE,
        legs="#4a6572",
        head=Head(S[2], H[0], "short", hat=ink.WHEAT, hat_kind="helmet", look=0.7),
        hands=((0.2, 0.5), (0.24, 0.6)),
    )
    carrier = Person(
        910,
        552,
        190,
        -1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.PINE,
        legs=ink.SLATE_DARK,
        head=Head(S[0], H[3], "tail", hat=ink.CREAM, hat_kind="helmet", look=0.7),
        hands=((0.16, 0.8), (0.2, 0.78)),
    )
    art.add(person(art, mason), person(art, carrier))
    for i in range(3):
        for k in range(4 - i):
            art.add(
                form(
                    fill(
                        rect(140 + k * 62 + i * 31, 800 - i * 34, 58, 32),
                        ink.turned(ink.BRICK, 0, 0.02 * (k % 2)),
                    ),
                    size="xs",
                )
            )
    art.add(
        form(
            fill(
                smooth(((1240, 790), (1330, 690), (1400, 660), (1500, 720), (1600, 800)), tension=0.8),
                "#d9bd86",
            ),
            size="l",
        ),
        tufts(art, 0, 1600, 860, 1000, "#9cae62", 90, 22),
    )
    builder = Person(
        840,
        930,
        420,
        -1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.BRICK,
        legs=ink.SLATE_DARK,
        head=Head(S[2], H[0], turban=ink.DAMSON, beard=H[0], look=0.7),
        hands=((0.18, 0.52), (0.26, 0.54)),
    )
    officer = Person(
        590,
        936,
        410,
        1,
        top=ink.HI_VIS_LIME,
        vest=ink.HI_VIS_LIME,
        sleeves=ink.PINE,
        legs=ink.DAMSON,
        head=Head(S[4], H[0], "bun", hat=ink.CREAM, hat_kind="helmet", glasses=True, look=0.7),
        hands=((0.18, 0.52), (0.26, 0.5)),
    )
    plan = group(
        form(fill(poly(((652, 690), (786, 676), (800, 762), (660, 776))), "#cfe4ec"), size="xs"),
        line("M676 744v-38l32 -16l32 12v38zM706 740v-26h16v24M752 700h26M752 716h26", "#2f6f9a", 4),
    )
    art.add(
        shadow(art, 840, 932, 200),
        shadow(art, 590, 938, 200),
        person(art, officer, between_arms=plan),
        person(art, builder),
        near_arm(officer),
    )
    art.add(
        cone(300, 950, 90),
        cone(1180, 950, 90),
        form(
            fill(rect(1330, 750, 12, 200), "#7a4f34"),
            fill(rounded(1230, 700, 220, 130, 8), ink.CREAM),
            size="xs",
        ),
        fill(rect(1230, 700, 220, 34), ink.DAMSON),
        words("Site notice", 1340, 726, 24, ink.CREAM),
        line("M1250 760h176M1250 780h150M1250 800h164", ink.SLATE, 5),
    )
