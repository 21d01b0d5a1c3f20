"""Marlford over the river early in the day; wide calm sky at the left."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    birds,
    cloud,
    field,
    hill,
    hill_line,
    level_at,
    mist,
    shadow,
    sky,
    streak,
    sun,
    tufts,
    water,
)
from ..landmarks import bridge
from ..paths import rect, smooth
from ..people import Person, person
from ..plants import far_tree, hedge, meadow, tree
from ..svg import Art, fill, form, stipple
from ..things import dog
from ..town import marlford


def draw(art: Art) -> None:
    """Marlford over the river early in the day; wide calm sky at the left."""
    random = art.random
    art.add(sky(art, "#6ba7a5", "#d9e6d2", 640), sun(art, 1330, 300, 52))
    art.add(streak(art, 1150, 130, 560, ink.CREAM, 0.4), streak(art, 420, 330, 520, ink.CREAM, 0.4))
    art.add(cloud(art, 800, 300, 210, ink.CREAM, 0.7), cloud(art, 1510, 200, 260, ink.CREAM, 0.8))
    far = hill_line(art, 520, 30, 6)
    art.add(hill(art, far, "#a9c9bd", shade=ink.MAUVE, floor=760), mist(art, 580, 130))
    middle = hill_line(art, 572, 26, 7)
    art.add(hill(art, middle, "#86b19a", shade=ink.PLUM, floor=800))
    for at in range(20, 760, 34):
        x = at + random.uniform(-14, 14)
        art.add(far_tree(art, x, level_at(middle, x) + 8, random.uniform(14, 26), "#5d927c"))
    for left, paint in ((40, "#c9cf8c"), (240, "#e6c877"), (470, "#a9c48b")):
        y = level_at(middle, left) + 20
        art.add(
            field(art, ((left, y), (left + 150, y - 4), (left + 240, y + 52), (left - 10, y + 56)), paint, 11)
        )
        art.add(hedge(art, [(left - 14, y + 58), (left + 244, y + 54)], 12, "#4f8069"))
    mound = (
        smooth(
            (
                (560, 720),
                (700, 640),
                (900, 560),
                (1150, 470),
                (1370, 425),
                (1560, 470),
                (1700, 600),
                (1700, 740),
            ),
            False,
        )
        + "Z"
    )
    art.add(form(fill(mound, "#7da684"), size="xl"), mist(art, 640, 120, ink.MARL, 0.45))
    art.add(marlford(art, 640, 716, 960))
    shore = smooth(((-60, 720), (200, 708), (380, 716), (420, 740), (340, 790), (-60, 810)), True, 0.7)
    art.add(form(fill(shore, "#6fa67a"), size="m"))
    river = smooth(
        (
            (-40, 778),
            (240, 762),
            (370, 736),
            (440, 690),
            (430, 668),
            (480, 660),
            (560, 668),
            (600, 700),
            (640, 724),
            (1640, 724),
            (1640, 846),
            (1200, 836),
            (900, 850),
            (500, 900),
            (-40, 930),
        ),
        True,
        0.6,
    )
    art.add(water(art, river, 658, 930, "#5d9a97"))
    art.add(hedge(art, [(-20, 722), (200, 716), (350, 722)], 30, "#3f7a62"))
    for x, tall in ((60, 126), (142, 92), (310, 108)):
        art.add(tree(art, x, 728, tall, random.choice(("#4c8767", "#5f9059", "#3f7a62")), detail=False))
    glow = art.gradient(
        ((0, ink.WHEAT_PALE, 0.0), (0.5, ink.WHEAT_PALE, 0.75), (1, ink.WHEAT_PALE, 0)), (0, 0, 1, 0)
    )
    art.add(art.inside(river, stipple(fill(rect(1080, 724, 460, 140), glow))))
    bank = rect(636, 712, 1010, 18)
    art.add(fill(bank, "#b59a70"), stipple(fill(bank, art.fade(ink.DAMSON, 0.7, (0, 1, 0, 0)))))
    art.add(bridge(art, 352, 668, 748, 3, 62))
    near = smooth(
        (
            (-60, 900),
            (160, 880),
            (420, 884),
            (700, 850),
            (980, 826),
            (1300, 838),
            (1660, 806),
            (1660, 1060),
            (-60, 1060),
        ),
        True,
        0.8,
    )
    art.add(form(fill(near, "#4d8a5c"), size="l"))
    shade = art.gradient(((0, ink.PINE_INK, 0), (1, ink.PINE_INK, 0.85)))
    art.add(art.inside(near, stipple(fill(rect(-60, 800, 1720, 220), shade))))
    path = smooth(
        (
            (1190, 836),
            (1130, 866),
            (1160, 900),
            (1080, 950),
            (920, 1010),
            (1120, 1010),
            (1230, 950),
            (1260, 900),
            (1190, 864),
            (1220, 836),
        ),
        True,
    )
    art.add(
        art.inside(near, fill(path, ink.CLAY), stipple(fill(path, art.fade(ink.RUST, 0.5, (0, 0, 0.9, 0.4)))))
    )
    art.add(
        tufts(art, -20, 1040, 880, 1000, "#6ea564", 260, 20),
        tufts(art, 1290, 1640, 860, 1000, "#6ea564", 100, 20),
    )
    art.add(meadow(art, -20, 900, 900, 1000, (ink.WHEAT, ink.CREAM, ink.LILAC, ink.TERRACOTTA), 70))
    art.add(tree(art, 1580, 920, 390, "#3f7d55"))
    walkers = (
        Person(
            1096,
            946,
            176,
            1,
            top=ink.TERRACOTTA,
            legs=ink.PINE_INK,
            head=Head(ink.SKINS[4], ink.HAIRS[0], "afro", back=True),
            feet=((-0.1, 0), (0.12, 0)),
        ),
        Person(
            1150,
            942,
            166,
            1,
            top=ink.WHEAT,
            hem=0.14,
            legs=ink.DAMSON,
            head=Head(ink.SKINS[0], ink.HAIRS[5], "bun", back=True),
            feet=((-0.1, 0), (0.12, 0)),
        ),
    )
    for walker in walkers:
        art.add(shadow(art, walker.x, walker.y, 86), person(art, walker))
    art.add(dog(1210, 944, 40, "#8a5a3a"))
    art.add(birds(art, 720, 330, 6, 9, ink.SLATE_DARK))
