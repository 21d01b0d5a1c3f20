"""Scenes of the countryside and its roads."""

from . import palette as ink
from .buildings import castle, church, cottage
from .heads import Head
from .land import birds, cloud, field, ground, hill, hill_line, level_at, mist, shadow, sky, streak, sun, tufts, water
from .paths import ellipse, poly, rect, rounded, smooth
from .people import Person, person
from .plants import bough, far_tree, fir, hedge, meadow, poplar, tree
from .street import carriageway, pavement
from .svg import Art, fill, form, group, line, soft, stipple
from .things import bench, dog, fingerpost, lamp, wheelchair_user, words
from .town import marlford, row
from .vehicles import bicycle, bus, gritter

S, H = ink.SKINS, ink.HAIRS


def _valley(art: Art, horizon: float) -> None:
    """Hills behind hills, with fields, woods and a village."""
    random = art.random
    for step, paint in enumerate(("#b5d0c4", "#9cc2ae", "#86b294")):
        points = hill_line(art, horizon + step * 46, 34 - step * 6, 6 + step)
        art.add(hill(art, points, paint, shade=(ink.MAUVE, ink.PLUM, ink.PINE_MID)[step], floor=horizon + 400))
        for _ in range(26):
            x = random.uniform(-20, 1620)
            art.add(far_tree(art, x, level_at(points, x) + random.uniform(4, 34), 12 + step * 9, ink.mix("#4f8a6a", paint, 0.55 - step * 0.16)))
        art.add(mist(art, horizon + 60 + step * 46, 70, ink.MARL, 0.4))


def footpath(art: Art) -> None:
    """Two walkers and a dog on the ridge path above the Marl."""
    art.add(sky(art, "#73b0ac", "#ece9d0", 520), sun(art, 1290, 210, 50), cloud(art, 300, 180, 340), cloud(art, 830, 120, 210, ink.CREAM, 0.8), streak(art, 1180, 350, 460, ink.CREAM, 0.45))
    _valley(art, 430)
    for left, top, paint in ((60, 590, "#d9c877"), (330, 606, "#a8c48a"), (1240, 590, "#e3bf6c"), (980, 612, "#b9ca84")):
        art.add(field(art, ((left, top), (left + 190, top - 8), (left + 270, top + 62), (left - 20, top + 70)), paint, 12), hedge(art, [(left - 24, top + 74), (left + 274, top + 64)], 17, "#4f8463"))
    bend = smooth(((-40, 700), (240, 676), (470, 660), (640, 640), (700, 620), (760, 628), (700, 650), (560, 690), (300, 730), (-40, 770)), True, 0.8)
    art.add(water(art, bend, 616, 772, "#69a7a2"), row(art, 480, 720, 634, 46, 0.3, 6), church(art, 640, 636, 120, 0.25))
    near = [(-60, 830), (180, 772), (460, 770), (760, 742), (1060, 668), (1330, 640), (1660, 690)]
    art.add(hill(art, near, "#74a85c", shade=ink.PINE))
    path = smooth(((1310, 640), (1270, 690), (1120, 730), (960, 780), (860, 850), (700, 930), (520, 1020), (900, 1020), (1010, 930), (1080, 850), (1160, 780), (1270, 730), (1330, 690), (1336, 642)), True, 0.9)
    art.add(form(fill(path, "#e0c893"), size="m"), stipple(fill(path, art.fade(ink.RUST, 0.5, (0, 0.5, 0.9, 0.4)))))
    art.add(tree(art, 1475, 706, 330, "#5b9455"), hedge(art, [(1350, 690), (1640, 716)], 54, "#4b8a55"))
    art.add(tufts(art, -20, 640, 800, 1000, "#9cc26a", 190, 30), tufts(art, 1120, 1640, 730, 1000, "#9cc26a", 170, 30))
    art.add(meadow(art, -20, 560, 850, 1010, (ink.WHEAT, ink.CREAM, ink.LILAC, ink.PLUM), 60), meadow(art, 1180, 1640, 820, 1010, (ink.WHEAT, ink.CREAM, ink.TERRACOTTA), 50))
    art.add(fingerpost(1240, 850, 330, ("Marlford 3", "The Ridge")))
    one = Person(850, 900, 380, 1, top=ink.TERRACOTTA, legs=ink.PINE_INK, shoes="#6b4630", head=Head(S[4], H[0], "short", hat=ink.WHEAT, look=0.7), feet=((-0.12, 0), (0.14, 0)), lean=0.02, hands=((-0.12, 0.46), (0.2, 0.5)))
    two = Person(980, 880, 366, 1, top=ink.PLUM, legs=ink.SLATE_DARK, shoes="#6b4630", head=Head(S[0], H[5], "bob", glasses=True, look=0.6), feet=((-0.1, 0), (0.13, 0)), hands=((-0.12, 0.46), (0.2, 0.52)))
    for p, bag in ((two, ink.FERN), (one, ink.OCHRE)):
        pack = form(fill(rounded(p.x - p.height * 0.2, p.y - p.height * 0.82, p.height * 0.17, p.height * 0.3, 18), bag), fill(rounded(p.x - p.height * 0.2, p.y - p.height * 0.66, p.height * 0.13, p.height * 0.12, 8), ink.darker(bag, 0.2)), size="s")
        stick = line(f"M{p.x + p.height * 0.2:.0f} {p.y - p.height * 0.53:.0f}L{p.x + p.height * 0.26:.0f} {p.y}", "#7a4f34", 6)
        art.add(shadow(art, p.x, p.y + 2, 180), pack, person(art, p, between_arms=stick))
    art.add(dog(1090, 906, 92, "#c08a52"), birds(art, 560, 290, 6, 10, ink.SLATE_DARK))


