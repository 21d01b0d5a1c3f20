"""The gritter goes out on a frosty night."""

from .. import palette as ink
from ..buildings import cottage
from ..land import (
    ground,
    hill,
    hill_line,
    level_at,
    mist,
    sky,
)
from ..lorries import gritter
from ..paths import ellipse, poly, rect, smooth
from ..plants import fir, hedge
from ..street import carriageway
from ..svg import Art, fill, form, group, soft, stipple


def draw(art: Art) -> None:
    """The gritter goes out on a frosty night."""
    random = art.random
    art.add(sky(art, "#182a44", "#5a5f86", 620, "#d7a58a"))
    for _ in range(90):
        x, y = random.uniform(0, 1600), random.uniform(0, 360)
        art.add(fill(ellipse(x, y, 1.7, 1.7), ink.CREAM, opacity=round(random.uniform(0.3, 0.9), 2)))
    art.add(
        fill(ellipse(330, 170, 190, 190), art.glow(ink.CREAM, 0.35)),
        fill("M330 116A56 56 0 1 1 286 208A62 62 0 0 0 330 116z", ink.CREAM),
    )
    far = hill_line(art, 480, 40, 6)
    art.add(hill(art, far, "#8a8fb0", shade="#2e3357", floor=700), mist(art, 560, 120, "#d9c6cf", 0.4))
    middle = hill_line(art, 556, 28, 7)
    art.add(hill(art, middle, "#b3bdd0", shade="#39416b", floor=760))
    for x in range(20, 1600, 74):
        at = x + random.uniform(-26, 26)
        art.add(fir(art, at, level_at(middle, at) + 22, random.uniform(46, 100), "#3b5a66", "#dfe6ee"))
    for x, size in ((980, 100), (1150, 120), (1360, 110)):
        wall = random.choice(("#7f7791", "#8d7f94", "#746f8e"))
        art.add(cottage(art, x, 668, size * 0.62, size * 0.9, size * 0.55, wall, "#dfe5ec"))
        for dx in (0.2, 0.5):
            art.add(
                fill(rect(x + size * dx, 668 - size * 0.4, 13, 15), ink.WHEAT),
                fill(ellipse(x + size * dx + 6, 668 - size * 0.34, 44, 38), art.glow(ink.WHEAT, 0.5)),
            )
    art.add(ground(art, 664, "#d5dce6", deep="#4a5280"), hedge(art, [(-30, 712), (1640, 704)], 46, "#5d7788"))
    art.add(
        group(
            *(
                fill(ellipse(x, 676 + random.uniform(-4, 6), random.uniform(18, 34), 9), "#eef2f4")
                for x in range(-20, 1640, 34)
            )
        )
    )
    road_top, road_low = 716, 908
    art.add(
        carriageway(art, road_top, road_low, paint="#4b4f6b"),
        fill(rect(0, road_top - 8, 1600, 14), "#e6ebf0"),
    )
    art.add(stipple(fill(rect(0, road_top, 1600, 120), art.fade("#dfe6ee", 0.6))))
    light = art.gradient(((0, ink.WHEAT_PALE, 0.85), (1, ink.WHEAT_PALE, 0)), (0, 0, 1, 0))
    art.add(
        soft(fill(poly(((1118, 726), (1600, 660), (1600, 900), (1118, 770))), light), size=12, opacity=0.8)
    )
    art.add(fill(ellipse(790, 540, 560, 300), art.glow(ink.WHEAT, 0.22)), gritter(art, 330, 850, 800))
    for _ in range(240):
        far_back = random.random()
        x, y = (
            330 - far_back * 330 + random.uniform(-10, 10),
            800 + far_back * 40 + random.uniform(-36 - 20 * far_back, 30),
        )
        art.add(
            fill(
                ellipse(x, y, random.uniform(1.6, 3.6), random.uniform(1.4, 3)),
                random.choice(("#e8b98c", "#f3d9b5", "#c98f68")),
            )
        )
    drift = smooth(
        ((-40, 930), (200, 896), (520, 922), (860, 900), (1200, 926), (1640, 890), (1640, 1040), (-40, 1040)),
        True,
        0.8,
    )
    art.add(
        form(fill(drift, "#e3e9f0"), size="l"),
        art.inside(drift, stipple(fill(rect(0, 890, 1600, 120), art.fade("#5b6394", 0.6, (0, 1, 0.6, 0))))),
    )
    for x, tall in ((110, 420), (1520, 470)):
        art.add(fir(art, x, 960, tall, "#2f4f5c", "#e9eef3"))
    for _ in range(170):
        x, y, r = random.uniform(0, 1600), random.uniform(0, 1000), random.uniform(1.5, 4.5)
        art.add(fill(ellipse(x, y, r, r), "#f4f6f8", opacity=round(random.uniform(0.35, 0.9), 2)))
