"""Scenes of the council's counters and yards: voting, recycling, the chamber."""

from . import palette as ink
from .buildings import window
from .heads import Head
from .land import cloud, ground, hill, hill_line, mist, shadow, sky, sun, tufts
from .paths import arch, ellipse, poly, rect, rounded
from .people import Person, person
from .plants import bush, hedge, tree
from .street import bricks, carriageway, pavement
from .svg import Art, fill, form, group, line, stipple
from .things import bench, cone, dog, lamp, wheelchair_user, words
from .town import row
from .vehicles import car

S, H = ink.SKINS, ink.HAIRS


def polling_station(art: Art) -> None:
    """Voters come and go at a village hall."""
    art.add(sky(art, "#7ab4ae", "#f0e8cd", 560), sun(art, 1450, 150, 44), cloud(art, 260, 170, 320), cloud(art, 1180, 130, 220, ink.CREAM, 0.85))
    far = hill_line(art, 470, 30, 6)
    art.add(hill(art, far, "#a3c7b3", shade=ink.MAUVE, floor=720), row(art, -40, 330, 600, 96, 0.3, 8), row(art, 1230, 1660, 600, 100, 0.3, 8))
    art.add(ground(art, 590, "#7fae62", deep=ink.PINE), hedge(art, [(-20, 660), (420, 664)], 60, "#4b8a56"), hedge(art, [(1180, 664), (1640, 660)], 60, "#4b8a56"))
    art.add(tree(art, 190, 690, 460, "#5f9a55"))
    side = rect(390, 400, 830, 300)
    art.add(fill(side, "#d9c29a"), stipple(fill(side, art.fade(ink.DAMSON, 0.5, (0, 0.7, 0.8, 0.2)))))
    roof = poly(((350, 410), (440, 220), (1170, 220), (1260, 410)))
    art.add(art.inside(roof, fill(roof, ink.BRICK), line("".join(f"M300 {y}H1300" for y in range(240, 410, 20)), ink.RUST, 2, stroke_dasharray="16 4"), stipple(fill(roof, art.fade(ink.DAMSON_INK, 0.6, (0, 0.8, 0.7, 0))))))
    porch = poly(((660, 700), (660, 420), (800, 270), (940, 420), (940, 700)))
    art.add(fill(porch, ink.lighter("#d9c29a", 0.4)), stipple(fill(porch, art.fade(ink.DAMSON, 0.42, (0, 0.8, 0.7, 0.2)))), line("M640 436L800 264L960 436", ink.PINE, 17))
    art.add(words("Village Hall", 800, 400, 27, ink.PINE), fill(ellipse(800, 344, 20, 20), ink.PINE), fill(ellipse(800, 344, 15, 15), ink.CREAM), line("M800 344V333M800 344l8 4", ink.PINE, 3))
    for wx in (440, 545, 985, 1095):
        art.add(fill(rect(wx - 10, 446, 100, 150), ink.CREAM), window(wx, 456, 80, 130, "#41606a"))
    art.add(fill(rect(716, 460, 168, 240), ink.DAMSON_INK), fill(rect(716, 460, 168, 240), art.glow(ink.WHEAT, 0.95)))
    for x, lean in ((716, -50), (884, 50)):
        art.add(form(fill(poly(((x, 460), (x + lean, 474), (x + lean, 712), (x, 700))), ink.PINE_MID), size="s"))
    art.add(fill(rect(0, 696, 1600, 20), "#6a9a58"), pavement(art, 700, 130, ink.SAND))
    ramp = poly(((890, 760), (890, 704), (1180, 760)))
    art.add(form(fill(rect(690, 700, 220, 24) + rect(670, 722, 260, 24), ink.CLAY), size="xs"), line("M900 640V700M1010 664V726M1130 690V752M896 640L1136 692", ink.PINE, 8), fill(ramp, ink.STONE))
    board = group(form(fill(poly(((442, 838), (460, 560), (640, 560), (658, 838))), ink.CREAM), size="s"), line("M456 600L438 846M644 600L662 846", "#7a4f34", 9), words("POLLING", 550, 640, 38, ink.DAMSON_INK), words("STATION", 550, 684, 38, ink.DAMSON_INK), line("M500 760h86M560 730l30 30l-30 30", ink.DAMSON_INK, 11))
    art.add(fill(ellipse(540, 842, 130, 12), ink.DAMSON_INK, opacity=0.4), board)
    art.add(ground(art, 852, "#88b566", deep=ink.PINE), tufts(art, 0, 1600, 860, 1000, "#b3cf78", 150, 26))
    folk = [
        Person(780, 764, 262, 1, top=ink.OCHRE, hem=0.14, legs=ink.SLATE_DARK, head=Head(S[3], H[0], "bun", back=True), feet=((-0.06, 0), (0.06, 0))),
        Person(930, 850, 350, -1, top=ink.SLATE, legs=ink.PINE_INK, head=Head(S[1], H[4], "short", beard=H[4], look=0.7), feet=((-0.12, 0), (0.13, 0)), hands=((-0.12, 0.44), (0.14, 0.46)), collar=ink.CREAM),
        Person(300, 900, 376, 1, top=ink.DAMSON, hem=0.3, flare=1.25, legs=ink.SLATE, head=Head(S[2], hijab=ink.WHEAT, look=0.7), feet=((-0.1, 0), (0.12, 0)), hands=((-0.12, 0.44), (0.2, 0.52))),
        Person(394, 906, 376, 1, top=ink.FERN, legs=ink.SLATE_DARK, head=Head(S[2], H[0], "short", beard=H[0], look=0.7), feet=((-0.12, 0), (0.12, 0))),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(wheelchair_user(art, Person(1180, 880, 372, -1, top=ink.TERRACOTTA, legs=ink.PINE, head=Head(S[4], H[4], "curls", glasses=True, look=0.6), hands=((0.1, 0.4), (0.0, 0.37)))))
    art.add(dog(1370, 902, 84, "#c9a06a", -1), line("M1420 850Q1450 800 1450 720", ink.DAMSON_INK, 3))
    art.add(shadow(art, 1470, 904, 170), person(art, Person(1470, 902, 366, -1, top=ink.PLUM, legs=ink.SLATE, head=Head(S[0], H[5], "short", hat=ink.PINE, look=0.6), hands=((0.1, 0.48), (0.08, 0.48)))))


def recycling_centre(art: Art) -> None:
    """People bring what they no longer need to the recycling centre."""
    art.add(sky(art, "#79b3ae", "#efe9cf", 480), sun(art, 1460, 150, 44), cloud(art, 330, 150, 320), cloud(art, 1100, 190, 240, ink.CREAM, 0.85))
    far = hill_line(art, 440, 36, 6)
    art.add(hill(art, far, "#a3c7b3", shade=ink.MAUVE, floor=700), mist(art, 500, 80), hedge(art, [(-20, 560), (1640, 552)], 90, "#4f8a5e"))
    for x, tall in ((120, 260), (560, 210), (1500, 300)):
        art.add(tree(art, x, 560, tall, "#64975a"))
    art.add(ground(art, 548, "#c2b492", deep=ink.DAMSON))
    names = (("Wood", ink.BRICK), ("Metal", ink.SLATE), ("Garden", ink.FERN), ("Card", ink.OCHRE))
    for index, (name, paint) in enumerate(names):
        x = 20 + index * 400
        art.add(fill(ellipse(x + 150, 742, 215, 18), ink.DAMSON_INK, opacity=0.4))
        art.add(_contents(art, x, name))
        box = poly(((x, 540), (x + 350, 540), (x + 330, 740), (x + 20, 740)))
        art.add(form(fill(box, paint), *(fill(rect(x + 30 + i * 62, 556, 12, 180), ink.darker(paint, 0.24)) for i in range(5)), fill(rect(x - 8, 530, 366, 20), ink.lighter(paint, 0.12)), size="l"))
        art.add(form(fill(rounded(x + 92, 572, 166, 62, 8), ink.CREAM), size="xs"), words(name, x + 175, 616, 38, ink.PINE_INK))
    art.add(fill(rect(0, 770, 1600, 10), ink.WHEAT), carriageway(art, 780, 1000, paint="#8d8a8c"))
    art.add(car(art, 60, 900, 430, "#3d7f8a"))
    folk = [
        Person(724, 866, 372, 1, top=ink.PLUM, legs=ink.SLATE_DARK, head=Head(S[0], H[3], "tail", look=0.7), hands=((0.24, 0.5), (0.26, 0.5)), feet=((-0.12, 0), (0.12, 0))),
        Person(1146, 862, 366, 1, top=ink.DAMSON, hem=0.28, flare=1.25, legs=ink.SLATE, head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.7), hands=((0.22, 0.5), (0.24, 0.49))),
        Person(1530, 884, 384, -1, top=ink.HI_VIS, vest=ink.HI_VIS, sleeves=ink.PINE, legs=ink.PINE_INK, head=Head(S[4], H[0], "short", hat=ink.PINE, hat_kind="cap", beard=H[0], look=0.6), hands=((-0.1, 0.45), (0.26, 0.74))),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, 180))
    carton = group(form(fill(rect(776, 626, 110, 84), "#c99a5f"), fill(poly(((776, 626), (800, 602), (910, 602), (886, 626))), "#e0b87e"), fill(poly(((886, 626), (910, 602), (910, 686), (886, 710))), "#a5774a"), size="s"), fill(rect(822, 626, 18, 84), ink.CLAY, opacity=0.7))
    leaves = group(form(fill(poly(((1194, 630), (1278, 622), (1288, 740), (1202, 748))), "#4f7d4f"), size="s"), bush(art, 1236, 650, 96, "#6da350", ink.WHEAT))
    art.add(person(art, folk[0], between_arms=carton), person(art, folk[1], between_arms=leaves), person(art, folk[2]))
    art.add(wheelchair_user(art, Person(970, 950, 380, 1, top=ink.TERRACOTTA, legs=ink.PINE, head=Head(S[1], H[4], "short", glasses=True, look=0.6), hands=((0.22, 0.44), (0.24, 0.43)))))
    art.add(form(*(fill(rounded(1028 + i * 24, 746 - (i % 2) * 16, 20, 54, 7), tone) for i, tone in enumerate((ink.FERN, "#7fb6b0", ink.OCHRE))), fill(rect(1018, 784, 92, 34), "#b98a54"), size="xs"), cone(1350, 940, 96))


def _contents(art: Art, x: float, name: str) -> str:
    """What sticks out of a container."""
    random = art.random
    if name == "Wood":
        return group(*(form(fill(rect(0, -150, 24, 150), random.choice(("#b98a54", "#9a6a42", "#d0a870"))), size="xs").replace("<g ", f'<g transform="translate({x + 50 + i * 46} 560) rotate({random.randint(-32, 32)})" ', 1) for i in range(6)))
    if name == "Metal":
        wheels = "".join(ellipse(x + 96 + i * 86, 520, 46, 46) for i in range(3))
        return group(line(wheels, ink.SLATE_DARK, 9), form(fill(rounded(x + 220, 440, 90, 110, 8), ink.SILVER), size="s"), line(f"M{x + 60} 540l70 -90l60 90", ink.STEEL, 10))
    if name == "Garden":
        return group(*(bush(art, x + 60 + i * 76, 560, 130, ("#6da350", "#8aa84e", "#4f8a55")[i % 3]) for i in range(4)))
    return group(*(form(fill(rect(x + 40 + i * 70, 476 - (i % 2) * 26, 84, 90), ("#c99a5f", "#dcb67e", "#b98a54")[i % 3]), size="s") for i in range(4)))
