"""A gentle chair and standing class at the leisure centre."""

from .. import palette as ink
from ..faces import Head
from ..furniture import seat, seated
from ..land import (
    shadow,
)
from ..paths import rect
from ..people import Person, person
from ..rooms import (
    beam,
    room,
    view,
)
from ..svg import Art, fill
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A gentle chair and standing class at the leisure centre."""
    art.add(room(art, "#cfe0d2", "#d0a468", 700))
    for x in (60, 420, 780, 1140):
        art.add(view(art, x, 110, 300, 330, bars=(2, 2)))
    art.add(
        fill(rect(0, 500, 1600, 100), ink.PINE_MID),
        fill(rect(0, 500, 1600, 8), ink.WHEAT),
        beam(art, 1150, 120, 290, 800, 480),
        beam(art, 790, 120, 290, 800, 480),
    )
    up = ((-0.26, 1.0), (0.24, 1.04))
    folk = (
        Person(
            300,
            830,
            400,
            1,
            top=ink.TERRACOTTA,
            legs=ink.SLATE_DARK,
            short_sleeves=True,
            head=Head(S[0], H[5], "short", beard=H[5], look=0.5),
            shoes=ink.CREAM,
            hands=up,
        ),
        Person(
            1010,
            826,
            390,
            -1,
            top=ink.DAMSON,
            hem=0.12,
            legs=ink.SLATE_DARK,
            head=Head(S[2], hijab=ink.LILAC, look=0.5),
            shoes=ink.CREAM,
            hands=up,
        ),
        Person(
            1290,
            840,
            400,
            -1,
            top=ink.WHEAT,
            legs=ink.PINE,
            short_sleeves=True,
            head=Head(S[3], H[4], "curls", glasses=True, look=0.5),
            shoes=ink.CREAM,
            hands=up,
        ),
    )
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, 180), person(art, p))
    lead = Person(
        660,
        900,
        470,
        1,
        top=ink.FERN,
        legs=ink.PINE_INK,
        short_sleeves=True,
        head=Head(S[4], H[0], "bun", look=0.3),
        shoes=ink.WHEAT,
        feet=((-0.12, 0), (0.13, 0)),
        hands=up,
    )
    art.add(shadow(art, 660, 902, 230), person(art, lead))
    art.add(
        wheelchair_user(
            art,
            Person(
                470,
                940,
                420,
                1,
                top=ink.PLUM,
                legs=ink.SLATE,
                short_sleeves=True,
                head=Head(S[1], H[3], "tail", look=0.4),
                hands=((-0.2, 0.98), (0.26, 0.96)),
            ),
        )
    )
    chair = seated(
        1110,
        950,
        430,
        -1,
        top=ink.SAGE,
        legs=ink.DAMSON,
        head=Head(S[0], H[5], "bun", glasses=True, look=0.5),
        shoes=ink.CREAM,
        hands=((-0.2, 0.86), (0.26, 0.86)),
    )
    art.add(seat(chair, ink.BRICK), person(art, chair))
