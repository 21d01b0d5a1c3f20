"""Marlford Library: somebody reads to a child, others look along the shelves."""

from .. import palette as ink
from ..books import bookcase, books, open_book
from ..faces import Head
from ..land import (
    shadow,
)
from ..paths import ellipse, rect
from ..people import Person, person
from ..rooms import (
    armchair,
    beam,
    pendant,
    pool,
    room,
    rug,
    view,
)
from ..svg import Art, fill, form, group, line
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Marlford Library: somebody reads to a child, others look along the shelves."""
    art.add(room(art, "#e9dcbb", "#b98a5a", 720))
    art.add(view(art, 1020, 120, 250, 430, round_=True), view(art, 1330, 120, 250, 430, round_=True))
    art.add(
        bookcase(art, 20, 716, 300, 600, 6),
        bookcase(art, 340, 716, 300, 600, 6),
        bookcase(art, 660, 716, 300, 600, 6),
    )
    art.add(bookcase(art, 1010, 716, 580, 138, 1))
    art.add(fill(rect(0, 0, 1600, 46), "#cdb98c"), fill(rect(0, 46, 1600, 10), "#a88f62"))
    art.add(pendant(art, 480, 150, 62), pendant(art, 812, 120, 62), pendant(art, 160, 120, 62))
    art.add(beam(art, 1040, 160, 220, 760, 420), beam(art, 1350, 160, 220, 800, 420))
    art.add(pool(art, 780, 880, 190, 50), pool(art, 1130, 900, 190, 50))
    browser = Person(
        190,
        790,
        450,
        1,
        top=ink.TERRACOTTA,
        legs=ink.SLATE_DARK,
        collar=ink.CREAM,
        head=Head(S[2], H[4], turban=ink.PINE_MID, beard=H[4], look=0.8),
        hands=((0.24, 0.8), (0.14, 0.5)),
    )
    art.add(
        shadow(art, 190, 792, 190),
        person(art, browser, between_arms=form(fill(rect(232, 540, 46, 62), ink.DAMSON), size="xs")),
    )
    chair = Person(
        520,
        850,
        430,
        1,
        top=ink.WHEAT,
        legs=ink.PINE,
        head=Head(S[4], H[0], "locs", look=0.7),
        hands=((0.2, 0.56), (0.22, 0.55)),
    )
    art.add(wheelchair_user(art, chair), open_book(622, 616, 42, ink.FERN))
    keeper = Person(
        1480,
        800,
        440,
        -1,
        top=ink.FERN,
        legs=ink.DAMSON,
        hem=0.05,
        head=Head(S[0], H[5], "bob", glasses=True, look=0.7),
        hands=((0.2, 0.47), (0.24, 0.5)),
    )
    trolley = group(
        *(form(fill(rect(1270, y, 150, 12), "#8a5a3a"), size="xs") for y in (640, 740)),
        line("M1276 620V800M1414 600V800", ink.SLATE_DARK, 8),
        books(art, 1282, 640, 126, 62, (ink.BRICK, ink.PINE_MID, ink.OCHRE, ink.DAMSON)),
        books(art, 1282, 740, 126, 62, (ink.FERN, ink.PLUM, ink.CLAY, ink.SLATE)),
        *(fill(ellipse(x, 806, 11, 11), ink.DAMSON_INK) for x in (1276, 1414)),
    )
    art.add(shadow(art, 1480, 802, 180), trolley, person(art, keeper))
    art.add(rug(art, 1130, 908, 620, 130, ink.DAMSON, ink.OCHRE))
    back, front = armchair(art, 1180, 896, 290, ink.PINE_MID, -1)
    reader = Person(
        1190,
        900,
        430,
        -1,
        top=ink.PLUM,
        legs=ink.SLATE_DARK,
        hip=0.33,
        seated=True,
        hem=0.12,
        flare=1.2,
        feet=((0.25, 0), (0.3, 0)),
        hands=((0.22, 0.5), (0.2, 0.47)),
        head=Head(S[2], hijab=ink.WHEAT, look=0.7),
        nod=(0.012, 0.006),
    )
    child = Person(
        1010,
        906,
        300,
        1,
        top=ink.WHEAT,
        legs=ink.TERRACOTTA,
        head=Head(S[2], H[0], "tail", look=0.8, size=1.25),
        hands=((0.2, 0.55), (0.24, 0.52)),
    )
    art.add(
        back,
        person(art, reader),
        front,
        shadow(art, 1010, 908, 130),
        person(art, child),
        open_book(1090, 700, 46, ink.TERRACOTTA),
    )
