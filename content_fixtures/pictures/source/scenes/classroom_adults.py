"""An evening class learns English together."""

from .. import palette as ink
from ..books import bookcase, open_book
from ..faces import Head
from ..furniture import seat, seated, table
from ..land import (
    shadow,
)
from ..paths import rect, rounded
from ..people import Person, person
from ..rooms import (
    beam,
    house_plant,
    room,
    view,
)
from ..svg import Art, fill, form, line
from ..things import mug, words
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """An evening class learns English together."""
    art.add(room(art, "#e6dfc0", "#b5895c", 720))
    art.add(
        form(fill(rect(130, 150, 640, 330), "#7a4f34"), fill(rect(146, 166, 608, 298), ink.PINE), size="s"),
        words("What do you need", 450, 250, 46, ink.CREAM),
        words("from the market?", 450, 310, 46, ink.CREAM),
        line("M230 360h440M230 400h320", ink.SAGE, 6),
    )
    art.add(
        view(art, 1150, 130, 330, 360, bars=(2, 2)),
        beam(art, 1160, 140, 320, 760, 440),
        bookcase(art, 860, 722, 230, 330, 3),
        house_plant(art, 970, 382, 74, ink.TERRACOTTA),
    )
    tutor = Person(
        250,
        800,
        470,
        1,
        top=ink.DAMSON,
        legs=ink.SLATE_DARK,
        head=Head(S[4], H[4], "short", glasses=True, beard=H[4], look=0.7),
        collar=ink.CREAM,
        hands=((-0.1, 0.45), (0.26, 0.82)),
    )
    art.add(shadow(art, 250, 802, 200), person(art, tutor))
    learners = (
        seated(
            620,
            880,
            430,
            -1,
            top=ink.WHEAT,
            legs=ink.PINE,
            head=Head(S[0], H[5], "bob", look=0.6),
            hands=((0.18, 0.5), (0.2, 0.49)),
        ),
        seated(
            860,
            880,
            430,
            -1,
            top=ink.FERN,
            legs=ink.DAMSON,
            hem=0.08,
            head=Head(S[2], hijab=ink.ROSE, look=0.7),
            hands=((0.18, 0.5), (0.2, 0.49)),
        ),
        seated(
            1110,
            880,
            440,
            -1,
            top=ink.TERRACOTTA,
            legs=ink.SLATE,
            head=Head(S[2], H[0], "short", look=0.7),
            hands=((0.18, 0.5), (0.2, 0.49)),
        ),
    )
    for p in learners:
        art.add(seat(p, ink.PLUM), person(art, p))
    for x in (440, 690, 940):
        art.add(
            table(art, x, 890, 220, 190), form(fill(rounded(x + 40, 684, 90, 9, 3), ink.CREAM), size="xs")
        )
    art.add(mug(460, 682, 24, ink.BRICK), mug(712, 682, 24, ink.PINE))
    art.add(
        wheelchair_user(
            art,
            Person(
                1370,
                930,
                430,
                -1,
                top=ink.PLUM,
                legs=ink.SLATE_DARK,
                head=Head(S[3], H[0], "afro", look=0.7),
                hands=((0.22, 0.53), (0.26, 0.53)),
            ),
        ),
        open_book(1264, 700, 44, ink.FERN),
    )
