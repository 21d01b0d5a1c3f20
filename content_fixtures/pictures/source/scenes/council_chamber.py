"""Councillors meet in the chamber; residents look on."""

from .. import palette as ink
from ..faces import Head
from ..furniture import desk, seated
from ..paths import arch, ellipse, poly, rect, rounded
from ..people import Person, person
from ..rooms import (
    beam,
    room,
    view,
)
from ..svg import Art, fill, form, group, line
from ..vehicles import emblem
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Councillors meet in the chamber; residents look on."""
    art.add(room(art, "#a8744c", "#5b2a4a", 700, False))
    for x in range(0, 1600, 200):
        art.add(
            form(fill(rect(x + 14, 150, 172, 520), "#9a6640"), size="s"),
            form(fill(rect(x + 34, 172, 132, 476), "#a8744c"), size="xs"),
        )
    art.add(fill(rect(0, 0, 1600, 110), ink.CLAY), fill(rect(0, 104, 1600, 18), "#7a4f34"))
    for x in (150, 1270):
        art.add(view(art, x, 170, 190, 380, round_=True, town=False))
    art.add(
        form(fill(poly(((720, 200), (880, 200), (880, 330), (800, 400), (720, 330))), ink.PINE), size="m"),
        fill(poly(((734, 214), (866, 214), (866, 324), (800, 380), (734, 324))), ink.PINE_MID),
        fill(poly(((734, 290), (866, 260), (866, 324), (800, 380), (734, 324))), ink.FERN),
    )

    art.add(emblem(800, 290, 84), beam(art, 1280, 190, 190, 700, 420))
    chair = Person(
        800,
        800,
        420,
        1,
        top=ink.DAMSON,
        collar=ink.CREAM,
        legs=ink.DAMSON_INK,
        head=Head(S[3], H[4], "curls", glasses=True, look=0.2),
        hands=((-0.14, 0.5), (0.14, 0.5)),
    )
    chain = line("M772 468Q800 580 828 468", ink.WHEAT, 9)
    art.add(
        form(fill(arch(706, 372, 188, 330), "#5c3523"), size="m"),
        person(
            art, chair, between_arms=group(chain, form(fill(ellipse(800, 530, 17, 17), ink.WHEAT), size="xs"))
        ),
        desk(art, 640, 812, 320, 202, "#7a4a30"),
    )
    rows = (
        (
            270,
            830,
            400,
            1,
            dict(top=ink.PINE_MID, collar=ink.CREAM, head=Head(S[0], H[5], "short", look=0.8)),
        ),
        (130, 830, 390, 1, dict(top=ink.OCHRE, head=Head(S[2], hijab=ink.CREAM, look=0.8))),
        (410, 830, 400, 1, dict(top=ink.PLUM, head=Head(S[4], H[0], "bun", look=0.8))),
        (
            1176,
            830,
            400,
            -1,
            dict(
                top=ink.SLATE,
                collar=ink.WHEAT_PALE,
                head=Head(S[2], H[0], turban=ink.PINE, beard=H[0], look=0.8),
            ),
        ),
        (1320, 830, 390, -1, dict(top=ink.TERRACOTTA, head=Head(S[0], H[3], "bob", look=0.8))),
        (
            1466,
            830,
            400,
            -1,
            dict(top=ink.FERN, collar=ink.CREAM, head=Head(S[1], H[4], "bald", beard=H[4], look=0.8)),
        ),
    )
    for x, y, height, way, wear in rows:
        art.add(
            person(
                art, seated(x, y, height, way, legs=ink.DAMSON_INK, hands=((0.16, 0.5), (0.2, 0.5)), **wear)
            )
        )
    for x in (66, 1000):
        art.add(desk(art, x, 880, 546, 210, "#7a4a30"))
        for i in range(3):
            art.add(
                form(fill(rounded(x + 70 + i * 150, 640, 74, 10, 2), ink.CREAM), size="xs"),
                line(f"M{x + 160 + i * 150} 652v-34l8 -8", ink.DAMSON_INK, 4),
            )
    art.add(
        wheelchair_user(
            art,
            Person(
                700,
                960,
                400,
                1,
                top=ink.WHEAT,
                legs=ink.PINE,
                head=Head(S[1], H[1], "tail", look=0.6),
                hands=((0.18, 0.56), (0.26, 0.62)),
            ),
        )
    )
