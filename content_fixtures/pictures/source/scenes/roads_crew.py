"""Three of the crew mend a pothole on a lane above Marlford."""

from .. import palette as ink
from ..faces import Head
from ..land import (
    cloud,
    ground,
    hill,
    hill_line,
    level_at,
    mist,
    shadow,
    sky,
    sun,
    tufts,
)
from ..lorries import tipper
from ..paths import blob, ellipse, poly, rect
from ..people import Person, person
from ..plants import far_tree, hedge, tree
from ..street import carriageway
from ..svg import Art, fill, form, group, line, stipple
from ..things import cone, words
from ..town import row

S, H = ink.SKINS, ink.HAIRS


def crew(x: float, y: float, height: float, way: int, face: Head, trousers: str = ink.HI_VIS) -> Person:
    """One of the crew in orange."""
    return Person(
        x,
        y,
        height,
        way,
        top=ink.HI_VIS,
        vest=ink.HI_VIS,
        sleeves=ink.HI_VIS,
        legs=trousers,
        head=face,
        shoes="#3a2a24",
    )


def stop_go(x: float, y: float, height: float) -> str:
    """The board that holds the traffic back."""
    r = height * 0.13
    return group(
        line(f"M{x} {y}V{y - height}", ink.SILVER, 7),
        form(fill(ellipse(x, y - height, r, r), ink.FERN), size="s"),
        line(ellipse(x, y - height, r * 0.9, r * 0.9), ink.CREAM, 4),
        words("GO", x, y - height + r * 0.28, r * 0.8, ink.CREAM),
    )


def draw(art: Art) -> None:
    """Three of the crew mend a pothole on a lane above Marlford."""
    random = art.random
    art.add(
        sky(art, "#79b0ac", "#e3e8d0", 520),
        sun(art, 1420, 190, 44),
        cloud(art, 330, 210, 330),
        cloud(art, 980, 130, 240, ink.CREAM, 0.8),
    )
    far = hill_line(art, 420, 34, 6)
    art.add(hill(art, far, "#a6c8b8", shade=ink.MAUVE, floor=620), mist(art, 470, 90))
    art.add(row(art, 1010, 1500, 532, 56, 0.4, 14))
    middle = hill_line(art, 506, 22, 7)
    art.add(hill(art, middle, "#83ae7f", shade=ink.PINE_MID, floor=700))
    for at in range(10, 1600, 52):
        x = at + random.uniform(-20, 20)
        art.add(far_tree(art, x, level_at(middle, x) + 8, random.uniform(20, 38), "#5f9472"))
    art.add(
        ground(art, 590, "#79a862", deep=ink.PINE),
        hedge(art, [(-30, 622), (900, 608), (1640, 626)], 84, "#3f7d55"),
    )
    art.add(tree(art, 690, 622, 330, "#55935a"), tufts(art, 0, 1600, 626, 668, "#a5c268", 160, 22))
    art.add(carriageway(art, 664, 930, dashes=742), fill(rect(0, 656, 1600, 12), ink.STONE))
    art.add(tipper(art, 30, 760, 590))
    near = rect(0, 928, 1600, 80)
    art.add(
        fill(rect(0, 918, 1600, 14), ink.STONE),
        fill(near, "#4f8a55"),
        stipple(fill(near, art.fade(ink.PINE_INK, 0.7, (0, 1, 0, 0)))),
        tufts(art, 0, 1600, 940, 1000, "#86b565", 190, 30),
    )
    patch = blob(random, 1030, 858, 150, 30, 13, 0.12)
    art.add(fill(patch, "#2c2832"), stipple(fill(patch, art.fade("#8a8088", 0.6, (1, 0, 0, 1)))))
    heap = blob(random, 1130, 842, 62, 22, 11, 0.16)
    art.add(form(fill(heap, "#3c3740"), size="s"))
    guide = crew(
        1400, 842, 400, -1, Head(S[3], hijab=ink.DAMSON, hat=ink.WHEAT, hat_kind="helmet", look=0.5)
    ).but(hands=((0.1, 0.5), (0.2, 0.62)))
    art.add(shadow(art, 1400, 844, 190))
    art.add(person(art, guide, between_arms=stop_go(1320, 838, 430)))
    raker = crew(
        1215, 872, 410, -1, Head(S[4], H[0], hat=ink.WHEAT, hat_kind="helmet", look=0.7, beard=H[0])
    ).but(
        lean=0.1, hip=0.49, feet=((0.16, 0), (-0.14, 0)), hands=((0.32, 0.4), (0.17, 0.55)), nod=(0.02, 0.01)
    )
    rake = group(line("M1180 608L1092 838", "#b98a54", 9), line("M1062 834l58 12", ink.SLATE_DARK, 12))
    art.add(shadow(art, 1215, 874, 230), person(art, raker, between_arms=rake))
    digger = crew(835, 878, 416, 1, Head(S[0], H[2], "tail", hat=ink.WHEAT, hat_kind="helmet", look=0.8)).but(
        lean=0.13,
        hip=0.485,
        feet=((-0.16, 0), (0.15, 0)),
        hands=((0.27, 0.32), (0.17, 0.47)),
        nod=(0.025, 0.012),
    )
    shovel = group(
        line("M884 656L968 800", "#b98a54", 9),
        form(fill(poly(((954, 802), (980, 786), (1012, 846), (966, 858))), ink.STEEL), size="xs"),
    )
    art.add(shadow(art, 835, 880, 230), person(art, digger, between_arms=shovel))
    for x, y, tall in ((700, 914, 92), (1520, 916, 92), (1290, 948, 108), (560, 952, 108)):
        art.add(cone(x, y, tall))