def bus_stop(art: Art) -> None:
    """The number 12 comes in to a village stop."""
    art.add(sky(art, "#76b2ad", "#efe9cf", 470), sun(art, 1440, 170, 46), cloud(art, 330, 170, 320), cloud(art, 1040, 120, 240, ink.CREAM, 0.85))
    _valley(art, 400)
    art.add(church(art, 330, 620, 380, 0.25), row(art, -40, 560, 640, 120, 0.14, 8), row(art, 900, 1660, 636, 120, 0.16, 8))
    art.add(ground(art, 630, "#7fae62", deep=ink.PINE), hedge(art, [(-30, 690), (1640, 690)], 66, "#3f7d55"), tree(art, 1500, 706, 400, "#5f9a55"))
    art.add(fill(rect(0, 690, 1600, 14), ink.STONE), carriageway(art, 702, 880, dashes=752))
    art.add(bus(art, 90, 822, 860))
    art.add(pavement(art, 866, 140, ink.SAND))
    shelter = group(
        fill(rect(1110, 470, 380, 400), "#bfe0da", opacity=0.3), fill(rounded(1070, 440, 460, 30, 12), ink.PINE), form(*(fill(rect(x, 468, 13, 420), ink.PINE) for x in (1096, 1300, 1492)), size="xs"),
        form(fill(rect(1130, 770, 340, 16), "#9a6a42"), fill(rect(1160, 786, 12, 96) + rect(1428, 786, 12, 96), ink.PINE), size="xs"), fill(rect(1330, 540, 130, 150), ink.CREAM), line("M1346 570h98M1346 594h98M1346 618h80M1346 642h98M1346 666h60", ink.SLATE, 5),
    )
    art.add(fill(ellipse(1280, 888, 260, 16), ink.DAMSON_INK, opacity=0.35), shelter)
    flag = group(form(fill(rect(1022, 470, 12, 440), ink.SLATE_DARK), size="xs"), form(fill(rounded(960, 440, 118, 96, 10), ink.DAMSON), size="s"), words("BUS", 1019, 500, 40, ink.CREAM), words("12  14", 1019, 526, 20, ink.WHEAT))
    sitter = Person(1390, 900, 372, -1, top=ink.OCHRE, legs=ink.SLATE, hip=0.33, seated=True, hem=0.06, feet=((0.18, 0), (0.24, 0)), hands=((0.2, 0.42), (0.22, 0.4)), head=Head(S[1], H[5], "short", hat=ink.SLATE_DARK, hat_kind="cap", beard=H[5], look=0.6))
    mum = Person(1180, 922, 384, -1, top=ink.FERN, hem=0.3, flare=1.25, legs=ink.SLATE_DARK, head=Head(S[2], hijab=ink.LILAC, look=0.7), hands=((0.1, 0.44), (0.24, 0.66)))
    teen = Person(900, 930, 378, -1, top=ink.WHEAT, legs="#4a6572", head=Head(S[4], H[0], "curls", look=0.6), hands=((0.14, 0.58), (0.18, 0.6)))
    art.add(person(art, sitter), flag, shadow(art, 1180, 924, 170), person(art, mum), shadow(art, 900, 932, 170), form(fill(rounded(918, 660, 62, 100, 18), ink.BRICK), size="s"), person(art, teen, between_arms=fill(rounded(822, 692, 22, 36, 4), ink.DAMSON_INK)))
    art.add(wheelchair_user(art, Person(540, 950, 400, 1, top=ink.TERRACOTTA, legs=ink.PINE, head=Head(S[0], H[3], "tail", look=0.5), hands=((0.1, 0.4), (0.05, 0.37)))))


