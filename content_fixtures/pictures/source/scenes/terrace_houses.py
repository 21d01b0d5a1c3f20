"""A terrace on the hill in Castle Street; the town falls away beyond."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    shadow,
    sky,
    sun,
)
from ..landmarks import castle
from ..paths import rect
from ..people import Person, person
from ..plants import bush, tree
from ..rooms import (
    cat,
)
from ..street import carriageway, front_wall, pavement, railings, terrace
from ..svg import Art, fill, form, group, line, stipple
from ..town import row
from ..vehicles import bicycle

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A terrace on the hill in Castle Street; the town falls away beyond."""
    art.add(sky(art, "#7cb3ae", "#efe9cd", 420), sun(art, 1490, 100, 42), cloud(art, 1240, 110, 260))
    art.add(row(art, -40, 1640, 330, 110, 0.45, 60), castle(art, 470, 262, 230, 0.35))
    art.add(terrace(art, -120, 770, 372, 430, 5))
    art.add(
        fill(rect(0, 768, 1600, 74), "#bfa67c"),
        stipple(fill(rect(0, 768, 1600, 74), art.fade(ink.DAMSON_INK, 0.6))),
    )
    blooms = (ink.WHEAT, ink.LILAC, ink.TERRACOTTA, ink.CREAM, ink.ROSE)
    for index in range(5):
        gx = -120 + index * 372 + (118 if index % 2 else 0)
        art.add(
            bush(art, gx + 70, 818, 120, "#4c8a58", blooms[index]),
            bush(art, gx + 170, 820, 104, "#5f9a58", blooms[(index + 2) % 5]),
        )
        art.add(front_wall(art, gx + 4, 838, 236, 36), railings(gx + 12, 794, 220, 36))
    art.add(pavement(art, 836, 84), carriageway(art, 936, 1000))
    art.add(cat(590, 790, 44, "#3c3438"), group(bicycle(96, 866, 150, ink.TERRACOTTA)))
    painter = Person(
        1158,
        846,
        350,
        -1,
        top=ink.CREAM,
        legs="#5f7f8a",
        head=Head(S[4], H[0], "locs", look=0.9, hat=ink.WHEAT, hat_kind="cap"),
        hands=((0.1, 0.5), (0.24, 0.74)),
        short_sleeves=True,
    )
    art.add(
        shadow(art, 1158, 848, 150),
        person(art, painter, between_arms=line("M1072 580l-14 -22", "#7a4f34", 7)),
        form(fill(rect(1064, 810, 40, 40), ink.STEEL), fill(rect(1064, 810, 40, 9), ink.FERN), size="xs"),
    )
    folk = [
        Person(
            740,
            902,
            372,
            1,
            top=ink.PLUM,
            hem=0.16,
            flare=1.15,
            legs=ink.SLATE_DARK,
            head=Head(S[0], H[5], "bun", glasses=True, look=0.7),
            hands=((-0.12, 0.44), (0.22, 0.56)),
            scarf=ink.WHEAT,
        ),
        Person(
            880,
            906,
            380,
            -1,
            top=ink.PINE_MID,
            hem=0.3,
            flare=1.25,
            legs=ink.SLATE,
            head=Head(S[2], hijab=ink.ROSE, look=0.7),
            hands=((-0.1, 0.44), (0.2, 0.6)),
        ),
        Person(
            960,
            912,
            210,
            -1,
            top=ink.WHEAT,
            legs=ink.BRICK,
            head=Head(S[2], H[0], "short", look=0.6, size=1.28),
            hands=((0.1, 0.46), (-0.18, 0.62)),
        ),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(tree(art, 1440, 910, 520, "#7da350"))
