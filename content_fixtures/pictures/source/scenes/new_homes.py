"""New council homes, a family with their keys."""

from .. import palette as ink
from ..buildings import window
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    sun,
    valley,
)
from ..paths import ellipse, poly, rect
from ..people import Person, person
from ..plants import bush, hedge, tree
from ..street import carriageway, pavement
from ..svg import Art, fill, form, line, stipple
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """New council homes, a family with their keys."""
    art.add(
        sky(art, "#78b4ae", "#f1e8ca", 520),
        sun(art, 1450, 150, 46),
        cloud(art, 260, 150, 320),
        cloud(art, 1000, 110, 230, ink.CREAM, 0.85),
    )
    valley(art, 410)
    art.add(ground(art, 620, "#86b463", deep=ink.PINE), hedge(art, [(-20, 660), (1640, 660)], 50, "#4f8a5e"))
    for index, (wall, door) in enumerate(
        ((ink.TERRACOTTA, ink.PINE), (ink.MARL, ink.DAMSON), ("#b9644a", ink.WHEAT), (ink.CLAY, ink.FERN))
    ):
        x = 40 + index * 385
        front = poly(((x, 740), (x, 450), (x + 165, 300), (x + 330, 450), (x + 330, 740)))
        roof = poly(((x - 22, 462), (x + 165, 280), (x + 352, 462), (x + 330, 462), (x + 165, 306), (x, 462)))
        art.add(
            fill(front, wall),
            stipple(fill(front, art.fade(ink.DAMSON_INK, 0.5, (0, 0.8, 0.8, 0.2)))),
            form(fill(roof, "#4f5a60"), size="s"),
        )

        for wx in (x + 40, x + 210):
            art.add(window(wx, 470, 82, 92, "#3f5f68"))
        art.add(
            window(x + 40, 610, 110, 92, "#3f5f68" if index % 2 else ink.WHEAT),
            fill(ellipse(x + 165, 400, 26, 26), ink.CREAM),
            fill(ellipse(x + 165, 400, 19, 19), "#3f5f68"),
        )
        art.add(
            fill(rect(x + 214, 598, 84, 142), ink.CREAM),
            form(fill(rect(x + 222, 606, 68, 134), door), size="s"),
            fill(rect(x + 244, 622, 24, 44), "#bfe0da"),
            fill(rect(x + 204, 586, 104, 14), "#4f5a60"),
            bush(art, x + 70, 752, 120, "#4f8f55", (ink.WHEAT, ink.ROSE, ink.LILAC, ink.CREAM)[index]),
        )
        art.add(fill(poly(((x + 218, 740), (x + 296, 740), (x + 316, 800), (x + 206, 800))), ink.SAND))
    art.add(pavement(art, 792, 90), carriageway(art, 900, 1000))
    for x in (24, 792, 1560):
        art.add(tree(art, x, 800, 230, "#7da350"))
    folk = [
        Person(
            560,
            866,
            370,
            1,
            top=ink.PINE_MID,
            legs=ink.SLATE_DARK,
            head=Head(S[4], H[0], "short", beard=H[0], look=0.6),
            hands=((-0.1, 0.44), (0.2, 0.7)),
        ),
        Person(
            680,
            870,
            356,
            -1,
            top=ink.WHEAT,
            hem=0.14,
            flare=1.15,
            legs=ink.DAMSON,
            head=Head(S[3], H[0], "afro", look=0.6),
            hands=((0.1, 0.44), (-0.14, 0.4)),
        ),
        Person(
            770,
            874,
            210,
            -1,
            top=ink.TERRACOTTA,
            legs=ink.SLATE,
            head=Head(S[3], H[0], "curls", look=0.6, size=1.28),
            hands=((-0.1, 0.45), (0.2, 0.72)),
        ),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(
        line(ellipse(638, 600, 11, 11) + "M638 611v26m0 -10h9m-9 9h9", ink.WHEAT, 5),
        *(
            form(
                fill(rect(x, y - s, s * 1.2, s), tone),
                fill(rect(x + s * 0.5, y - s, s * 0.18, s), ink.CLAY),
                size="s",
            )
            for x, y, s, tone in (
                (1010, 872, 92, "#c99a5f"),
                (1130, 876, 70, "#b98a54"),
                (1030, 782, 64, "#dcb67e"),
            )
        ),
    )
    art.add(
        wheelchair_user(
            art,
            Person(
                1310,
                880,
                366,
                -1,
                top=ink.PLUM,
                legs=ink.PINE,
                head=Head(S[0], H[5], "bob", glasses=True, look=0.6),
                hands=((0.2, 0.62), (0.26, 0.72)),
            ),
        )
    )
