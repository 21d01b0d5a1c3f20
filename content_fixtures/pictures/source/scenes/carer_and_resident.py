"""A care worker brings tea to a woman in her own front room."""

from .. import palette as ink
from ..books import bookcase
from ..faces import Head
from ..land import (
    shadow,
)
from ..paths import ellipse, poly, rect, rounded, smooth
from ..people import Person, near_arm, person
from ..rooms import (
    armchair,
    beam,
    cat,
    house_plant,
    picture_frame,
    pool,
    room,
    rug,
    side_table,
    view,
)
from ..svg import Art, fill, form, group, line
from ..things import mug

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A care worker brings tea to a woman in her own front room."""
    art.add(room(art, "#dfc7a6", "#a5724a", 730))
    for x in range(0, 1600, 100):
        art.add(line(f"M{x} 0V704", ink.lighter("#dfc7a6", 0.25), 20, opacity=0.35))
    art.add(view(art, 1120, 110, 340, 430, bars=(2, 2)))
    for side, x in ((-1, 1064), (1, 1420)):
        d = poly(((x, 70), (x + 100, 70), (x + 90 - side * 10, 590), (x - side * 4, 590)))
        art.add(
            form(
                fill(d, ink.PINE_MID),
                *(
                    line(f"M{x + k} 74L{x + k - side * 4} 588", ink.darker(ink.PINE_MID, 0.3), 5)
                    for k in (24, 50, 76)
                ),
                size="s",
            )
        )
    art.add(form(fill(rounded(1040, 56, 510, 16, 8), "#7a4f34"), size="xs"))
    art.add(
        picture_frame(art, 130, 150, 200, 150, 0),
        picture_frame(art, 380, 130, 120, 150, 2),
        picture_frame(art, 380, 330, 120, 90, 1),
        picture_frame(art, 190, 350, 130, 100, 2),
    )
    art.add(
        bookcase(art, 90, 722, 330, 210, 2), house_plant(art, 170, 502, 92), mug(330, 502, 34, ink.DAMSON)
    )
    art.add(house_plant(art, 1500, 770, 170, ink.PLUM))
    art.add(beam(art, 1130, 120, 320, 800, 460), pool(art, 840, 890, 260, 56))
    art.add(rug(art, 760, 890, 1020, 170, ink.BRICK, ink.CLAY))
    back, front = armchair(art, 560, 880, 380, ink.FERN, 1)
    lamp = group(
        line("M300 872V430", ink.DAMSON_INK, 9),
        fill(ellipse(300, 872, 62, 12), ink.DAMSON_INK),
        fill(ellipse(300, 420, 240, 220), art.glow(ink.WHEAT_PALE, 0.6)),
        form(fill(poly(((236, 440), (262, 330), (338, 330), (364, 440))), ink.WHEAT), size="s"),
    )
    lady = Person(
        560,
        888,
        560,
        1,
        top=ink.LILAC,
        legs=ink.SLATE,
        shoes=ink.BRICK,
        hip=0.34,
        seated=True,
        hem=0.1,
        flare=1.15,
        feet=((0.24, 0), (0.3, 0)),
        head=Head(S[0], H[5], "curls", glasses=True, look=0.7),
        hands=((0.26, 0.5), (0.3, 0.49)),
        scarf=None,
        collar=ink.CREAM,
    )
    art.add(lamp, back, person(art, lady, between_arms=mug(738, 622, 46, ink.WHEAT)), front)
    blanket = smooth(
        (
            (492, 706),
            (540, 684),
            (640, 678),
            (704, 690),
            (716, 740),
            (712, 836),
            (640, 826),
            (560, 812),
            (486, 790),
        ),
        tension=0.7,
    )
    weave = (
        "".join(f"M{480 + i * 40} 670L{500 + i * 40} 840" for i in range(7))
        + "M470 730Q600 700 730 720M470 784Q600 760 730 780"
    )
    art.add(
        form(
            fill(blanket, ink.DAMSON), art.inside(blanket, line(weave, ink.WHEAT, 5, opacity=0.65)), size="m"
        ),
        near_arm(lady),
    )
    art.add(
        side_table(800, 912, 140, 118),
        form(fill(ellipse(800, 790, 46, 9), ink.CREAM), size="xs"),
        *(fill(ellipse(x, 785, 13, 5), "#c98b4a") for x in (784, 806, 820)),
    )
    stool = form(
        fill(rounded(930, 726, 150, 40, 16), ink.OCHRE),
        fill(rect(944, 760, 14, 136) + rect(1052, 760, 14, 136), "#6b4630"),
        size="s",
    )
    carer = Person(
        992,
        902,
        560,
        -1,
        top=ink.PINE,
        legs=ink.PINE_INK,
        shoes=ink.CREAM,
        hip=0.33,
        seated=True,
        lean=0.06,
        short_sleeves=True,
        feet=((0.22, 0), (0.3, 0)),
        hands=((0.34, 0.5), (0.33, 0.475)),
        head=Head(S[4], H[0], "bun", look=0.75),
        nod=(0.02, 0.004),
        collar=ink.CREAM,
    )
    badge = group(
        line("M962 600l-4 66", ink.WHEAT, 4), form(fill(rounded(944, 664, 30, 40, 4), ink.CREAM), size="xs")
    )
    art.add(
        shadow(art, 1000, 904, 240),
        stool,
        person(art, carer, between_arms=badge + mug(812, 634, 44, ink.TERRACOTTA)),
    )
    art.add(cat(1240, 880, 96, "#d08a4a"))
