"""Reading an old map in the record office."""

from .. import palette as ink
from ..books import open_book
from ..faces import Head
from ..furniture import seat, seated, table
from ..land import (
    shadow,
)
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, near_arm, person
from ..rooms import (
    pendant,
    room,
)
from ..svg import Art, fill, form, line, stipple
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Reading an old map in the record office."""
    art.add(room(art, "#d9c9a2", "#8f6444", 720))
    for i in range(4):
        x = 40 + i * 390
        art.add(fill(rect(x, 120, 350, 600), "#4a3028"))
        for shelf in range(5):
            y = 230 + shelf * 118
            for k in range(6):
                tone = art.random.choice(
                    ("#b98a54", "#8a5a3a", ink.PINE_MID, ink.DAMSON, "#c9a36a", ink.BRICK)
                )
                tall = art.random.choice((70, 80, 88))
                art.add(
                    form(fill(rounded(x + 16 + k * 54, y - tall, 48, tall, 4), tone), size="xs"),
                    fill(rect(x + 24 + k * 54, y - tall * 0.66, 32, 22), ink.CREAM),
                )
            art.add(fill(rect(x, y, 350, 12), "#8a5a3a"))
        art.add(
            stipple(fill(rect(x, 120, 350, 600), art.fade(ink.DAMSON_INK, 0.6, (0, 0.7, 0.9, 0.2)))),
            form(
                fill(
                    rect(x - 8, 104, 366, 22) + rect(x - 4, 120, 12, 600) + rect(x + 342, 120, 12, 600),
                    "#8a5a3a",
                ),
                size="xs",
            ),
        )
    art.add(
        pendant(art, 800, 210, 90, ink.PINE),
        fill(ellipse(800, 640, 620, 330), art.glow(ink.WHEAT_PALE, 0.42)),
    )
    keeper = Person(
        1090,
        800,
        470,
        -1,
        top=ink.PINE,
        collar=ink.CREAM,
        legs=ink.SLATE_DARK,
        head=Head(S[0], H[3], "bob", glasses=True, look=0.7),
        hands=((0.2, 0.48), (0.26, 0.47)),
    )
    reader = seated(
        420,
        920,
        480,
        1,
        top=ink.TERRACOTTA,
        legs=ink.SLATE,
        head=Head(S[4], H[5], "short", beard=H[5], glasses=True, look=0.7),
        lean=0.03,
        hands=((0.26, 0.49), (0.3, 0.49)),
        nod=(0.012, 0.008),
    )
    art.add(
        shadow(art, 1090, 802, 190),
        person(art, keeper),
        seat(reader, ink.DAMSON),
        person(art, reader),
        table(art, 500, 926, 660, 230),
    )
    sheet = poly(((580, 690), (1080, 690), (1050, 640), (616, 640)))
    art.add(
        form(fill(sheet, "#efe0b5"), size="xs"),
        art.inside(
            sheet,
            line("M580 672Q700 640 800 668T1080 650", ink.SKY_BLUE, 10),
            line("M640 640L720 690M860 640L820 690M960 640L1000 690M600 656H1060", "#a8793f", 3),
            *(fill(rect(900 + i * 18, 652 + (i % 2) * 8, 12, 8), ink.BRICK) for i in range(5)),
            fill(ellipse(700, 672, 30, 9), ink.SAGE),
        ),
    )
    art.add(
        near_arm(reader),
        form(fill(poly(((1088, 690), (1130, 690), (1124, 660), (1094, 660))), ink.OCHRE), size="xs"),
    )
    girl = Person(
        1330,
        930,
        430,
        1,
        top=ink.PLUM,
        legs=ink.PINE,
        head=Head(S[2], hijab=ink.WHEAT, look=0.6),
        hands=((0.16, 0.54), (0.2, 0.52)),
    )
    art.add(
        wheelchair_user(art, girl.but(x=1370, way=-1, hands=((0.2, 0.52), (0.24, 0.53)))),
        open_book(1266, 704, 46, ink.BRICK),
    )
