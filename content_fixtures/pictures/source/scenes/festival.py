"""The summer festival in the park at nightfall."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
)
from ..landmarks import church
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..plants import tree
from ..square import confetti
from ..svg import Art, fill, form, line
from ..town import row
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """The summer festival in the park at nightfall."""
    random = art.random
    art.add(
        sky(art, "#2c3f6b", "#c07f8c", 600, "#f6c987"),
        cloud(art, 300, 250, 420, "#d99a9a", 0.5),
        cloud(art, 1240, 190, 360, "#c58a98", 0.5),
    )
    art.add(
        row(art, -60, 1660, 606, 130, 0.5, air="#6a4f80", lit=0.4),
        church(art, 210, 610, 380, 0.5, "#5d4676"),
        ground(art, 600, "#4f7a62", deep=ink.DAMSON_INK),
    )
    for x, tall in ((60, 420), (1530, 460)):
        art.add(tree(art, x, 720, tall, "#3d6f5c"))
    art.add(
        form(
            fill(poly(((520, 350), (800, 190), (1080, 350), (1080, 386), (520, 386))), ink.DAMSON), size="l"
        ),
        fill(rect(560, 384, 480, 266), "#3a1f46"),
        fill(rect(560, 384, 480, 266), art.glow(ink.WHEAT, 0.95)),
        form(fill(rect(560, 384, 22, 270) + rect(1018, 384, 22, 270), ink.PLUM), size="s"),
    )
    art.add(
        *(
            fill(
                poly(((520 + i * 70, 386), (590 + i * 70, 386), (555 + i * 70, 424))),
                (ink.WHEAT, ink.CREAM)[i % 2],
            )
            for i in range(8)
        ),
        form(fill(rect(530, 648, 540, 60), "#6b4630"), size="s"),
    )
    band = (
        Person(
            680,
            650,
            220,
            1,
            top=ink.BRICK,
            legs=ink.PINE_INK,
            head=Head(S[4], H[0], "afro", look=0.4),
            hands=((0.14, 0.56), (0.18, 0.6)),
        ),
        Person(
            800,
            654,
            226,
            1,
            top=ink.CREAM,
            hem=0.24,
            flare=1.3,
            legs=ink.DAMSON_INK,
            head=Head(S[0], H[3], "long", look=0.2),
            hands=((-0.18, 0.86), (0.1, 0.72)),
        ),
        Person(
            920,
            650,
            222,
            -1,
            top=ink.FERN,
            legs=ink.SLATE_DARK,
            head=Head(S[2], H[0], turban=ink.WHEAT, beard=H[0], look=0.4),
            hands=((0.16, 0.54), (0.2, 0.6)),
        ),
    )
    for p in band:
        art.add(person(art, p))
    art.add(
        line("M690 540L770 500", "#8a5a3a", 8),
        form(fill(ellipse(692, 548, 26, 20), ink.OCHRE), size="xs"),
        line("M822 650V500", ink.SLATE_DARK, 5),
        fill(ellipse(822, 496, 8, 10), ink.DAMSON_INK),
        form(fill(rounded(868, 560, 66, 40, 10), ink.BRICK), size="xs"),
    )
    for y0, sag in ((230, 150), (170, 120)):
        for left, right in ((-40, 560), (1040, 1640)):
            art.add(
                line(f"M{left} {y0}Q{(left + right) / 2} {y0 + sag * 2} {right} {y0 + 60}", ink.DAMSON_INK, 3)
            )
            for i in range(11):
                t = (i + 0.5) / 11
                x, y = (
                    left + (right - left) * t,
                    (1 - t) ** 2 * y0 + 2 * t * (1 - t) * (y0 + sag * 2) + t * t * (y0 + 60),
                )
                art.add(
                    fill(ellipse(x, y + 9, 30, 30), art.glow(ink.WHEAT, 0.7)),
                    fill(ellipse(x, y + 9, 8, 10), random.choice((ink.WHEAT_PALE, ink.WHEAT, ink.ROSE))),
                )
    crowd = []
    for depth, (level, size) in enumerate(((760, 240), (850, 290))):
        for i in range(9):
            x = 90 + i * 178 + depth * 80 + random.uniform(-24, 24)
            if 620 < x < 980 and depth == 0:
                continue
            tone = random.choice(
                (ink.TERRACOTTA, ink.WHEAT, ink.PLUM, ink.FERN, ink.BRICK, ink.SAGE, ink.ROSE)
            )
            face = Head(
                random.choice(S),
                random.choice(H),
                random.choice(("short", "bob", "bun", "curls", "tail", "afro")),
                back=True,
                hijab=random.choice((None, None, None, ink.LILAC, ink.OCHRE)),
            )
            arms = random.choice(
                (((-0.2, 0.95), (0.2, 0.98)), ((-0.13, 0.44), (0.14, 0.45)), ((-0.13, 0.44), (0.2, 0.98)))
            )
            crowd.append(
                Person(
                    x,
                    level + random.uniform(-12, 12),
                    size,
                    random.choice((1, -1)),
                    top=tone,
                    legs=random.choice((ink.PINE_INK, ink.SLATE_DARK, ink.DAMSON)),
                    head=face,
                    hands=arms,
                )
            )
    for p in sorted(crowd, key=lambda each: each.y):
        art.add(shadow(art, p.x, p.y, p.height * 0.5), person(art, p))
    art.add(
        wheelchair_user(
            art,
            Person(
                430,
                956,
                360,
                1,
                top=ink.WHEAT,
                legs=ink.PINE,
                head=Head(S[3], H[0], "bun", look=0.5),
                hands=((-0.16, 0.9), (0.24, 0.9)),
            ),
        )
    )
    pair = [
        Person(
            1130,
            960,
            360,
            -1,
            top=ink.CREAM,
            hem=0.2,
            flare=1.3,
            legs=ink.DAMSON,
            head=Head(S[2], hijab=ink.TERRACOTTA, look=0.6),
            hands=((0.14, 0.5), (0.2, 0.52)),
        ),
        Person(
            1230,
            966,
            230,
            -1,
            top=ink.SAGE,
            legs=ink.PINE_INK,
            head=Head(S[2], H[0], "short", look=0.6, size=1.28),
            hands=((-0.2, 0.9), (0.24, 0.92)),
        ),
    ]
    art.add(
        *(shadow(art, p.x, p.y, p.height * 0.5) for p in pair),
        *(person(art, p) for p in pair),
        confetti(art, 0, 1600, 120, 620, 90),
    )
