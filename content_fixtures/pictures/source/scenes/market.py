"""Saturday's market under the spire."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    shadow,
    sky,
    sun,
)
from ..landmarks import church
from ..paths import ellipse, poly, rect, rounded
from ..people import Person, person
from ..square import setts
from ..svg import Art, fill, form, group, line, stipple
from ..things import dog
from ..town import row
from ..wheelchair import wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def _stall(
    art: Art,
    x: float,
    y: float,
    width: float,
    height: float,
    stripes: tuple[str, str],
    goods: tuple[str, ...],
    keeper: Person | None = None,
) -> str:
    """A market stall under a striped awning."""
    random, w, h = art.random, width, height
    top, parts = y - h, []
    parts.append(fill(ellipse(x + w * 0.44, y, w * 0.56, 16), ink.DAMSON_INK, opacity=0.4))
    parts.append(
        fill(
            rect(x + 12, top + h * 0.24, w - 24, h * 0.4),
            ink.mix(ink.DAMSON_INK, stripes[0], 0.3),
            opacity=0.55,
        )
    )
    parts.append(form(fill(rect(x + 8, top, 12, h) + rect(x + w - 20, top, 12, h), "#7a4f34"), size="xs"))
    table = poly(((x - 8, y - h * 0.36), (x + w + 8, y - h * 0.36), (x + w, y - 4), (x, y - 4)))
    parts += [
        form(fill(table, ink.mix(stripes[0], ink.MARL, 0.25)), size="m"),
        line(
            "".join(f"M{x + w * i / 9:.0f} {y - h * 0.33:.0f}V{y - 8}" for i in range(1, 9)),
            ink.darker(stripes[0], 0.3),
            3,
            opacity=0.4,
        ),
    ]
    crate = w / len(goods)
    for index, tone in enumerate(goods):
        cx = x + index * crate
        for layer in range(3):
            for k in range(5 - layer):
                fx, r = cx + crate * (0.16 + 0.17 * k + 0.085 * layer), crate * 0.1
                parts.append(
                    form(
                        fill(
                            ellipse(fx, y - h * 0.43 - layer * r * 1.3, r, r),
                            ink.turned(tone, random.uniform(-0.015, 0.015), random.uniform(-0.05, 0.05)),
                        ),
                        size="xs",
                    )
                )
        parts.append(form(fill(rect(cx + 5, y - h * 0.42, crate - 10, h * 0.075), "#a5774a"), size="xs"))
    if keeper:
        parts.insert(2, person(art, keeper))
    count, drop = 9, h * 0.24
    for i in range(count):
        a, b = x - 22 + (w + 44) * i / count, x - 22 + (w + 44) * (i + 1) / count
        ta, tb = x + 14 + (w - 28) * i / count, x + 14 + (w - 28) * (i + 1) / count
        tone = stripes[i % 2]
        parts.append(
            fill(poly(((ta, top - h * 0.04), (tb, top - h * 0.04), (b, top + drop), (a, top + drop))), tone)
        )
        parts.append(
            fill(
                f"M{a:.1f} {top + drop - 1:.1f}H{b:.1f}v{h * 0.05:.1f}a{(b - a) / 2:.1f} {h * 0.05:.1f} 0 0 1 {a - b:.1f} 0z",
                ink.darker(tone, 0.16),
            )
        )
    cover = poly(
        (
            (x + 14, top - h * 0.04),
            (x + w - 14, top - h * 0.04),
            (x + w + 22, top + drop),
            (x - 22, top + drop),
        )
    )
    parts.append(stipple(fill(cover, art.fade(ink.DAMSON_INK, 0.5, (0, 0.9, 0.7, 0.2)))))
    return group(*parts)


def draw(art: Art) -> None:
    """Saturday's market under the spire."""
    art.add(
        sky(art, "#74b1ad", "#ecead0", 560),
        sun(art, 1400, 130, 46),
        cloud(art, 250, 190, 300),
        cloud(art, 1090, 160, 220, ink.CREAM, 0.85),
    )
    art.add(
        row(art, -60, 700, 500, 130, 0.4, 20),
        church(art, 500, 590, 540, 0.2),
        row(art, -60, 420, 570, 180, 0.14),
        row(art, 700, 1660, 540, 150, 0.3, 16),
        row(art, 760, 1680, 590, 190, 0.1),
    )
    art.add(setts(art, 562))
    bunting = ""
    for start in range(-40, 1600, 410):
        art.add(line(f"M{start} 150Q{start + 205} 250 {start + 410} 150", ink.DAMSON, 3))
        for i in range(9):
            t = (i + 0.5) / 9
            bx, by = start + 410 * t, 150 + 200 * t * (1 - t)
            art.add(
                fill(
                    poly(((bx - 15, by), (bx + 15, by), (bx, by + 36))),
                    (ink.WHEAT, ink.DAMSON, ink.FERN, ink.TERRACOTTA)[(i + start) % 4],
                )
            )
    art.add(
        bunting,
        _stall(
            art,
            60,
            760,
            380,
            492,
            (ink.PINE_MID, ink.CREAM),
            ("#c8442f", "#e9a13a", "#7fa648", "#8c3b6b"),
            Person(215, 756, 318, 1, top=ink.SAGE, apron=ink.PINE, head=Head(S[0], H[2], "bun", look=0.4)),
        ),
    )
    art.add(
        _stall(
            art,
            1150,
            764,
            400,
            498,
            (ink.DAMSON, ink.CREAM),
            ("#d9a441", "#c98a55", "#e8cf9a", "#b5683a"),
            Person(
                1370,
                760,
                324,
                -1,
                top=ink.CREAM,
                apron=ink.DAMSON,
                head=Head(S[3], H[0], "short", beard=H[0], look=0.5),
            ),
        )
    )
    art.add(
        _stall(
            art,
            610,
            716,
            330,
            436,
            (ink.BRICK, ink.CREAM),
            ("#e0b23f", "#c45a86", "#f0e4cf", "#8a5aa0"),
            Person(
                735,
                712,
                282,
                -1,
                top=ink.TERRACOTTA,
                apron=ink.CREAM,
                head=Head(S[0], H[4], "curls", glasses=True, look=0.4),
            ),
        )
    )
    folk = [
        Person(
            540,
            832,
            356,
            1,
            top=ink.WHEAT,
            hem=0.12,
            flare=1.1,
            legs=ink.DAMSON,
            head=Head(S[4], H[0], "afro", look=0.7),
            feet=((-0.1, 0), (0.12, 0)),
            hands=((-0.1, 0.44), (0.2, 0.5)),
        ),
        Person(
            470,
            846,
            366,
            -1,
            top=ink.SLATE,
            legs=ink.SLATE_DARK,
            head=Head(S[1], H[4], "short", hat=ink.BRICK, hat_kind="cap", look=0.7, beard=H[4]),
            hands=((0.14, 0.5), (0.22, 0.56)),
        ),
        Person(
            1010,
            822,
            340,
            1,
            top=ink.PLUM,
            hem=0.3,
            flare=1.3,
            legs=ink.SLATE,
            head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.75),
            feet=((-0.08, 0), (0.1, 0)),
            hands=((0.2, 0.52), (0.24, 0.5)),
        ),
        Person(
            1112,
            836,
            346,
            1,
            top=ink.FERN,
            legs=ink.PINE_INK,
            head=Head(S[2], H[0], turban=ink.TERRACOTTA, beard=H[0], look=0.8),
            hands=((0.16, 0.5), (0.3, 0.56)),
        ),
        Person(
            788,
            858,
            224,
            -1,
            top=ink.TERRACOTTA,
            legs=S[0],
            skirt=True,
            hem=0.12,
            flare=1.5,
            head=Head(S[0], H[3], "tail", look=0.6, size=1.28),
            feet=((-0.1, 0), (0.12, 0)),
            hands=((-0.12, 0.44), (-0.22, 0.66)),
        ),
        Person(
            880,
            852,
            360,
            -1,
            top=ink.ROSE,
            hem=0.08,
            legs=ink.PINE,
            head=Head(S[0], H[3], "bob", look=0.7),
            feet=((-0.1, 0), (0.12, 0)),
            hands=((0.1, 0.43), (0.16, 0.41)),
        ),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(form(fill(rounded(1086 - 20, 660, 48, 50, 8), "#c08a4f"), size="s"))
    art.add(
        wheelchair_user(
            art,
            Person(
                300,
                930,
                380,
                1,
                top=ink.PINE_MID,
                legs=ink.DAMSON,
                head=Head(S[0], H[5], "bob", glasses=True, look=0.6),
                hands=((0.2, 0.47), (0.24, 0.46)),
            ),
        )
    )
    art.add(
        form(
            fill(poly(((350, 742), (420, 742), (410, 800), (358, 800))), "#b98a54"),
            *(
                fill(ellipse(x, 740, 13, 13), tone)
                for x, tone in ((362, "#c8442f"), (384, "#7fa648"), (406, "#e9a13a"))
            ),
            size="s",
        )
    )
    art.add(dog(520, 944, 88, "#8a5a3a", -1))
