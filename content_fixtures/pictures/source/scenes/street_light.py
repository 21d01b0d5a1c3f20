"""Lamps come on in a Marlford street at dusk."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    ground,
    shadow,
    sky,
    streak,
)
from ..landmarks import church
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..street import carriageway, pavement
from ..svg import Art, fill, form, soft
from ..things import cone, lamp
from ..town import row
from ..vehicles import bicycle, car

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Lamps come on in a Marlford street at dusk."""
    art.add(sky(art, "#2b2f56", "#a4708a", 560, "#f0b878"))
    art.add(streak(art, 380, 160, 620, "#e0a890", 0.4), streak(art, 1180, 250, 560, "#f0c8a0", 0.4))
    night = "#3d2c5c"
    art.add(
        fill(rect(0, 480, 1600, 130), "#4a3560"),
        row(art, -60, 1660, 480, 130, 0.66, 40, air="#7a5578", lit=0.3),
        church(art, 700, 580, 450, 0.6, "#553d6a"),
        row(art, -60, 1660, 596, 190, 0.52, air=night, lit=0.5),
    )
    art.add(
        ground(art, 586, "#6b5a78", deep=ink.DAMSON_INK),
        pavement(art, 590, 90, "#87748a"),
        carriageway(art, 705, 880, dashes=780, paint="#463f5c"),
        pavement(art, 874, 130, "#87748a"),
    )
    for x in (170, 1010):
        art.add(
            soft(fill(ellipse(x, 690, 260, 46), ink.WHEAT_PALE, opacity=0.5), size=12),
            lamp(art, x, 668, 420, 0.7),
        )
    art.add(
        car(art, 340, 800, 380, ink.BRICK),
        soft(
            fill(
                poly(((712, 716), (1120, 700), (1120, 800), (712, 760))),
                art.gradient(((0, ink.WHEAT_PALE, 0.8), (1, ink.WHEAT_PALE, 0)), (0, 0, 1, 0)),
            ),
            size=12,
        ),
    )
    art.add(soft(fill(ellipse(1270, 940, 330, 50), ink.WHEAT_PALE, opacity=0.62), size=12))
    worker = Person(
        1290,
        946,
        410,
        -1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.HI_VIS,
        legs=ink.HI_VIS,
        head=Head(S[3], H[0], "bun", hat=ink.CREAM, hat_kind="helmet", look=0.6),
        hands=((0.2, 0.5), (0.18, 0.54)),
    )
    art.add(
        shadow(art, 1290, 948, 190),
        person(
            art,
            worker,
            between_arms=form(
                fill(rounded(1190, 712, 64, 46, 6), ink.SLATE_DARK),
                fill(rect(1197, 718, 50, 34), "#bfe6dc"),
                size="xs",
            ),
        ),
    )
    art.add(cone(1130, 956, 92), cone(1500, 956, 92), lamp(art, 1420, 940, 640, 0.8))
    walkers = [
        Person(
            620,
            664,
            210,
            -1,
            top=ink.PLUM,
            hem=0.14,
            legs=ink.DAMSON_INK,
            head=Head(S[0], H[5], "bob", look=0.6),
            feet=((-0.12, 0), (0.12, 0)),
            scarf=ink.WHEAT,
        ),
        Person(
            680,
            668,
            222,
            -1,
            top=ink.PINE,
            hem=0.12,
            legs=ink.DAMSON_INK,
            head=Head(S[0], H[4], "short", hat=ink.SLATE_DARK, hat_kind="cap", look=0.6),
            feet=((-0.12, 0), (0.12, 0)),
        ),
    ]
    art.add(*(person(art, p) for p in walkers), bicycle(60, 960, 170, ink.FERN))
