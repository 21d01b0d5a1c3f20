"""Riding to work beside the river."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    streak,
    sun,
    tufts,
    valley,
    water,
)
from ..landmarks import castle
from ..paths import rect, rounded, smooth
from ..people import Person, person
from ..plants import hedge, meadow, poplar, tree
from ..svg import Art, fill, form, line, stipple
from ..things import dog
from ..town import row
from ..vehicles import bicycle

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Riding to work beside the river."""
    art.add(
        sky(art, "#78b4ae", "#f0e7cb", 560),
        sun(art, 1380, 230, 52),
        cloud(art, 260, 170, 300),
        streak(art, 900, 140, 480, ink.CREAM, 0.5),
    )
    valley(art, 440)
    art.add(castle(art, 240, 520, 170, 0.5), row(art, 40, 620, 600, 76, 0.32, 20))
    art.add(
        water(art, rect(-10, 600, 1640, 150), 600, 750, "#67a5a2"),
        hedge(art, [(-20, 612), (1640, 606)], 26, "#5d9270"),
    )
    art.add(ground(art, 740, "#74a85c", deep=ink.PINE), tufts(art, 0, 1600, 745, 790, "#a5c86e", 150, 20))
    way = smooth(
        ((-40, 800), (500, 792), (1100, 800), (1640, 790), (1640, 912), (1000, 926), (400, 918), (-40, 930)),
        True,
        0.6,
    )
    art.add(form(fill(way, "#d9c190"), size="m"), stipple(fill(way, art.fade(ink.RUST, 0.5, (0, 1, 0.3, 0)))))
    art.add(
        tree(art, 1330, 800, 520, "#5f9a55"),
        poplar(art, 140, 770, 260, "#4f8a5c"),
        poplar(art, 196, 776, 300, "#4f8a5c"),
    )
    x, y, size = 620, 870, 290
    rider = Person(
        x + size * 0.36,
        y,
        520,
        1,
        top=ink.WHEAT,
        legs=ink.PINE_INK,
        hip=0.475,
        sway=-0.035,
        lean=0.15,
        feet=((0.0, 0.05), (0.11, 0.15)),
        hands=((0.28, 0.49), (0.27, 0.485)),
        head=Head(S[3], H[0], "locs", hat=ink.DAMSON, hat_kind="helmet", look=0.85),
        nod=(0.02, 0.008),
    )
    bike = bicycle(x, y, size, ink.BRICK)
    basket = form(fill(rounded(x - 70, y - 216, 96, 74, 10), ink.PINE_MID), size="s")
    art.add(
        shadow(art, x + 170, y + 4, 460, 40),
        person(art, rider.but(legs=ink.PINE_INK), between_arms=""),
        basket,
        bike,
    )
    art.add(dog(1180, 880, 84, "#8a5a3a", -1))
    walker = Person(
        1270,
        886,
        372,
        -1,
        top=ink.PLUM,
        hem=0.14,
        legs=ink.SLATE_DARK,
        head=Head(S[0], H[5], "bob", look=0.6, hat=ink.TERRACOTTA),
        hands=((-0.1, 0.45), (0.18, 0.46)),
        feet=((-0.1, 0), (0.12, 0)),
    )
    art.add(
        shadow(art, 1270, 888, 170),
        line("M1206 712Q1190 780 1130 818", ink.DAMSON_INK, 3),
        person(art, walker),
    )
    art.add(
        tufts(art, 0, 1600, 920, 1000, "#8fbc64", 200, 34),
        meadow(art, 0, 1600, 930, 1010, (ink.CREAM, ink.WHEAT, ink.LILAC, ink.TERRACOTTA), 60),
    )
