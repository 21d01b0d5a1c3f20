"""Collection morning in a Marlford terrace."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    shadow,
    sky,
    sun,
)
from ..lorries import refuse_lorry
from ..paths import rect
from ..people import Person, person
from ..plants import hedge
from ..street import carriageway, front_wall, pavement, terrace
from ..svg import Art, fill
from ..things import food_caddy, lamp, wheelie_bin

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Collection morning in a Marlford terrace."""
    art.add(sky(art, "#8dbcb4", "#f3ead0", 330), sun(art, 1480, 120, 44))
    art.add(fill(rect(0, 560, 1600, 140), "#a58a6a"), terrace(art, -70, 640, 345, 410, 5))
    for x in range(-70, 1500, 345):
        flip = ((x + 70) // 345) % 2
        art.add(front_wall(art, x + (112 if flip else 0) + 10, 690, 210, 74))
        art.add(
            hedge(
                art,
                [(x + (112 if flip else 0) + 24, 624), (x + (112 if flip else 0) + 214, 624)],
                40,
                "#4b8a56",
            )
        )
    art.add(
        fill(
            rect(0, 640, 1600, 52), ink.darker(ink.STONE, 0.2), style="mix-blend-mode:multiply", opacity=0.35
        )
    )
    art.add(carriageway(art, 806, 1000, dashes=934), pavement(art, 690, 96))
    art.add(lamp(art, 474, 716, 470))
    art.add(refuse_lorry(art, -130, 890, 760))
    for x, body, lid in (
        (1010, "#3b4348", "#2d3338"),
        (1124, "#2f6f86", "#265a6d"),
        (1238, "#80543a", "#6a432e"),
    ):
        art.add(wheelie_bin(art, x, 782, 208, body, lid))
    art.add(food_caddy(1334, 784, 66, ink.FERN))
    lad = Person(
        832,
        858,
        420,
        1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.PINE,
        legs=ink.PINE_INK,
        head=Head(S[3], H[0], hat=ink.PINE, hat_kind="wool", look=0.8, beard=H[0]),
        lean=-0.04,
        feet=((-0.16, 0), (0.12, 0)),
        hands=((-0.22, 0.46), (-0.2, 0.45)),
    )
    art.add(shadow(art, 832, 860, 220), person(art, lad, in_front=""))
    art.add(wheelie_bin(art, 730, 864, 218, "#3b4348", "#2d3338"))
    granny = Person(
        1452,
        776,
        372,
        -1,
        top=ink.PLUM,
        hem=0.12,
        head=Head(S[0], H[5], "bun", glasses=True, look=0.6),
        hands=((0.1, 0.5), (0.2, 0.86)),
        legs=ink.SLATE_DARK,
        scarf=ink.WHEAT,
    )
    art.add(shadow(art, 1452, 778, 170), person(art, granny))
