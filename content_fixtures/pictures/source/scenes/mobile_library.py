"""The mobile library on a village green."""

from .. import palette as ink
from ..books import bookcase, open_book
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
from ..landmarks import church
from ..paths import ellipse, rect, rounded, smooth
from ..people import Person, person
from ..plants import hedge, tree
from ..svg import Art, fill, form, stipple
from ..things import dog, words
from ..town import row
from ..vehicles import glass, wheel
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """The mobile library on a village green."""
    art.add(
        sky(art, "#76b3ad", "#f0e8cc", 520),
        sun(art, 1450, 150, 46),
        cloud(art, 280, 150, 320),
        cloud(art, 1000, 110, 230, ink.CREAM, 0.85),
    )
    valley(art, 410)
    art.add(
        row(art, -40, 480, 630, 120, 0.2, 6),
        church(art, 1250, 640, 420, 0.2),
        row(art, 1010, 1640, 640, 120, 0.18),
        ground(art, 628, "#86b663", deep=ink.PINE),
        hedge(art, [(-20, 664), (1640, 664)], 40, "#4f8a5e"),
        tree(art, 110, 730, 420, "#5f9a55"),
    )
    lane = smooth(
        ((-40, 800), (400, 790), (1000, 800), (1640, 786), (1640, 870), (1000, 884), (400, 876), (-40, 884)),
        True,
        0.6,
    )
    art.add(fill(lane, ink.SAND), stipple(fill(lane, art.fade(ink.RUST, 0.5, (0, 1, 0.3, 0)))))
    x, y, w, h = 260, 850, 760, 370
    body = rounded(x, y - h, w, h - 46, 24)
    art.add(
        fill(ellipse(x + w * 0.46, y + 2, w * 0.54, 16), ink.DAMSON_INK, opacity=0.45),
        form(fill(body, ink.CREAM), size="l"),
    )
    wave = f"M{x} {y - 60}C{x + 220} {y - 180} {x + 480} {y - 60} {x + w} {y - 190}V{y - 46}H{x}z"
    art.add(
        art.inside(body, fill(wave, ink.DAMSON), fill(rect(x, y - h, w, 26), ink.DAMSON)),
        words("Marlshire Mobile Library", x + 440, y - 286, 40, ink.DAMSON),
    )
    art.add(
        fill(rect(x + 60, y - 256, 330, 124), "#3a2430"),
        fill(rect(x + 60, y - 256, 330, 124), art.glow(ink.WHEAT, 0.7)),
        bookcase(art, x + 70, y - 134, 310, 108, 2),
        form(fill(rect(x + 50, y - 130, 350, 14), ink.PINE), size="xs"),
    )
    art.add(
        glass(art, rounded(x + w - 170, y - 270, 150, 118, 12)),
        fill(rounded(x + 440, y - 262, 110, 212, 8), ink.PINE_INK),
        fill(rounded(x + 448, y - 254, 94, 204, 6), art.glow(ink.WHEAT, 0.95)),
    )
    art.add(
        form(fill(rect(x + 430, y - 50, 130, 16) + rect(x + 420, y - 22, 150, 16), ink.STEEL), size="xs"),
        wheel(x + 150, y, 52),
        wheel(x + 640, y, 52),
        fill(rounded(x + w - 22, y - 110, 26, 22, 6), ink.WHEAT_PALE),
    )
    keeper = Person(
        x + 490,
        y - 50,
        196,
        1,
        top=ink.FERN,
        legs=ink.SLATE_DARK,
        head=Head(S[3], H[0], "bun", glasses=True, look=0.4),
        hands=((-0.1, 0.46), (0.2, 0.64)),
    )
    art.add(art.inside(rounded(x + 448, y - 254, 94, 204, 6), person(art, keeper)))
    art.add(
        wheelchair_user(
            art,
            Person(
                1160,
                930,
                400,
                -1,
                top=ink.TERRACOTTA,
                legs=ink.SLATE_DARK,
                head=Head(S[0], H[5], "bob", glasses=True, look=0.7),
                hands=((0.2, 0.5), (0.24, 0.5)),
            ),
        ),
        open_book(1070, 730, 40, ink.PINE_MID),
    )
    folk = [
        (
            Person(
                420,
                930,
                380,
                1,
                top=ink.OCHRE,
                hem=0.3,
                flare=1.25,
                legs=ink.SLATE,
                head=Head(S[2], hijab=ink.PLUM, look=0.6),
                hands=((-0.1, 0.44), (0.2, 0.5)),
            ),
            ink.BRICK,
        ),
        (
            Person(
                540,
                936,
                230,
                1,
                top=ink.WHEAT,
                legs="#4a6572",
                head=Head(S[2], H[0], "curls", look=0.6, size=1.28),
                hands=((0.16, 0.54), (0.2, 0.53)),
            ),
            ink.FERN,
        ),
        (
            Person(
                1390,
                934,
                390,
                -1,
                top=ink.PINE_MID,
                legs=ink.PINE_INK,
                head=Head(S[1], H[4], "short", beard=H[4], hat=ink.SLATE_DARK, hat_kind="cap", look=0.6),
                hands=((0.14, 0.5), (0.2, 0.52)),
            ),
            ink.DAMSON,
        ),
    ]
    for p, tone in folk:
        hold = p.at(*p.hands[1])
        art.add(
            shadow(art, p.x, p.y + 2, p.height * 0.48),
            person(
                art, p, between_arms=form(fill(rect(hold[0] - 20, hold[1] - 46, 36, 52), tone), size="xs")
            ),
        )
    art.add(tufts(art, 0, 1600, 900, 1000, "#b3cf78", 130, 26), dog(1520, 946, 78, "#d9a566", -1))
