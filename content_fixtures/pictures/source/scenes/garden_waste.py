"""An autumn tidy in the garden, the brown bin open."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    sun,
    tufts,
)
from ..paths import ellipse, rect, rounded, smooth
from ..people import Person, person
from ..plants import bush, tree, tree_crown
from ..svg import Art, fill, form, group, line
from ..things import wheelie_bin
from ..town import row

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """An autumn tidy in the garden, the brown bin open."""

    art.add(
        sky(art, "#7fb6b0", "#f0e6c8", 460),
        sun(art, 1440, 150, 44),
        cloud(art, 980, 140, 260),
        row(art, -60, 1660, 470, 150, 0.35, 30),
    )
    fence = "".join(rounded(x, 420, 62, 260, 8) for x in range(-10, 1600, 66))
    art.add(
        fill(rect(0, 440, 1600, 240), "#6b4a34"),
        form(fill(fence, "#b98a5c"), size="xs"),
        fill(rect(0, 470, 1600, 14) + rect(0, 610, 1600, 14), "#8a5f3c", opacity=0.6),
    )
    art.add(ground(art, 660, "#84b25e", deep=ink.PINE))
    for x, size, bloom in (
        (60, 260, ink.ROSE),
        (300, 210, ink.WHEAT),
        (1180, 230, ink.LILAC),
        (1400, 290, ink.TERRACOTTA),
        (1580, 240, ink.CREAM),
    ):
        art.add(bush(art, x, 706, size, "#4f8f55", bloom))
    art.add(tree(art, 210, 730, 560, "#c98a3c"))
    art.add(tufts(art, 0, 1600, 720, 990, "#a9cc70", 170, 26))
    for _ in range(190):
        x, y = art.random.gauss(560, 210), art.random.uniform(740, 960)
        art.add(fill(ellipse(x, y, 9, 4.5), art.random.choice(("#d99a3c", "#c9772f", "#e8c25c", "#a8542e"))))
    art.add(
        shadow(art, 600, 874, 300, 40),
        *(
            tree_crown(art, x, y, r, tone)
            for x, y, r, tone in (
                (560, 850, 72, "#b9702f"),
                (640, 854, 66, "#d99a3c"),
                (600, 824, 58, "#e3b04a"),
            )
        ),
    )
    art.add(wheelie_bin(art, 1060, 880, 300, "#80543a", "#6a432e"))
    lid = form(
        fill(
            smooth(((972, 610), (958, 600), (960, 440), (976, 432), (990, 446), (990, 612)), tension=0.5),
            "#6a432e",
        ),
        size="s",
    )
    art.add(
        lid,
        tree_crown(art, 1060, 596, 70, "#8aa84e"),
        tree_crown(art, 1100, 580, 50, "#d99a3c"),
        line("M1020 600l-30 -90M1090 590l36 -84M1060 580l4 -100", "#7a4f34", 6),
    )
    raker = Person(
        800,
        900,
        420,
        -1,
        top=ink.PLUM,
        legs="#4a6572",
        shoes=ink.PINE,
        head=Head(S[0], H[5], "bun", glasses=True, look=0.7),
        lean=0.07,
        hip=0.5,
        hands=((0.3, 0.42), (0.14, 0.56)),
        feet=((-0.12, 0), (0.12, 0)),
    )
    rake = group(line("M764 628L636 872", "#b98a54", 8), line("M606 866l62 16", ink.SLATE_DARK, 9))
    art.add(shadow(art, 800, 902, 200), person(art, raker, between_arms=rake))
    kid = Person(
        1290,
        912,
        270,
        -1,
        top=ink.WHEAT,
        legs=ink.PINE,
        shoes=ink.BRICK,
        head=Head(S[3], H[0], "curls", look=0.7, size=1.26),
        hands=((0.26, 0.6), (0.28, 0.58)),
        feet=((-0.12, 0), (0.12, 0)),
    )
    art.add(
        shadow(art, 1290, 914, 150), person(art, kid, between_arms=tree_crown(art, 1206, 752, 40, "#c9772f"))
    )
