"""A summer afternoon in the garden of a care home."""

from .. import palette as ink
from ..buildings import window
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    sun,
    tufts,
    valley,
)
from ..paths import poly, rect, rounded, smooth
from ..people import Person, person
from ..plants import bush, hedge, tree
from ..svg import Art, fill, form, group, line, stipple
from ..things import bench, words
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A summer afternoon in the garden of a care home."""
    art.add(
        sky(art, "#76b3ad", "#f0e8cc", 520),
        sun(art, 1450, 140, 46),
        cloud(art, 260, 140, 310),
        cloud(art, 1050, 110, 230, ink.CREAM, 0.85),
    )
    valley(art, 420)
    art.add(ground(art, 600, "#86b663", deep=ink.PINE), hedge(art, [(-20, 640), (1640, 640)], 50, "#4f8a5e"))
    house = rect(330, 330, 920, 340)
    art.add(
        fill(house, ink.CLAY),
        stipple(fill(house, art.fade(ink.DAMSON, 0.5, (0, 0.7, 0.8, 0.2)))),
        form(fill(poly(((290, 340), (390, 200), (1190, 200), (1290, 340))), ink.BRICK), size="l"),
        fill(rect(300, 334, 980, 14), ink.CREAM),
    )

    for i in range(6):
        x = 370 + i * 146
        art.add(
            window(x, 376, 96, 106, "#41606a"),
            window(x, 536, 96, 112, ink.WHEAT if i in (1, 4) else "#41606a") if i not in (2, 3) else "",
        )
    art.add(
        form(
            fill(rect(640, 506, 300, 18), ink.PINE),
            *(fill(rect(x, 520, 14, 150), ink.PINE) for x in (650, 916)),
            size="xs",
        ),
        fill(rect(690, 536, 200, 134), ink.CREAM),
        fill(rect(700, 546, 86, 124) + rect(794, 546, 86, 124), "#5d8a8c"),
        form(fill(rounded(540, 284, 500, 40, 8), ink.CREAM), size="xs"),
        words("Larkfield House", 790, 314, 30, ink.PINE),
    )
    for x, bloom in (
        (330, ink.ROSE),
        (470, ink.WHEAT),
        (600, ink.LILAC),
        (1000, ink.TERRACOTTA),
        (1120, ink.CREAM),
        (1250, ink.ROSE),
    ):
        art.add(bush(art, x, 690, 140, "#4f8f55", bloom))
    art.add(tree(art, 150, 730, 500, "#5f9a55"), tree(art, 1470, 720, 420, "#79a352"))
    path = smooth(
        (
            (700, 672),
            (890, 672),
            (930, 740),
            (1120, 830),
            (1500, 900),
            (1640, 1020),
            (300, 1020),
            (520, 860),
            (660, 760),
        ),
        True,
        0.8,
    )
    art.add(form(fill(path, "#e0cb9c"), size="l"), tufts(art, 0, 460, 740, 980, "#b3cf78", 70, 24))
    art.add(bench(330, 880, 330))
    for x, tone, face, way in (
        (376, ink.PLUM, Head(S[0], H[5], "curls", glasses=True, look=0.5), 1),
        (540, ink.SLATE, Head(S[4], H[5], "short", hat=ink.BRICK, hat_kind="cap", beard=H[5], look=0.5), 1),
    ):
        art.add(
            person(
                art,
                Person(
                    x,
                    900,
                    390,
                    way,
                    top=tone,
                    legs=ink.SLATE_DARK,
                    hip=0.33,
                    seated=True,
                    feet=((0.16, 0), (0.22, 0)),
                    hands=((0.16, 0.44), (0.2, 0.43)),
                    head=face,
                ),
            )
        )
    nurse = Person(
        870,
        920,
        420,
        1,
        top=ink.PINE_MID,
        legs=ink.PINE_INK,
        shoes=ink.CREAM,
        short_sleeves=True,
        head=Head(S[2], hijab=ink.CREAM, look=0.6),
        hands=((0.14, 0.54), (0.2, 0.57)),
    )
    art.add(
        shadow(art, 870, 922, 190),
        person(art, nurse),
        wheelchair_user(
            art,
            Person(
                1030,
                930,
                420,
                1,
                top=ink.ROSE,
                legs=ink.PLUM,
                head=Head(S[0], H[5], "bun", look=0.6),
                hands=((0.22, 0.44), (0.25, 0.43)),
            ),
        ),
        form(
            fill(
                smooth(
                    ((1010, 776), (1080, 764), (1150, 772), (1160, 850), (1090, 846), (1020, 830)),
                    tension=0.7,
                ),
                ink.DAMSON,
            ),
            size="s",
        ),
    )
    visitor = Person(
        1330,
        916,
        290,
        -1,
        top=ink.WHEAT,
        legs=ink.TERRACOTTA,
        head=Head(S[0], H[3], "tail", look=0.6, size=1.26),
        hands=((0.2, 0.6), (0.26, 0.62)),
    )
    art.add(
        shadow(art, 1330, 918, 140),
        person(
            art,
            visitor,
            between_arms=group(
                line("M1252 752v40", ink.FERN, 6), bush(art, 1254, 766, 76, "#7fb05e", ink.TERRACOTTA)
            ),
        ),
    )