def gritter_night(art: Art) -> None:
    """The gritter goes out on a frosty night."""
    random = art.random
    art.add(sky(art, "#182a44", "#5a5f86", 620, "#d7a58a"))
    for _ in range(90):
        x, y = random.uniform(0, 1600), random.uniform(0, 360)
        art.add(fill(ellipse(x, y, 1.7, 1.7), ink.CREAM, opacity=round(random.uniform(0.3, 0.9), 2)))
    art.add(fill(ellipse(330, 170, 190, 190), art.glow(ink.CREAM, 0.35)), fill("M330 116A56 56 0 1 1 286 208A62 62 0 0 0 330 116z", ink.CREAM))
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
            art.add(fill(rect(x + size * dx, 668 - size * 0.4, 13, 15), ink.WHEAT), fill(ellipse(x + size * dx + 6, 668 - size * 0.34, 44, 38), art.glow(ink.WHEAT, 0.5)))
    art.add(ground(art, 664, "#d5dce6", deep="#4a5280"), hedge(art, [(-30, 712), (1640, 704)], 46, "#5d7788"))
    art.add(group(*(fill(ellipse(x, 676 + random.uniform(-4, 6), random.uniform(18, 34), 9), "#eef2f4") for x in range(-20, 1640, 34))))
    road_top, road_low = 716, 908
    art.add(carriageway(art, road_top, road_low, paint="#4b4f6b"), fill(rect(0, road_top - 8, 1600, 14), "#e6ebf0"))
    art.add(stipple(fill(rect(0, road_top, 1600, 120), art.fade("#dfe6ee", 0.6))))
    light = art.gradient(((0, ink.WHEAT_PALE, 0.85), (1, ink.WHEAT_PALE, 0)), (0, 0, 1, 0))
    art.add(soft(fill(poly(((1118, 726), (1600, 660), (1600, 900), (1118, 770))), light), size=12, opacity=0.8))
    art.add(fill(ellipse(790, 540, 560, 300), art.glow(ink.WHEAT, 0.22)), gritter(art, 330, 850, 800))
    for _ in range(240):
        far_back = random.random()
        x, y = 330 - far_back * 330 + random.uniform(-10, 10), 800 + far_back * 40 + random.uniform(-36 - 20 * far_back, 30)
        art.add(fill(ellipse(x, y, random.uniform(1.6, 3.6), random.uniform(1.4, 3)), random.choice(("#e8b98c", "#f3d9b5", "#c98f68"))))
    drift = smooth(((-40, 930), (200, 896), (520, 922), (860, 900), (1200, 926), (1640, 890), (1640, 1040), (-40, 1040)), True, 0.8)
    art.add(form(fill(drift, "#e3e9f0"), size="l"), art.inside(drift, stipple(fill(rect(0, 890, 1600, 120), art.fade("#5b6394", 0.6, (0, 1, 0.6, 0))))))
    for x, tall in ((110, 420), (1520, 470)):
        art.add(fir(art, x, 960, tall, "#2f4f5c", "#e9eef3"))
    for _ in range(170):
        x, y, r = random.uniform(0, 1600), random.uniform(0, 1000), random.uniform(1.5, 4.5)
        art.add(fill(ellipse(x, y, r, r), "#f4f6f8", opacity=round(random.uniform(0.35, 0.9), 2)))


