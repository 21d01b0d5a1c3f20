"""Voters come and go at a village hall."""

from .. import palette as ink
from ..buildings import window
from ..faces import Head
from ..land import (
    cloud,
    ground,
    hill,
    hill_line,
    shadow,
    sky,
    sun,
    tufts,
)
from ..paths import ellipse, poly, rect
from ..people import Person, person
from ..plants import hedge, tree
from ..street import pavement
from ..svg import Art, fill, form, group, line, stipple
from ..things import dog, words
from ..town import row
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """Voters come and go at a village hall."""
    art.add(
        sky(art, "#7ab4ae", "#f0e8cd", 560),
        sun(art, 1450, 150, 44),
        cloud(art, 260, 170, 320),
        cloud(art, 1180, 130, 220, ink.CREAM, 0.85),
    )
    far = hill_line(art, 470, 30, 6)
    art.add(
        hill(art, far, "#a3c7b3", shade=ink.MAUVE, floor=720),
        row(art, -40, 330, 600, 96, 0.3, 8),
        row(art, 1230, 1660, 600, 100, 0.3, 8),
    )
    art.add(
        ground(art, 590, "#7fae62", deep=ink.PINE),
        hedge(art, [(-20, 660), (420, 664)], 60, "#4b8a56"),
        hedge(art, [(1180, 664), (1640, 660)], 60, "#4b8a56"),
    )
    art.add(tree(art, 190, 690, 460, "#5f9a55"))
    side = rect(390, 400, 830, 300)
    art.add(fill(side, "#d9c29a"), stipple(fill(side, art.fade(ink.DAMSON, 0.5, (0, 0.7, 0.8, 0.2)))))
    roof = poly(((350, 410), (440, 220), (1170, 220), (1260, 410)))
    art.add(
        art.inside(
            roof,
            fill(roof, ink.BRICK),
            line(
                "".join(f"M300 {y}H1300" for y in range(240, 410, 20)), ink.RUST, 2, stroke_dasharray="16 4"
            ),
            stipple(fill(roof, art.fade(ink.DAMSON_INK, 0.6, (0, 0.8, 0.7, 0)))),
        )
    )
    porch = poly(((660, 700), (660, 420), (800, 270), (940, 420), (940, 700)))
    art.add(
        fill(porch, ink.lighter("#d9c29a", 0.4)),
        stipple(fill(porch, art.fade(ink.DAMSON, 0.42, (0, 0.8, 0.7, 0.2)))),
        line("M640 436L800 264L960 436", ink.PINE, 17),
    )
    art.add(
        words("Village Hall", 800, 400, 27, ink.PINE),
        fill(ellipse(800, 344, 20, 20), ink.PINE),
        fill(ellipse(800, 344, 15, 15), ink.CREAM),
        line("M800 344V333M800 344l8 4", ink.PINE, 3),
    )
    for wx in (440, 545, 985, 1095):
        art.add(fill(rect(wx - 10, 446, 100, 150), ink.CREAM), window(wx, 456, 80, 130, "#41606a"))
    art.add(
        fill(rect(716, 460, 168, 240), ink.DAMSON_INK),
        fill(rect(716, 460, 168, 240), art.glow(ink.WHEAT, 0.95)),
    )
    for x, lean in ((716, -50), (884, 50)):
        art.add(
            form(fill(poly(((x, 460), (x + lean, 474), (x + lean, 712), (x, 700))), ink.PINE_MID), size="s")
        )
    art.add(fill(rect(0, 696, 1600, 20), "#6a9a58"), pavement(art, 700, 130, ink.SAND))
    ramp = poly(((890, 760), (890, 704), (1180, 760)))
    art.add(
        form(fill(rect(690, 700, 220, 24) + rect(670, 722, 260, 24), ink.CLAY), size="xs"),
        line("M900 640V700M1010 664V726M1130 690V752M896 640L1136 692", ink.PINE, 8),
        fill(ramp, ink.STONE),
    )
    board = group(
        form(fill(poly(((442, 838), (460, 560), (640, 560), (658, 838))), ink.CREAM), size="s"),
        line("M456 600L438 846M644 600L662 846", "#7a4f34", 9),
        words("POLLING", 550, 640, 34, ink.DAMSON_INK),
        words("STATION", 550, 684, 34, ink.DAMSON_INK),
        line("M500 760h86M560 730l30 30l-30 30", ink.DAMSON_INK, 11),
    )
    art.add(fill(ellipse(540, 842, 130, 12), ink.DAMSON_INK, opacity=0.4), board)
    art.add(ground(art, 852, "#88b566", deep=ink.PINE), tufts(art, 0, 1600, 860, 1000, "#b3cf78", 150, 26))
    folk = [
        Person(
            780,
            764,
            262,
            1,
            top=ink.OCHRE,
            hem=0.14,
            legs=ink.SLATE_DARK,
            head=Head(S[3], H[0], "bun", back=True),
            feet=((-0.06, 0), (0.06, 0)),
        ),
        Person(
            930,
            850,
            350,
            -1,
            top=ink.SLATE,
            legs=ink.PINE_INK,
            head=Head(S[1], H[4], "short", beard=H[4], look=0.7),
            feet=((-0.12, 0), (0.13, 0)),
            hands=((-0.12, 0.44), (0.14, 0.46)),
            collar=ink.CREAM,
        ),
        Person(
            300,
            900,
            376,
            1,
            top=ink.DAMSON,
            hem=0.3,
            flare=1.25,
            legs=ink.SLATE,
            head=Head(S[2], hijab=ink.WHEAT, look=0.7),
            feet=((-0.1, 0), (0.12, 0)),
            hands=((-0.12, 0.44), (0.2, 0.52)),
        ),
        Person(
            394,
            906,
            376,
            1,
            top=ink.FERN,
            legs=ink.SLATE_DARK,
            head=Head(S[2], H[0], "short", beard=H[0], look=0.7),
            feet=((-0.12, 0), (0.12, 0)),
        ),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(
        wheelchair_user(
            art,
            Person(
                1180,
                880,
                372,
                -1,
                top=ink.TERRACOTTA,
                legs=ink.PINE,
                head=Head(S[4], H[4], "curls", glasses=True, look=0.6),
                hands=((0.1, 0.4), (0.0, 0.37)),
            ),
        )
    )
    art.add(dog(1370, 902, 84, "#c9a06a", -1), line("M1420 850Q1450 800 1450 720", ink.DAMSON_INK, 3))
    art.add(
        shadow(art, 1470, 904, 170),
        person(
            art,
            Person(
                1470,
                902,
                366,
                -1,
                top=ink.PLUM,
                legs=ink.SLATE,
                head=Head(S[0], H[5], "short", hat=ink.PINE, look=0.6),
                hands=((0.1, 0.48), (0.08, 0.48)),
            ),
        ),
    )
