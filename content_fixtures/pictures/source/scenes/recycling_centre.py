"""People bring what they no longer need to the recycling centre."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    hill,
    hill_line,
    mist,
    shadow,
    sky,
    sun,
)
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..plants import bush, hedge, tree
from ..street import carriageway
from ..svg import Art, fill, form, group, line
from ..things import cone, words
from ..vehicles import car
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def _contents(art: Art, x: float, name: str) -> str:
    """What sticks out of a container."""
    random = art.random
    if name == "Wood":
        return group(
            *(
                form(
                    fill(rect(0, -150, 24, 150), random.choice(("#b98a54", "#9a6a42", "#d0a870"))), size="xs"
                ).replace(
                    "<g ",
                    f'<g transform="translate({x + 50 + i * 46} 560) rotate({random.randint(-32, 32)})" ',
                    1,
                )
                for i in range(6)
            )
        )
    if name == "Metal":
        wheels = "".join(ellipse(x + 96 + i * 86, 520, 46, 46) for i in range(3))
        return group(
            line(wheels, ink.SLATE_DARK, 9),
            form(fill(rounded(x + 220, 440, 90, 110, 8), ink.SILVER), size="s"),
            line(f"M{x + 60} 540l70 -90l60 90", ink.STEEL, 10),
        )
    if name == "Garden":
        return group(
            *(
                bush(art, x + 60 + i * 76, 560, 130, ("#6da350", "#8aa84e", "#4f8a55")[i % 3])
                for i in range(4)
            )
        )
    return group(
        *(
            form(
                fill(
                    rect(x + 40 + i * 70, 476 - (i % 2) * 26, 84, 90),
                    ("#c99a5f", "#dcb67e", "#b98a54")[i % 3],
                ),
                size="s",
            )
            for i in range(4)
        )
    )


def draw(art: Art) -> None:
    """People bring what they no longer need to the recycling centre."""
    art.add(
        sky(art, "#79b3ae", "#efe9cf", 480),
        sun(art, 1460, 150, 44),
        cloud(art, 330, 150, 320),
        cloud(art, 1100, 190, 240, ink.CREAM, 0.85),
    )
    far = hill_line(art, 440, 36, 6)
    art.add(
        hill(art, far, "#a3c7b3", shade=ink.MAUVE, floor=700),
        mist(art, 500, 80),
        hedge(art, [(-20, 560), (1640, 552)], 90, "#4f8a5e"),
    )
    for x, tall in ((120, 260), (560, 210), (1500, 300)):
        art.add(tree(art, x, 560, tall, "#64975a"))
    art.add(ground(art, 548, "#c2b492", deep=ink.DAMSON))
    names = (("Wood", ink.BRICK), ("Metal", ink.SLATE), ("Garden", ink.FERN), ("Card", ink.OCHRE))
    for index, (name, paint) in enumerate(names):
        x = 20 + index * 400
        art.add(fill(ellipse(x + 150, 742, 215, 18), ink.DAMSON_INK, opacity=0.4))
        art.add(_contents(art, x, name))
        box = poly(((x, 540), (x + 350, 540), (x + 330, 740), (x + 20, 740)))
        art.add(
            form(
                fill(box, paint),
                *(fill(rect(x + 30 + i * 62, 556, 12, 180), ink.darker(paint, 0.24)) for i in range(5)),
                fill(rect(x - 8, 530, 366, 20), ink.lighter(paint, 0.12)),
                size="l",
            )
        )
        art.add(
            form(fill(rounded(x + 92, 572, 166, 62, 8), ink.CREAM), size="xs"),
            words(name, x + 175, 616, 38, ink.PINE_INK),
        )
    art.add(fill(rect(0, 770, 1600, 10), ink.WHEAT), carriageway(art, 780, 1000, paint="#8d8a8c"))
    art.add(car(art, 60, 900, 430, "#3d7f8a"))
    folk = [
        Person(
            724,
            866,
            372,
            1,
            top=ink.PLUM,
            legs=ink.SLATE_DARK,
            head=Head(S[0], H[3], "tail", look=0.7),
            hands=((0.24, 0.5), (0.26, 0.5)),
            feet=((-0.12, 0), (0.12, 0)),
        ),
        Person(
            1146,
            862,
            366,
            1,
            top=ink.DAMSON,
            hem=0.28,
            flare=1.25,
            legs=ink.SLATE,
            head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.7),
            hands=((0.22, 0.5), (0.24, 0.49)),
        ),
        Person(
            1530,
            884,
            384,
            -1,
            top=ink.HI_VIS,
            vest=ink.HI_VIS,
            sleeves=ink.PINE,
            legs=ink.PINE_INK,
            head=Head(S[4], H[0], "short", hat=ink.PINE, hat_kind="cap", beard=H[0], look=0.6),
            hands=((-0.1, 0.45), (0.14, 0.45)),
        ),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, 180))
    carton = group(
        form(
            fill(rect(776, 626, 110, 84), "#c99a5f"),
            fill(poly(((776, 626), (800, 602), (910, 602), (886, 626))), "#e0b87e"),
            fill(poly(((886, 626), (910, 602), (910, 686), (886, 710))), "#a5774a"),
            size="s",
        ),
        fill(rect(822, 626, 18, 84), ink.CLAY, opacity=0.7),
    )
    leaves = group(
        form(fill(poly(((1194, 630), (1278, 622), (1288, 740), (1202, 748))), "#4f7d4f"), size="s"),
        bush(art, 1236, 650, 96, "#6da350", ink.WHEAT),
    )
    art.add(
        person(art, folk[0], between_arms=carton),
        person(art, folk[1], between_arms=leaves),
        person(art, folk[2]),
    )
    art.add(
        wheelchair_user(
            art,
            Person(
                970,
                950,
                380,
                1,
                top=ink.TERRACOTTA,
                legs=ink.PINE,
                head=Head(S[1], H[4], "short", glasses=True, look=0.6),
                hands=((0.22, 0.44), (0.24, 0.43)),
            ),
        )
    )
    art.add(
        form(
            *(
                fill(rounded(1028 + i * 24, 746 - (i % 2) * 16, 20, 54, 7), tone)
                for i, tone in enumerate((ink.FERN, "#7fb6b0", ink.OCHRE))
            ),
            fill(rect(1018, 784, 92, 34), "#b98a54"),
            size="xs",
        ),
        cone(1350, 940, 96),
    )
