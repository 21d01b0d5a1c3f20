"""Two walkers and a dog on the ridge path above the Marl."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    birds,
    cloud,
    field,
    hill,
    shadow,
    sky,
    streak,
    sun,
    tufts,
    valley,
    water,
)
from ..landmarks import church
from ..paths import rounded, smooth
from ..people import Person, person
from ..plants import hedge, meadow, tree
from ..svg import Art, fill, form, line, stipple
from ..things import dog, fingerpost
from ..town import row

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Two walkers and a dog on the ridge path above the Marl."""
    art.add(
        sky(art, "#73b0ac", "#ece9d0", 520),
        sun(art, 1290, 210, 50),
        cloud(art, 300, 180, 340),
        cloud(art, 830, 120, 210, ink.CREAM, 0.8),
        streak(art, 1180, 350, 460, ink.CREAM, 0.45),
    )
    valley(art, 430)
    for left, top, paint in (
        (60, 590, "#d9c877"),
        (330, 606, "#a8c48a"),
        (1240, 590, "#e3bf6c"),
        (980, 612, "#b9ca84"),
    ):
        art.add(
            field(
                art,
                ((left, top), (left + 190, top - 8), (left + 270, top + 62), (left - 20, top + 70)),
                paint,
                12,
            ),
            hedge(art, [(left - 24, top + 74), (left + 274, top + 64)], 17, "#4f8463"),
        )
    bend = smooth(
        (
            (-40, 700),
            (240, 676),
            (470, 660),
            (640, 640),
            (700, 620),
            (760, 628),
            (700, 650),
            (560, 690),
            (300, 730),
            (-40, 770),
        ),
        True,
        0.8,
    )
    art.add(
        water(art, bend, 616, 772, "#69a7a2"),
        row(art, 480, 720, 634, 46, 0.3, 6),
        church(art, 640, 636, 120, 0.25),
    )
    near = [(-60, 830), (180, 772), (460, 770), (760, 742), (1060, 668), (1330, 640), (1660, 690)]
    art.add(hill(art, near, "#74a85c", shade=ink.PINE))
    path = smooth(
        (
            (1310, 640),
            (1270, 690),
            (1120, 730),
            (960, 780),
            (860, 850),
            (700, 930),
            (520, 1020),
            (900, 1020),
            (1010, 930),
            (1080, 850),
            (1160, 780),
            (1270, 730),
            (1330, 690),
            (1336, 642),
        ),
        True,
        0.9,
    )
    art.add(
        form(fill(path, "#e0c893"), size="m"),
        stipple(fill(path, art.fade(ink.RUST, 0.5, (0, 0.5, 0.9, 0.4)))),
    )
    art.add(tree(art, 1475, 706, 330, "#5b9455"), hedge(art, [(1350, 690), (1640, 716)], 54, "#4b8a55"))
    art.add(
        tufts(art, -20, 640, 800, 1000, "#9cc26a", 190, 30),
        tufts(art, 1120, 1640, 730, 1000, "#9cc26a", 170, 30),
    )
    art.add(
        meadow(art, -20, 560, 850, 1010, (ink.WHEAT, ink.CREAM, ink.LILAC, ink.PLUM), 60),
        meadow(art, 1180, 1640, 820, 1010, (ink.WHEAT, ink.CREAM, ink.TERRACOTTA), 50),
    )
    art.add(fingerpost(1240, 850, 330, ("Marlford 3", "The Ridge")))
    one = Person(
        850,
        900,
        380,
        1,
        top=ink.TERRACOTTA,
        legs=ink.PINE_INK,
        shoes="#6b4630",
        head=Head(S[4], H[0], "short", hat=ink.WHEAT, look=0.7),
        feet=((-0.12, 0), (0.14, 0)),
        lean=0.02,
        hands=((-0.12, 0.46), (0.2, 0.5)),
    )
    two = Person(
        980,
        880,
        366,
        1,
        top=ink.PLUM,
        legs=ink.SLATE_DARK,
        shoes="#6b4630",
        head=Head(S[0], H[5], "bob", glasses=True, look=0.6),
        feet=((-0.1, 0), (0.13, 0)),
        hands=((-0.12, 0.46), (0.2, 0.52)),
    )
    for p, bag in ((two, ink.FERN), (one, ink.OCHRE)):
        pack = form(
            fill(
                rounded(p.x - p.height * 0.2, p.y - p.height * 0.82, p.height * 0.17, p.height * 0.3, 18), bag
            ),
            fill(
                rounded(p.x - p.height * 0.2, p.y - p.height * 0.66, p.height * 0.13, p.height * 0.12, 8),
                ink.darker(bag, 0.2),
            ),
            size="s",
        )
        stick = line(
            f"M{p.x + p.height * 0.2:.0f} {p.y - p.height * 0.53:.0f}L{p.x + p.height * 0.26:.0f} {p.y}",
            "#7a4f34",
            6,
        )
        art.add(shadow(art, p.x, p.y + 2, 180), pack, person(art, p, between_arms=stick))
    art.add(dog(1090, 906, 92, "#c08a52"), birds(art, 560, 290, 6, 10, ink.SLATE_DARK))
