"""Beech trees in autumn, a family on the path."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    ground,
    mist,
    shadow,
    sky,
)
from ..paths import ellipse, rect, smooth, taper
from ..people import Person, person
from ..plants import hedge, tree_crown
from ..svg import Art, fill, form, stipple
from ..things import dog

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Beech trees in autumn, a family on the path."""
    random = art.random
    art.add(sky(art, "#9fc4a4", "#f3e6ba", 700))
    art.add(fill(ellipse(1120, 330, 620, 480), art.glow("#fff3cf", 0.95)))
    leaves = ("#d99a3c", "#c9772f", "#e3b852", "#b9893f", "#a8a04a")
    for depth, (haze, base, wide) in enumerate(((0.66, 610, 16), (0.44, 650, 26), (0.2, 700, 40))):
        bark = ink.mix("#5b3f4a", "#f3e6ba", haze)
        for x in range(-40, 1660, (84, 130, 236)[depth]):
            at = x + random.uniform(-30, 30)
            if depth == 2 and 560 < at < 1060:
                continue
            art.add(
                form(
                    fill(
                        taper(
                            (at, base + random.uniform(-6, 16)),
                            (at + random.uniform(-30, 30), -20),
                            wide,
                            wide * 0.62,
                        ),
                        bark,
                    ),
                    size="s" if depth else "xs",
                )
            )
        for _ in range((40, 30, 18)[depth]):
            x, y = random.uniform(-40, 1640), random.uniform(-30, (360, 260, 150)[depth])
            if depth == 2 and 500 < x < 1150:
                continue
            tone = ink.mix(random.choice(leaves), "#f3e6ba", haze)
            r = random.uniform(60, 110) * (0.7 + depth * 0.28)
            art.add(tree_crown(art, x, y, r, tone))
        art.add(
            hedge(
                art,
                [(-30, base + 24), (1640, base + 18)],
                34 + depth * 12,
                ink.mix("#a88a44", "#f3e6ba", haze),
            ),
            mist(art, base - 10, 170, "#f7ebc8", 0.56 - depth * 0.16),
        )
    art.add(ground(art, 690, "#c08a44", deep="#4a2a34"))
    way = smooth(
        (
            (880, 690),
            (820, 716),
            (690, 770),
            (560, 860),
            (380, 1020),
            (1080, 1020),
            (1040, 860),
            (960, 770),
            (930, 716),
            (930, 690),
        ),
        True,
        0.8,
    )
    art.add(
        form(fill(way, "#e6cf9b"), size="l"), stipple(fill(way, art.fade("#6b3a2a", 0.5, (0, 0.6, 0.9, 0.3))))
    )
    for _ in range(560):
        y = 696 + 300 * random.random()
        x, r = random.uniform(0, 1600), 2 + (y - 640) / 50
        art.add(
            fill(
                ellipse(x, y, r * 1.5, r * 0.7),
                random.choice(("#e3a544", "#d07c34", "#a8542e", "#f0c766", "#8a4a34")),
            )
        )
    for x, wide in ((96, 74), (1490, 84)):
        art.add(
            form(
                fill(
                    smooth(
                        (
                            (x - wide * 2, 960),
                            (x - wide, 820),
                            (x - wide * 0.8, -30),
                            (x + wide * 0.8, -30),
                            (x + wide, 820),
                            (x + wide * 2.1, 970),
                        ),
                        tension=0.5,
                    ),
                    "#4b3038",
                ),
                size="xl",
            )
        )
        art.add(stipple(fill(rect(x, 0, wide * 0.8, 900), art.fade("#d99a5c", 0.42, (1, 0, 0, 0)))))
    for x, y, r in (
        (60, 40, 150),
        (230, 10, 130),
        (1420, 30, 160),
        (1560, 90, 150),
        (1290, 0, 110),
        (0, 170, 120),
    ):
        art.add(tree_crown(art, x, y, r, random.choice(("#c9772f", "#d99a3c"))))
    one = Person(
        770,
        850,
        320,
        1,
        top=ink.PINE_MID,
        hem=0.1,
        legs=ink.SLATE_DARK,
        head=Head(S[2], H[0], "long", hat=ink.BRICK, look=0.5),
        feet=((-0.1, 0), (0.12, 0)),
        hands=((-0.1, 0.45), (0.16, 0.4)),
    )
    kid = Person(
        868,
        858,
        190,
        -1,
        top=ink.WHEAT,
        legs=ink.DAMSON,
        head=Head(S[3], H[0], "afro", look=0.5, size=1.28),
        feet=((-0.12, 0), (0.12, 0)),
        hands=((-0.16, 0.6), (0.16, 0.64)),
    )
    two = Person(
        950,
        842,
        334,
        -1,
        top=ink.DAMSON,
        legs=ink.PINE_INK,
        head=Head(S[4], H[0], "short", beard=H[0], look=0.5),
        feet=((-0.1, 0), (0.12, 0)),
        hands=((-0.1, 0.45), (0.18, 0.38)),
        scarf=ink.WHEAT,
    )
    for p in (one, two, kid):
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.5), person(art, p))
    art.add(dog(640, 884, 80, "#e3d5bd", 1))
