"""A tractor on a lane between harvest fields."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    birds,
    cloud,
    field,
    ground,
    shadow,
    sky,
    sun,
    valley,
)
from ..landmarks import church
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..plants import hedge, meadow, tree
from ..svg import Art, fill, form, group, line, stipple
from ..things import dog
from ..town import row
from ..vehicles import wheel

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """A tractor on a lane between harvest fields."""
    art.add(
        sky(art, "#74b0ac", "#f1e6c4", 520),
        sun(art, 1360, 190, 52),
        cloud(art, 280, 180, 330),
        cloud(art, 860, 110, 230, ink.CREAM, 0.8),
    )
    valley(art, 420)
    art.add(row(art, 260, 520, 610, 70, 0.25, 6), church(art, 470, 612, 200, 0.25))
    art.add(ground(art, 596, "#a9bf6e", deep=ink.PINE))
    art.add(
        field(art, ((-40, 610), (700, 610), (620, 1010), (-700, 1010)), "#e5bd62", 20),
        field(art, ((930, 610), (1640, 610), (2300, 1010), (1240, 1010)), "#d9aa4c", 20),
    )
    for x, y, r in ((120, 700, 44), (330, 740, 54), (1290, 690, 44), (1470, 770, 62), (1330, 900, 84)):
        art.add(
            shadow(art, x, y, r * 2.4, 24),
            form(fill(rounded(x - r, y - r * 1.9, r * 2, r * 1.9, r * 0.9), "#d9a94e"), size="m"),
            line(
                ellipse(x, y - r * 0.95, r * 0.62, r * 0.6) + ellipse(x, y - r * 0.95, r * 0.3, r * 0.28),
                "#a8772f",
                4,
            ),
        )
    lane = poly(((760, 600), (856, 600), (1180, 1010), (520, 1010)))
    art.add(
        fill(lane, "#cfb98c"),
        stipple(fill(lane, art.fade(ink.RUST, 0.5, (0, 0.6, 0.9, 0.3)))),
        fill(poly(((800, 600), (812, 600), (890, 1010), (790, 1010))), "#94ad5e"),
    )
    for points in ([(742, 612), (470, 1010)], [(874, 612), (1216, 1010)]):
        art.add(hedge(art, points, 26, "#4d8a55", near=4.2))
    art.add(tree(art, 1080, 700, 330, "#5b9455"), tree(art, 640, 668, 210, "#5b9455"))
    x, y = 210, 850
    tractor = group(
        shadow(art, x + 110, y + 2, 340, 40),
        form(
            fill(
                poly(
                    (
                        (x - 8, y - 60),
                        (x - 4, y - 150),
                        (x + 90, y - 150),
                        (x + 90, y - 176),
                        (x + 236, y - 168),
                        (x + 250, y - 60),
                    )
                ),
                ink.BRICK,
            ),
            size="m",
        ),
        form(fill(rect(x + 200, y - 240, 12, 76), ink.SLATE_DARK), size="xs"),
        fill(
            poly(((x + 6, y - 150), (x + 16, y - 262), (x + 96, y - 262), (x + 112, y - 150))),
            "#a9cfca",
            opacity=0.85,
        ),
        art.inside(
            poly(((x + 6, y - 150), (x + 16, y - 262), (x + 96, y - 262), (x + 112, y - 150))),
            person(
                art,
                Person(
                    x + 50,
                    y - 70,
                    250,
                    1,
                    top=ink.FERN,
                    hip=0.28,
                    head=Head(S[1], H[4], "short", hat=ink.SLATE_DARK, hat_kind="cap", beard=H[4], look=0.8),
                    hands=((0.16, 0.42), (0.18, 0.42)),
                ),
            ),
        ),
        line(poly(((x + 6, y - 150), (x + 16, y - 262), (x + 96, y - 262), (x + 112, y - 150))), ink.RUST, 8),
        form(fill(rounded(x + 4, y - 276, 106, 18, 6), ink.RUST), size="xs"),
    )

    art.add(
        tractor,
        wheel(x + 40, y, 76, ink.WHEAT),
        wheel(x + 218, y, 46, ink.WHEAT),
        birds(art, 420, 300, 7, 10, ink.SLATE_DARK),
    )
    walker = Person(
        780,
        850,
        270,
        -1,
        top=ink.DAMSON,
        legs=ink.SLATE_DARK,
        shoes=ink.PINE,
        head=Head(S[0], H[3], "tail", look=0.4),
        hands=((-0.1, 0.46), (0.16, 0.46)),
        feet=((-0.1, 0), (0.12, 0)),
    )
    art.add(
        shadow(art, 780, 852, 140),
        line("M738 728Q716 790 704 806", ink.DAMSON_INK, 3),
        person(art, walker),
        dog(660, 858, 72, "#4a3a3a", -1),
    )
    art.add(meadow(art, 1270, 1640, 880, 1010, (ink.BRICK, ink.TERRACOTTA, ink.CREAM), 44))
