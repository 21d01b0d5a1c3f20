"""An officer looks round a café kitchen with its cook."""

from .. import palette as ink
from ..faces import Head
from ..furniture import desk
from ..land import (
    shadow,
)
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..rooms import (
    room,
    view,
)
from ..svg import Art, fill, form, line, stipple

S, H = ink.SKINS, ink.HAIRS


def draw(art: Art) -> None:
    """An officer looks round a café kitchen with its cook."""
    art.add(room(art, "#dfe8dc", "#a8876a", 730, False))
    tiles = "".join(f"M0 {y}H1600" for y in range(60, 520, 46)) + "".join(
        f"M{x} 60V520" for x in range(0, 1600, 76)
    )
    art.add(
        fill(rect(0, 60, 1600, 460), "#cfe0d6"),
        line(tiles, ink.CREAM, 4),
        stipple(fill(rect(0, 60, 1600, 460), art.fade(ink.PINE_MID, 0.42, (0, 0.4, 0.7, 0.5)))),
    )
    art.add(
        fill(rect(0, 730, 1600, 270), "#b9a58a"),
        line(
            "".join(
                f"M{800 + (x - 800) * 0.6:.0f} 738L{800 + (x - 800) * 1.7:.0f} 1000"
                for x in range(-400, 2000, 120)
            )
            + "M0 800H1600M0 892H1600",
            ink.darker("#b9a58a", 0.2),
            3,
        ),
    )
    hood = poly(((180, 60), (620, 60), (690, 260), (110, 260)))
    art.add(form(fill(hood, ink.STEEL), fill(rect(100, 256, 600, 22), ink.SILVER), size="l"))
    art.add(
        view(art, 1190, 130, 280, 260),
        form(fill(rect(820, 210, 300, 14) + rect(820, 330, 300, 14), "#8a5f3c"), size="xs"),
    )
    for i in range(5):
        art.add(
            form(
                fill(
                    rounded(836 + i * 56, 150, 44, 60, 8),
                    (ink.BRICK, ink.WHEAT, ink.FERN, ink.CLAY, ink.PLUM)[i],
                ),
                fill(rounded(834 + i * 56, 142, 48, 14, 4), ink.CREAM),
                size="xs",
            ),
            form(
                fill(
                    f"M{836 + i * 56} 296h46q0 34 -23 34t-23 -34z",
                    (ink.CREAM, ink.SAGE, ink.CREAM, ink.ROSE, ink.CREAM)[i],
                ),
                size="xs",
            ),
        )
    art.add(
        form(
            fill(rect(60, 560, 700, 200), ink.STEEL), fill(rounded(50, 540, 720, 26, 6), ink.SILVER), size="l"
        )
    )
    for x in (110, 340, 570):
        art.add(
            form(fill(rounded(x, 600, 160, 130, 10), ink.SLATE_DARK), size="s"),
            fill(rounded(x + 20, 624, 120, 60, 6), ink.OCHRE, opacity=0.75),
            line(f"M{x + 16} 612h128", ink.SILVER, 7),
        )
    for x, wide, tone in ((130, 130, ink.SLATE), (330, 150, ink.BRICK), (560, 120, ink.SLATE_DARK)):
        art.add(
            form(
                fill(rounded(x, 456, wide, 84, 12), tone),
                fill(rounded(x - 24, 470, wide + 48, 14, 7), ink.darker(tone, 0.3)),
                size="s",
            ),
            line(
                f"M{x + wide * 0.3:.0f} 440q18 -24 0 -50t0 -50M{x + wide * 0.65:.0f} 440q18 -24 0 -50t0 -50",
                ink.CREAM,
                7,
                opacity=0.55,
            ),
        )
    cook = Person(
        860,
        900,
        480,
        1,
        top=ink.CREAM,
        apron=ink.CREAM,
        collar=ink.BRICK,
        legs="#56646c",
        head=Head(S[2], H[0], turban=ink.BRICK, beard=H[0], look=0.6),
        hands=((-0.1, 0.5), (0.26, 0.62)),
    )
    officer = Person(
        1170,
        908,
        470,
        -1,
        top=ink.CREAM,
        hem=0.16,
        legs=ink.SLATE_DARK,
        collar=ink.PINE,
        head=Head(S[0], H[3], "bun", glasses=True, hat=ink.CREAM, hat_kind="cap", look=0.6),
        hands=((0.2, 0.6), (0.16, 0.62)),
    )
    board = form(
        fill(poly(((1048, 610), (1104, 594), (1118, 676), (1062, 690))), "#8a5f3c"),
        fill(poly(((1056, 618), (1100, 605), (1110, 668), (1066, 680))), ink.CREAM),
        size="xs",
    )
    art.add(
        shadow(art, 860, 902, 210),
        person(art, cook),
        shadow(art, 1170, 910, 210),
        person(art, officer, between_arms=board),
    )
    art.add(desk(art, 1300, 930, 380, 210, "#a8b4b0"))
    for x, y, r, tone in (
        (1370, 690, 25, "#c8442f"),
        (1412, 694, 21, "#c8442f"),
        (1460, 684, 28, "#7fa648"),
        (1514, 690, 25, "#e9a13a"),
        (1558, 694, 21, "#e9a13a"),
    ):
        art.add(form(fill(ellipse(x, y, r, r * 0.92), tone), size="xs"))
