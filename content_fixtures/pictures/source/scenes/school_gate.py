"""The end of the day at a primary school's gate."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    shadow,
    sky,
    sun,
)
from ..paths import arch, ellipse, poly, rect, rounded
from ..people import Person, person
from ..plants import hedge, tree
from ..street import bricks, carriageway, front_wall, pavement, railings
from ..svg import Art, fill, form, group, line, stipple
from ..things import words
from ..town import row

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """The end of the day at a primary school's gate."""
    art.add(
        sky(art, "#7fb6b0", "#f0ead0", 430),
        sun(art, 1480, 140, 44),
        cloud(art, 270, 150, 300),
        cloud(art, 1230, 210, 220, ink.CREAM, 0.85),
    )
    wall = ink.BRICK
    main = rect(330, 330, 800, 340)
    art.add(
        fill(main, wall),
        bricks(art, main, 330, 330, 800, 340, wall, 160),
        stipple(fill(main, art.fade(ink.DAMSON_INK, 0.5, (0, 0.7, 0.8, 0.2)))),
    )
    art.add(
        form(fill(poly(((300, 336), (390, 190), (1070, 190), (1160, 336))), "#5f6b70"), size="l"),
        fill(rect(300, 330, 860, 14), ink.CREAM),
    )
    for gx in (380, 800):
        gable = poly(((gx, 670), (gx, 320), (gx + 140, 150), (gx + 280, 320), (gx + 280, 670)))
        art.add(
            fill(gable, ink.lighter(wall, 0.1)),
            bricks(art, gable, gx, 150, 280, 520, wall, 90),
            stipple(fill(gable, art.fade(ink.DAMSON_INK, 0.5, (0, 0.8, 0.7, 0.3)))),
        )
        art.add(line(f"M{gx - 14} 330L{gx + 140} 146L{gx + 294} 330", ink.CREAM, 15))
        for wx in (gx + 34, gx + 158):
            art.add(
                fill(arch(wx - 8, 352, 104, 200), ink.CLAY),
                fill(arch(wx, 360, 88, 184), "#40585f"),
                line(f"M{wx + 44} 360v184M{wx} 430h88M{wx} 488h88", ink.CREAM, 6),
            )
        art.add(form(fill(ellipse(gx + 140, 262, 34, 34), ink.CLAY), size="s"))
    art.add(
        fill(ellipse(520, 262, 25, 25), ink.CREAM),
        line("M520 262V244M520 262l13 8", ink.DAMSON_INK, 4),
        fill(ellipse(940, 262, 24, 24), ink.PINE),
    )
    art.add(
        form(
            fill(rect(708, 96, 54, 96), ink.CLAY),
            fill(poly(((692, 100), (735, 40), (778, 100))), ink.PINE),
            size="s",
        ),
        fill(arch(720, 112, 30, 60), ink.DAMSON_INK),
        fill(poly(((727, 146), (743, 146), (747, 166), (723, 166))), ink.WHEAT),
    )
    art.parts.insert(
        4,
        fill(rect(0, 424, 1600, 250), "#a9c795")
        + row(art, -80, 330, 470, 90, 0.5, 10)
        + row(art, 1120, 1660, 466, 90, 0.5, 10)
        + hedge(art, [(-20, 520), (1640, 520)], 60, "#6fa06a")
        + fill(rect(0, 510, 1600, 170), "#7dab66"),
    )
    art.add(tree(art, 180, 690, 470, "#5f9a55"), tree(art, 1330, 690, 420, "#79a352"))
    art.add(ground(art, 664, "#cdbb95", deep=ink.DAMSON))
    art.add(
        front_wall(art, -10, 742, 560, 54),
        railings(0, 680, 540, 96),
        front_wall(art, 960, 742, 660, 54),
        railings(970, 680, 640, 96),
    )
    for x in (552, 920):
        art.add(
            form(
                fill(rect(x, 520, 46, 226), ink.RUST),
                fill(rect(x - 8, 512, 62, 16) + rect(x - 4, 730, 54, 16), ink.CLAY),
                fill(ellipse(x + 23, 494, 22, 22), ink.CLAY),
                size="s",
            )
        )
    art.add(
        line("M598 540Q759 380 920 540", ink.PINE, 9),
        form(fill(rounded(628, 430, 262, 52, 10), ink.PINE), size="s"),
        words("Marlford Primary", 759, 466, 29, ink.CREAM),
    )
    art.add(pavement(art, 742, 100), carriageway(art, 866, 1000))
    art.add(
        fill(
            "".join(
                poly(((x, 868), (x + 62, 868), (x + 50, 1000), (x - 22, 1000))) for x in range(620, 1010, 112)
            ),
            ink.MARL,
            opacity=0.9,
        )
    )
    folk = [
        Person(
            700,
            778,
            196,
            1,
            top=ink.PINE,
            legs=ink.SLATE_DARK,
            head=Head(S[4], H[0], "curls", look=0.5, size=1.3),
            feet=((-0.12, 0), (0.13, 0)),
            hands=((-0.16, 0.5), (0.18, 0.6)),
        ),
        Person(
            790,
            774,
            186,
            -1,
            top=ink.PINE,
            legs=S[0],
            skirt=True,
            hem=0.1,
            flare=1.5,
            head=Head(S[0], H[3], "tail", look=0.5, size=1.3),
            feet=((-0.12, 0), (0.12, 0)),
            hands=((-0.14, 0.5), (0.14, 0.52)),
        ),
        Person(
            440,
            836,
            380,
            1,
            top=ink.WHEAT,
            hem=0.14,
            legs=ink.SLATE_DARK,
            head=Head(S[3], H[0], "locs", look=0.7),
            hands=((-0.1, 0.44), (0.18, 0.36)),
        ),
        Person(
            530,
            842,
            214,
            -1,
            top=ink.PINE,
            legs=ink.SLATE_DARK,
            head=Head(S[3], H[0], "afro", look=0.6, size=1.26),
            hands=((0.1, 0.44), (0.14, 0.6)),
        ),
        Person(
            1090,
            836,
            374,
            -1,
            top=ink.DAMSON,
            hem=0.32,
            flare=1.3,
            legs=ink.SLATE,
            head=Head(S[2], hijab=ink.ROSE, look=0.6),
            hands=((0.18, 0.38), (-0.08, 0.44)),
        ),
        Person(
            1000,
            842,
            216,
            1,
            top=ink.PINE,
            legs=ink.SLATE_DARK,
            head=Head(S[2], H[0], "short", look=0.6, size=1.28),
            hands=((0.1, 0.44), (0.14, 0.6)),
        ),
        Person(
            1240,
            838,
            372,
            -1,
            top=ink.SLATE,
            legs=ink.PINE_INK,
            head=Head(S[0], H[5], "short", glasses=True, look=0.7),
            collar=ink.CREAM,
            hands=((-0.1, 0.44), (0.2, 0.78)),
        ),
    ]
    for p in folk:
        bag = (
            form(
                fill(rounded(p.x - p.way * 24 - 17, p.y - p.height * 0.76, 34, 54, 13), ink.WHEAT), size="xs"
            )
            if p.height < 230
            else ""
        )
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.46), bag, person(art, p))
    keeper = Person(
        180,
        912,
        410,
        1,
        top=ink.HI_VIS_LIME,
        vest=ink.HI_VIS_LIME,
        sleeves=ink.HI_VIS_LIME,
        hem=0.2,
        legs=ink.SLATE_DARK,
        head=Head(S[1], H[5], "bob", hat=ink.PINE, hat_kind="cap", look=0.6),
        hands=((-0.14, 0.5), (0.2, 0.56)),
    )
    sign = group(
        line("M264 904V470", ink.SILVER, 9),
        form(fill(ellipse(264, 440, 66, 66), ink.WHEAT), size="s"),
        line(ellipse(264, 440, 60, 60), ink.DAMSON_INK, 5),
        words("STOP", 264, 438, 34, ink.DAMSON_INK),
        words("CHILDREN", 264, 465, 17, ink.DAMSON_INK),
    )
    art.add(shadow(art, 180, 914, 190), person(art, keeper, between_arms=sign))
