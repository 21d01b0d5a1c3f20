"""The customer desk at County Hall."""

from .. import palette as ink
from ..faces import Head
from ..furniture import desk, screen, seat, seated
from ..land import (
    shadow,
)
from ..paths import poly, rect, rounded
from ..people import Person, person
from ..rooms import (
    beam,
    house_plant,
    pendant,
    room,
    view,
)
from ..svg import Art, fill, form
from ..things import mug, words
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """The customer desk at County Hall."""
    art.add(room(art, "#dfe3cf", "#b9a27e", 720, False))
    art.add(
        fill(rect(0, 60, 1600, 90), ink.PINE),
        words("Marlshire Council", 330, 122, 54, ink.CREAM),
        fill(rect(0, 150, 1600, 8), ink.WHEAT),
    )
    art.add(view(art, 1190, 230, 300, 340), house_plant(art, 90, 748, 170, ink.DAMSON))
    art.add(
        form(fill(rounded(240, 240, 380, 220, 10), ink.CREAM), size="s"),
        words("Next", 430, 300, 36, ink.SLATE_DARK),
        words("B 24", 430, 400, 92, ink.PINE),
    )
    art.add(
        pendant(art, 720, 250, 70, ink.DAMSON),
        pendant(art, 1010, 250, 70, ink.DAMSON),
        beam(art, 1200, 240, 290, 700, 420),
    )
    clerk = Person(
        850,
        858,
        460,
        -1,
        top=ink.PINE_MID,
        collar=ink.CREAM,
        legs=ink.SLATE_DARK,
        head=Head(S[2], hijab=ink.WHEAT, look=0.6),
        hands=((0.2, 0.5), (0.26, 0.53)),
    )
    other = Person(
        1100,
        864,
        470,
        1,
        top=ink.DAMSON,
        collar=ink.CREAM,
        legs=ink.SLATE_DARK,
        head=Head(S[1], H[2], "short", glasses=True, beard=H[2], look=0.6),
        hands=((0.2, 0.5), (0.26, 0.53)),
    )
    art.add(person(art, clerk), person(art, other), desk(art, 640, 880, 700, 240))
    art.add(
        screen(980, 628, 130),
        form(fill(rounded(700, 612, 90, 10, 3), ink.CREAM), size="xs"),
        mug(1270, 624, 30, ink.WHEAT),
    )
    visitor = Person(
        600,
        912,
        470,
        1,
        top=ink.TERRACOTTA,
        legs=ink.SLATE_DARK,
        hem=0.1,
        head=Head(S[0], H[5], "bob", look=0.8),
        hands=((0.2, 0.58), (0.28, 0.6)),
    )
    art.add(
        shadow(art, 600, 914, 200),
        person(
            art,
            visitor,
            between_arms=form(
                fill(poly(((712, 592), (780, 580), (788, 640), (720, 650))), ink.CREAM), size="xs"
            ),
        ),
    )
    art.add(
        wheelchair_user(
            art,
            Person(
                1440,
                930,
                450,
                -1,
                top=ink.OCHRE,
                legs=ink.PINE,
                head=Head(S[4], H[0], "locs", look=0.7),
                hands=((0.2, 0.52), (0.24, 0.54)),
            ),
        )
    )
    waiting = seated(
        250,
        920,
        430,
        1,
        top=ink.FERN,
        legs=ink.SLATE,
        head=Head(S[3], H[4], "short", beard=H[4], hat=ink.DAMSON, hat_kind="cap", look=0.6),
    )
    art.add(seat(waiting, ink.PLUM), person(art, waiting))