def cyclist(art: Art) -> None:
    """Riding to work beside the river."""
    art.add(sky(art, "#78b4ae", "#f0e7cb", 560), sun(art, 1380, 230, 52), cloud(art, 260, 170, 300), streak(art, 900, 140, 480, ink.CREAM, 0.5))
    _valley(art, 440)
    art.add(castle(art, 240, 520, 170, 0.5), row(art, 40, 620, 600, 76, 0.32, 20))
    art.add(water(art, rect(-10, 600, 1640, 150), 600, 750, "#67a5a2"), hedge(art, [(-20, 612), (1640, 606)], 26, "#5d9270"))
    art.add(ground(art, 740, "#74a85c", deep=ink.PINE), tufts(art, 0, 1600, 745, 790, "#a5c86e", 150, 20))
    way = smooth(((-40, 800), (500, 792), (1100, 800), (1640, 790), (1640, 912), (1000, 926), (400, 918), (-40, 930)), True, 0.6)
    art.add(form(fill(way, "#d9c190"), size="m"), stipple(fill(way, art.fade(ink.RUST, 0.5, (0, 1, 0.3, 0)))))
    art.add(tree(art, 1330, 800, 520, "#5f9a55"), poplar(art, 140, 770, 260, "#4f8a5c"), poplar(art, 196, 776, 300, "#4f8a5c"))
    x, y, size = 620, 870, 290
    rider = Person(x + size * 0.36, y, 520, 1, top=ink.WHEAT, legs=ink.PINE_INK, hip=0.475, sway=-0.035, lean=0.15, feet=((0.0, 0.05), (0.11, 0.15)), hands=((0.28, 0.49), (0.27, 0.485)), head=Head(S[3], H[0], "locs", hat=ink.DAMSON, hat_kind="helmet", look=0.85), nod=(0.02, 0.008))
    bike = bicycle(x, y, size, ink.BRICK)
    basket = form(fill(rounded(x - 70, y - 216, 96, 74, 10), ink.PINE_MID), size="s")
    art.add(shadow(art, x + 170, y + 4, 460, 40), person(art, rider.but(legs=ink.PINE_INK), between_arms=""), basket, bike)
    art.add(dog(1180, 880, 84, "#8a5a3a", -1))
    walker = Person(1270, 886, 372, -1, top=ink.PLUM, hem=0.14, legs=ink.SLATE_DARK, head=Head(S[0], H[5], "bob", look=0.6, hat=ink.TERRACOTTA), hands=((-0.1, 0.45), (0.18, 0.46)), feet=((-0.1, 0), (0.12, 0)))
    art.add(shadow(art, 1270, 888, 170), line("M1206 712Q1190 780 1130 818", ink.DAMSON_INK, 3), person(art, walker))
    art.add(tufts(art, 0, 1600, 920, 1000, "#8fbc64", 200, 34), meadow(art, 0, 1600, 930, 1010, (ink.CREAM, ink.WHEAT, ink.LILAC, ink.TERRACOTTA), 60))
