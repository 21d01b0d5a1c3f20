"""The Marl over its banks; wardens with sandbags at the cottages."""

from .. import palette as ink
from ..buildings import cottage
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    valley,
    water,
)
from ..paths import ellipse, poly, rect, rounded, smooth
from ..people import Person, person
from ..plants import hedge, tree
from ..svg import Art, fill, form, line, stipple
from ..things import words

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """The Marl over its banks; wardens with sandbags at the cottages."""
    random = art.random
    art.add(sky(art, "#5c7480", "#b9c3bb", 560, "#d9d0b4"))
    for x, y, w in ((240, 190, 560), (820, 140, 640), (1380, 230, 560), (560, 290, 460)):
        art.add(cloud(art, x, y, w, "#c2c6c4", 0.85))
    valley(art, 430)
    art.add(
        fill(
            rect(0, 330, 1600, 300),
            art.gradient(((0, "#5c7480", 0), (0.5, "#5c7480", 0.3), (1, "#5c7480", 0.2))),
        ),
        ground(art, 600, "#7f9c6a", deep=ink.PINE),
    )
    art.add(water(art, rect(-10, 618, 1640, 400), 618, 1010, "#8a8f78", "#e3dfc8"))
    for x, tall in ((90, 190), (250, 150), (470, 170)):
        art.add(
            tree(art, x, 668, tall, "#557f58"), fill(ellipse(x, 670, tall * 0.16, 6), "#d9d8c4", opacity=0.6)
        )
    art.add(
        hedge(art, [(300, 690), (700, 684)], 26, "#557f58"),
        line("M360 742h110M372 742v-58M458 742v-58M360 702h110M360 722h110", "#6b5140", 9),
    )
    art.add(
        form(
            fill(rect(596, 664, 12, 130), "#6b5140"),
            fill(poly(((540, 664), (602, 612), (664, 664), (602, 716))), ink.WHEAT),
            size="xs",
        ),
        words("FLOOD", 602, 672, 27, ink.DAMSON_INK),
    )
    bank = smooth(
        ((720, 760), (900, 700), (1150, 676), (1640, 668), (1640, 1040), (300, 1040), (420, 940), (600, 850)),
        True,
        0.7,
    )
    art.add(form(fill(bank, "#7d9a5e"), size="l"))
    art.add(
        cottage(art, 1000, 740, 190, 270, 170, ink.CLAY, ink.BRICK),
        cottage(art, 1400, 760, 200, 200, 180, ink.MARL, "#5d6a6b"),
    )
    lane = smooth(((1640, 800), (1300, 792), (1000, 830), (760, 900), (640, 1040), (1640, 1040)), True, 0.6)
    art.add(fill(lane, "#7c7a78"), stipple(fill(lane, art.fade(ink.DAMSON_INK, 0.6, (0, 1, 0.6, 0)))))
    for level in range(3):
        for index in range(9 - level):
            bx, by = 800 + index * 66 + level * 33, 836 - level * 30 - index * 7
            art.add(
                form(
                    fill(
                        rounded(bx, by - 32, 70, 34, 15),
                        ink.turned("#d2b98a", 0, random.uniform(-0.05, 0.04)),
                    ),
                    size="s",
                )
            )
    one = Person(
        1010,
        946,
        372,
        -1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.HI_VIS,
        legs=ink.PINE,
        shoes=ink.PINE_INK,
        head=Head(S[0], H[3], "tail", look=0.7),
        lean=0.08,
        hip=0.49,
        hands=((0.24, 0.46), (0.26, 0.44)),
        feet=((-0.1, 0), (0.16, 0)),
    )
    two = Person(
        1260,
        940,
        386,
        -1,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.PINE,
        legs=ink.PINE_INK,
        head=Head(S[4], H[0], "short", beard=H[0], hat=ink.PINE, look=0.7),
        hands=((0.2, 0.46), (0.24, 0.46)),
        feet=((-0.12, 0), (0.14, 0)),
    )
    for p in (one, two):
        bag = form(
            fill(rounded(p.x - p.height * 0.36, p.y - p.height * 0.5, 84, 40, 16), "#b58f58"), size="s"
        )
        art.add(shadow(art, p.x, p.y + 2, 190), person(art, p, between_arms=bag))
    neighbour = Person(
        1450,
        910,
        360,
        -1,
        top=ink.PLUM,
        hem=0.12,
        legs=ink.SLATE_DARK,
        shoes=ink.PINE,
        head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.6),
        hands=((0.1, 0.5), (0.18, 0.52)),
    )
    art.add(
        shadow(art, 1450, 912, 170),
        person(art, neighbour, between_arms=form(fill(rounded(1376, 716, 56, 30, 8), ink.WHEAT), size="xs")),
    )
    rain = "".join(
        f"M{x:.0f} {y:.0f}l-9 36"
        for x, y in ((random.uniform(0, 1640), random.uniform(-20, 960)) for _ in range(150))
    )
    art.add(line(rain, "#e6ecea", 2, opacity=0.4))
