"""Taxis wait outside Marlford station in the evening."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    shadow,
    sky,
    sun,
)
from ..paths import arch, ellipse, poly, rect, rounded
from ..people import Person, person
from ..street import bricks, carriageway, pavement
from ..svg import Art, fill, form, line, stipple
from ..things import lamp, words
from ..town import row
from ..vehicles import car, emblem

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Taxis wait outside Marlford station in the evening."""
    art.add(sky(art, "#5d7f98", "#f0c79a", 640, "#f6dba0"), sun(art, 1430, 380, 60))
    art.add(
        row(art, -60, 560, 600, 150, 0.35, 20, air="#e0b08a"),
        row(art, 1130, 1660, 620, 150, 0.3, 10, air="#e0b08a"),
        fill(rect(0, 596, 1600, 60), "#8a7a62"),
    )
    hall = rect(300, 300, 860, 340)
    art.add(
        fill(hall, "#c98a62"),
        bricks(art, hall, 300, 300, 860, 340, "#c98a62", 140),
        stipple(fill(hall, art.fade(ink.DAMSON_INK, 0.55, (0, 0.7, 0.8, 0.2)))),
    )
    art.add(
        form(fill(poly(((270, 306), (350, 200), (1110, 200), (1190, 306))), "#4f5a60"), size="l"),
        fill(rect(270, 300, 920, 16), ink.CREAM),
    )
    art.add(
        form(fill(poly(((630, 306), (730, 170), (830, 306))), "#d9a078"), size="m"),
        fill(ellipse(730, 252, 38, 38), ink.CREAM),
        line("M730 252v-24M730 252l16 8", ink.DAMSON_INK, 5),
        line(ellipse(730, 252, 38, 38), ink.PINE, 6),
    )
    for x in (350, 480, 890, 1020):
        art.add(
            fill(arch(x - 8, 372, 106, 190), ink.CREAM),
            fill(arch(x, 380, 90, 174), ink.WHEAT),
            line(f"M{x + 45} 380v174M{x} 466h90", ink.CREAM, 6),
        )
    art.add(
        fill(arch(640, 380, 180, 260), ink.DAMSON_INK),
        fill(arch(648, 388, 164, 252), art.glow(ink.WHEAT, 0.95)),
        form(fill(rounded(560, 324, 340, 46, 8), ink.PINE), size="s"),
        words("Marlford Station", 730, 358, 32, ink.CREAM),
    )
    art.add(pavement(art, 640, 100, "#b09a86"), carriageway(art, 765, 1000, dashes=930, paint="#565468"))
    for x in (60, 1290):
        art.add(lamp(art, x, 730, 420, 0.6))
    folk = [
        Person(
            440,
            742,
            300,
            1,
            top=ink.FERN,
            hem=0.12,
            legs=ink.SLATE_DARK,
            head=Head(S[3], H[0], "long", look=0.6),
            hands=((-0.1, 0.44), (0.14, 0.42)),
            feet=((-0.1, 0), (0.12, 0)),
        ),
        Person(
            960,
            742,
            306,
            -1,
            top=ink.WHEAT,
            legs=ink.PINE,
            head=Head(S[0], H[5], "short", hat=ink.SLATE_DARK, hat_kind="cap", beard=H[5], look=0.6),
            hands=((0.1, 0.46), (0.16, 0.5)),
        ),
    ]
    art.add(
        *(shadow(art, p.x, p.y, 130) for p in folk),
        *(person(art, p) for p in folk),
        form(fill(rounded(470, 660, 44, 76, 8), ink.BRICK), size="xs"),
        line("M484 660v-30h16v30", ink.SLATE_DARK, 5),
    )
    driver = Person(
        1180,
        744,
        306,
        -1,
        top=ink.SLATE,
        collar=ink.CREAM,
        legs=ink.PINE_INK,
        head=Head(S[2], H[0], turban=ink.WHEAT, beard=H[4], look=0.6),
        hands=((0.16, 0.5), (0.24, 0.62)),
    )
    art.add(shadow(art, 1180, 744, 130), person(art, driver))
    for x, paint in ((30, ink.DAMSON), (500, "#23262e"), (970, ink.DAMSON)):
        art.add(
            car(art, x, 880, 420, paint),
            form(fill(rounded(x + 128, 706, 104, 30, 8), ink.WHEAT), size="xs"),
            words("TAXI", x + 180, 729, 24, ink.DAMSON_INK),
            emblem(x + 224, 812, 34),
        )
