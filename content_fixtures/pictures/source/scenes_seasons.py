"""Woods, water, lanes and nights."""

from . import palette as ink
from .buildings import church, cottage
from .heads import Head
from .land import birds, cloud, field, ground, hill, hill_line, level_at, mist, shadow, sky, soft, streak, sun, tufts, water
from .paths import ellipse, poly, rect, rounded, smooth, taper
from .people import Person, person
from .plants import bough, bush, far_tree, hedge, meadow, poplar, tree
from .scenes_land import _valley
from .street import carriageway, front_wall, pavement, terrace
from .svg import Art, fill, form, group, line, stipple
from .things import cone, dog, lamp, wheelchair_user, words
from .town import row
from .vehicles import bicycle, car

S, H = ink.SKINS, ink.HAIRS


def woodland(art: Art) -> None:
    """Beech trees in autumn, a family on the path."""
    random = art.random
    art.add(sky(art, "#9fc4a4", "#f3e6ba", 700))
    art.add(fill(ellipse(1120, 330, 620, 480), art.glow("#fff3cf", 0.95)))
    leaves = ("#d99a3c", "#c9772f", "#e3b852", "#b9893f", "#a8a04a")
    for depth, (haze, base, wide) in enumerate(((0.66, 610, 16), (0.44, 650, 26), (0.2, 700, 40))):
        bark = ink.mix("#5b3f4a", "#f3e6ba", haze)
        for x in range(-40, 1660, (84, 130, 236)[depth]):
            at = x + random.uniform(-30, 30)
            if depth == 2 and 560 < at < 1060:
                continue
            art.add(form(fill(taper((at, base + random.uniform(-6, 16)), (at + random.uniform(-30, 30), -20), wide, wide * 0.62), bark), size="s" if depth else "xs"))
        for _ in range((40, 30, 18)[depth]):
            x, y = random.uniform(-40, 1640), random.uniform(-30, (360, 260, 150)[depth])
            if depth == 2 and 500 < x < 1150:
                continue
            tone = ink.mix(random.choice(leaves), "#f3e6ba", haze)
            r = random.uniform(60, 110) * (0.7 + depth * 0.28)
            art.add(tree_crown(art, x, y, r, tone))
        art.add(mist(art, base - 20, 150, "#f7ebc8", 0.5 - depth * 0.16))
    art.add(ground(art, 640, "#c08a44", deep="#4a2a34"))
    way = smooth(((880, 640), (820, 690), (690, 760), (560, 860), (380, 1020), (1080, 1020), (1040, 860), (960, 760), (930, 690), (930, 640)), True, 0.8)
    art.add(form(fill(way, "#e6cf9b"), size="l"), stipple(fill(way, art.fade("#6b3a2a", 0.5, (0, 0.6, 0.9, 0.3)))))
    for _ in range(560):
        y = 648 + 350 * random.random()
        x, r = random.uniform(0, 1600), 2 + (y - 640) / 50
        art.add(fill(ellipse(x, y, r * 1.5, r * 0.7), random.choice(("#e3a544", "#d07c34", "#a8542e", "#f0c766", "#8a4a34"))))
    for x, wide in ((96, 74), (1490, 84)):
        art.add(form(fill(smooth(((x - wide * 2, 960), (x - wide, 820), (x - wide * 0.8, -30), (x + wide * 0.8, -30), (x + wide, 820), (x + wide * 2.1, 970)), tension=0.5), "#4b3038"), size="xl"))
        art.add(stipple(fill(rect(x, 0, wide * 0.8, 900), art.fade("#d99a5c", 0.42, (1, 0, 0, 0)))))
    for x, y, r in ((60, 40, 150), (230, 10, 130), (1420, 30, 160), (1560, 90, 150), (1290, 0, 110), (0, 170, 120)):
        art.add(tree_crown(art, x, y, r, random.choice(("#c9772f", "#d99a3c"))))
    one = Person(770, 850, 320, 1, top=ink.PINE_MID, hem=0.1, legs=ink.SLATE_DARK, head=Head(S[2], H[0], "long", hat=ink.BRICK, look=0.5), feet=((-0.1, 0), (0.12, 0)), hands=((-0.1, 0.45), (0.16, 0.4)))
    kid = Person(868, 858, 190, -1, top=ink.WHEAT, legs=ink.DAMSON, head=Head(S[3], H[0], "afro", look=0.5, size=1.28), feet=((-0.12, 0), (0.12, 0)), hands=((-0.16, 0.6), (0.16, 0.64)))
    two = Person(950, 842, 334, -1, top=ink.DAMSON, legs=ink.PINE_INK, head=Head(S[4], H[0], "short", beard=H[0], look=0.5), feet=((-0.1, 0), (0.12, 0)), hands=((-0.1, 0.45), (0.18, 0.38)), scarf=ink.WHEAT)
    for p in (one, two, kid):
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.5), person(art, p))
    art.add(dog(640, 884, 80, "#e3d5bd", 1))


def tree_crown(art: Art, x: float, y: float, r: float, paint: str) -> str:
    """A mass of leaves without its trunk."""
    from .paths import blob
    from .plants import _leaves

    return group(form(fill(blob(art.random, x, y, r, r * 0.72, 13, 0.12), paint), size="m"), _leaves(art, x, y, r * 0.9, r * 0.62, paint, 26))


def farm_lane(art: Art) -> None:
    """A tractor on a lane between harvest fields."""
    art.add(sky(art, "#74b0ac", "#f1e6c4", 520), sun(art, 1360, 190, 52), cloud(art, 280, 180, 330), cloud(art, 860, 110, 230, ink.CREAM, 0.8))
    _valley(art, 420)
    art.add(row(art, 260, 520, 610, 70, 0.25, 6), church(art, 470, 612, 200, 0.25))
    art.add(ground(art, 596, "#a9bf6e", deep=ink.PINE))
    art.add(field(art, ((-40, 610), (700, 610), (620, 1010), (-700, 1010)), "#e5bd62", 20), field(art, ((930, 610), (1640, 610), (2300, 1010), (1240, 1010)), "#d9aa4c", 20))
    for x, y, r in ((120, 700, 44), (330, 740, 54), (1290, 690, 44), (1470, 770, 62), (90, 850, 74)):
        art.add(shadow(art, x, y, r * 2.4, 24), form(fill(rounded(x - r, y - r * 1.9, r * 2, r * 1.9, r * 0.9), "#d9a94e"), size="m"), line(ellipse(x, y - r * 0.95, r * 0.62, r * 0.6) + ellipse(x, y - r * 0.95, r * 0.3, r * 0.28), "#a8772f", 4))
    lane = poly(((760, 600), (856, 600), (1180, 1010), (520, 1010)))
    art.add(fill(lane, "#cfb98c"), stipple(fill(lane, art.fade(ink.RUST, 0.5, (0, 0.6, 0.9, 0.3)))), fill(poly(((800, 600), (812, 600), (890, 1010), (790, 1010))), "#94ad5e"))
    for side, points in ((-1, [(742, 612), (470, 1010)]), (1, [(874, 612), (1216, 1010)])):
        art.add(hedge(art, points, 26, "#4d8a55", near=4.2))
    art.add(tree(art, 1080, 700, 330, "#5b9455"), tree(art, 640, 668, 210, "#5b9455"))
    x, y = 700, 880
    tractor = group(
        shadow(art, x + 110, y + 2, 340, 40), form(fill(poly(((x - 8, y - 60), (x - 4, y - 150), (x + 90, y - 150), (x + 90, y - 176), (x + 236, y - 168), (x + 250, y - 60))), ink.BRICK), size="m"),
        form(fill(rect(x + 200, y - 240, 12, 76), ink.SLATE_DARK), size="xs"), fill(poly(((x + 6, y - 150), (x + 16, y - 262), (x + 96, y - 262), (x + 112, y - 150))), "#a9cfca", opacity=0.85),
        art.inside(poly(((x + 6, y - 150), (x + 16, y - 262), (x + 96, y - 262), (x + 112, y - 150))), person(art, Person(x + 50, y - 70, 250, 1, top=ink.FERN, hip=0.28, head=Head(S[1], H[4], "short", hat=ink.SLATE_DARK, hat_kind="cap", beard=H[4], look=0.8), hands=((0.16, 0.42), (0.18, 0.42))))),
        line(poly(((x + 6, y - 150), (x + 16, y - 262), (x + 96, y - 262), (x + 112, y - 150))), ink.RUST, 8), form(fill(rounded(x + 4, y - 276, 106, 18, 6), ink.RUST), size="xs"),
    )
    from .vehicles import wheel

    art.add(tractor, wheel(x + 40, y, 76, ink.WHEAT), wheel(x + 218, y, 46, ink.WHEAT), birds(art, 420, 300, 7, 10, ink.SLATE_DARK))
    art.add(meadow(art, 1230, 1640, 900, 1010, (ink.BRICK, ink.TERRACOTTA, ink.CREAM), 30))


def river_flood(art: Art) -> None:
    """The Marl over its banks; wardens with sandbags at the cottages."""
    random = art.random
    art.add(sky(art, "#5c7480", "#b9c3bb", 560, "#d9d0b4"))
    for x, y, w in ((240, 190, 560), (820, 140, 640), (1380, 230, 560), (560, 290, 460)):
        art.add(cloud(art, x, y, w, "#c2c6c4", 0.85))
    _valley(art, 430)
    art.add(fill(rect(0, 380, 1600, 240), "#5c7480", opacity=0.28), ground(art, 600, "#7f9c6a", deep=ink.PINE))
    art.add(water(art, rect(-10, 618, 1640, 300), 618, 918, "#8a8f78", "#e3dfc8"))
    for x, tall in ((90, 190), (250, 150), (470, 170)):
        art.add(tree(art, x, 668, tall, "#557f58"), fill(ellipse(x, 670, tall * 0.16, 6), "#d9d8c4", opacity=0.6))
    art.add(hedge(art, [(300, 690), (700, 684)], 26, "#557f58"), line("M360 742h110M372 742v-58M458 742v-58M360 702h110M360 722h110", "#6b5140", 9))
    art.add(form(fill(rect(596, 664, 12, 130), "#6b5140"), fill(poly(((540, 664), (602, 612), (664, 664), (602, 716))), ink.WHEAT), size="xs"), words("FLOOD", 602, 672, 27, ink.DAMSON_INK))
    bank = smooth(((720, 760), (900, 700), (1150, 676), (1640, 668), (1640, 1040), (300, 1040), (420, 940), (600, 850)), True, 0.7)
    art.add(form(fill(bank, "#7d9a5e"), size="l"))
    art.add(cottage(art, 1000, 740, 190, 270, 170, ink.CLAY, ink.BRICK), cottage(art, 1400, 760, 200, 200, 180, ink.MARL, "#5d6a6b"))
    lane = smooth(((1640, 800), (1300, 792), (1000, 830), (760, 900), (640, 1040), (1640, 1040)), True, 0.6)
    art.add(fill(lane, "#7c7a78"), stipple(fill(lane, art.fade(ink.DAMSON_INK, 0.6, (0, 1, 0.6, 0)))))
    for level in range(3):
        for index in range(9 - level):
            bx, by = 800 + index * 66 + level * 33, 836 - level * 30 - index * 7
            art.add(form(fill(rounded(bx, by - 32, 70, 34, 15), ink.turned("#d2b98a", 0, random.uniform(-0.05, 0.04))), size="s"))
    one = Person(1010, 946, 372, -1, top=ink.HI_VIS, vest=ink.HI_VIS, sleeves=ink.HI_VIS, legs=ink.PINE, shoes=ink.PINE_INK, head=Head(S[0], H[3], "tail", look=0.7), lean=0.08, hip=0.49, hands=((0.24, 0.46), (0.26, 0.44)), feet=((-0.1, 0), (0.16, 0)))
    two = Person(1260, 940, 386, -1, top=ink.HI_VIS, vest=ink.HI_VIS, sleeves=ink.PINE, legs=ink.PINE_INK, head=Head(S[4], H[0], "short", beard=H[0], hat=ink.PINE, look=0.7), hands=((0.2, 0.46), (0.24, 0.46)), feet=((-0.12, 0), (0.14, 0)))
    for p in (one, two):
        bag = form(fill(rounded(p.x - p.height * 0.36, p.y - p.height * 0.5, 84, 40, 16), "#d9c08f"), size="s")
        art.add(shadow(art, p.x, p.y + 2, 190), person(art, p, between_arms=bag))
    neighbour = Person(1450, 910, 360, -1, top=ink.PLUM, hem=0.12, legs=ink.SLATE_DARK, shoes=ink.PINE, head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.6), hands=((0.1, 0.5), (0.18, 0.52)))
    art.add(shadow(art, 1450, 912, 170), person(art, neighbour, between_arms=form(fill(rounded(1376, 716, 56, 30, 8), ink.WHEAT), size="xs")))
    rain = "".join(f"M{x:.0f} {y:.0f}l-9 36" for x, y in ((random.uniform(0, 1640), random.uniform(-20, 960)) for _ in range(150)))
    art.add(line(rain, "#e6ecea", 2, opacity=0.4))


def street_light(art: Art) -> None:
    """Lamps come on in a Marlford street at dusk."""
    art.add(sky(art, "#2b2f56", "#a4708a", 560, "#f0b878"))
    art.add(streak(art, 380, 160, 620, "#e0a890", 0.4), streak(art, 1180, 250, 560, "#f0c8a0", 0.4))
    dusk = group(row(art, -60, 1660, 470, 130, 0.25, 40), church(art, 1130, 560, 470, 0.1), row(art, -60, 1660, 590, 190, 0.05, 0))
    art.add(dusk, fill(rect(0, 130, 1600, 480), "#38265a", opacity=0.5, style="mix-blend-mode:multiply"))
    random = art.random
    for _ in range(34):
        x, y = random.uniform(0, 1600), random.uniform(430, 580)
        art.add(fill(ellipse(x + 6, y + 8, 34, 30), art.glow(ink.WHEAT, 0.45)), fill(rect(x, y, 12, 15), ink.WHEAT_PALE))
    art.add(ground(art, 586, "#6b5a78", deep=ink.DAMSON_INK), pavement(art, 590, 90, "#87748a"), carriageway(art, 705, 880, dashes=780, paint="#463f5c"), pavement(art, 874, 130, "#87748a"))
    for x in (170, 1010):
        art.add(soft(fill(ellipse(x, 690, 260, 46), ink.WHEAT_PALE, opacity=0.5), size=12), fill(ellipse(x, 360, 300, 300), art.glow(ink.WHEAT, 0.3)), lamp(art, x, 668, 420, 0.95))
    art.add(car(art, 340, 800, 380, ink.BRICK), soft(fill(poly(((712, 716), (1120, 700), (1120, 800), (712, 760))), art.gradient(((0, ink.WHEAT_PALE, 0.8), (1, ink.WHEAT_PALE, 0)), (0, 0, 1, 0))), size=12))
    art.add(soft(fill(ellipse(1270, 940, 330, 50), ink.WHEAT_PALE, opacity=0.62), size=12))
    worker = Person(1290, 946, 410, -1, top=ink.HI_VIS, vest=ink.HI_VIS, sleeves=ink.HI_VIS, legs=ink.HI_VIS, head=Head(S[3], H[0], "bun", hat=ink.CREAM, hat_kind="helmet", look=0.6), hands=((0.2, 0.5), (0.18, 0.54)))
    art.add(shadow(art, 1290, 948, 190), person(art, worker, between_arms=form(fill(rounded(1190, 712, 64, 46, 6), ink.SLATE_DARK), fill(rect(1197, 718, 50, 34), "#bfe6dc"), size="xs")))
    art.add(cone(1130, 956, 92), cone(1500, 956, 92), fill(ellipse(1420, 440, 330, 330), art.glow(ink.WHEAT, 0.5)), lamp(art, 1420, 940, 640, 1.0))
    walkers = [Person(620, 664, 210, -1, top=ink.PLUM, hem=0.14, legs=ink.DAMSON_INK, head=Head(S[0], H[5], "bob", look=0.6), feet=((-0.12, 0), (0.12, 0)), scarf=ink.WHEAT), Person(680, 668, 222, -1, top=ink.PINE, hem=0.12, legs=ink.DAMSON_INK, head=Head(S[0], H[4], "short", hat=ink.SLATE_DARK, hat_kind="cap", look=0.6), feet=((-0.12, 0), (0.12, 0)))]
    art.add(*(person(art, p) for p in walkers), bicycle(60, 960, 170, ink.FERN))


def garden_waste(art: Art) -> None:
    """An autumn tidy in the garden, the brown bin open."""
    from .things import wheelie_bin

    art.add(sky(art, "#7fb6b0", "#f0e6c8", 460), sun(art, 1440, 150, 44), cloud(art, 980, 140, 260), row(art, -60, 1660, 470, 150, 0.35, 30))
    fence = "".join(rounded(x, 420, 62, 260, 8) for x in range(-10, 1600, 66))
    art.add(form(fill(fence, "#b98a5c"), size="xs"), fill(rect(0, 470, 1600, 14) + rect(0, 610, 1600, 14), "#8a5f3c", opacity=0.6))
    art.add(ground(art, 660, "#84b25e", deep=ink.PINE))
    for x, size, bloom in ((60, 260, ink.ROSE), (300, 210, ink.WHEAT), (1180, 230, ink.LILAC), (1400, 290, ink.TERRACOTTA), (1580, 240, ink.CREAM)):
        art.add(bush(art, x, 706, size, "#4f8f55", bloom))
    art.add(tree(art, 210, 730, 560, "#c98a3c"))
    art.add(tufts(art, 0, 1600, 720, 990, "#a9cc70", 170, 26))
    for _ in range(190):
        x, y = art.random.gauss(560, 210), art.random.uniform(740, 960)
        art.add(fill(ellipse(x, y, 9, 4.5), art.random.choice(("#d99a3c", "#c9772f", "#e8c25c", "#a8542e"))))
    art.add(shadow(art, 600, 874, 300, 40), *(tree_crown(art, x, y, r, tone) for x, y, r, tone in ((560, 850, 72, "#b9702f"), (640, 854, 66, "#d99a3c"), (600, 824, 58, "#e3b04a"))))
    art.add(wheelie_bin(art, 1060, 880, 300, "#80543a", "#6a432e"))
    lid = form(fill(smooth(((972, 610), (958, 600), (960, 440), (976, 432), (990, 446), (990, 612)), tension=0.5), "#6a432e"), size="s")
    art.add(fill(rect(978, 560, 166, 64), "#84b25e") if False else "", lid, tree_crown(art, 1060, 596, 70, "#8aa84e"), tree_crown(art, 1100, 580, 50, "#d99a3c"), line("M1020 600l-30 -90M1090 590l36 -84M1060 580l4 -100", "#7a4f34", 6))
    raker = Person(800, 900, 420, -1, top=ink.PLUM, legs="#4a6572", shoes=ink.PINE, head=Head(S[0], H[5], "bun", glasses=True, look=0.7), lean=0.07, hip=0.5, hands=((0.3, 0.42), (0.14, 0.56)), feet=((-0.12, 0), (0.12, 0)))
    rake = group(line("M764 628L636 872", "#b98a54", 8), line("M606 866l62 16", ink.SLATE_DARK, 9))
    art.add(shadow(art, 800, 902, 200), person(art, raker, between_arms=rake))
    kid = Person(1290, 912, 270, -1, top=ink.WHEAT, legs=ink.PINE, shoes=ink.BRICK, head=Head(S[3], H[0], "curls", look=0.7, size=1.26), hands=((0.26, 0.6), (0.28, 0.58)), feet=((-0.12, 0), (0.12, 0)))
    art.add(shadow(art, 1290, 914, 150), person(art, kid, between_arms=tree_crown(art, 1206, 752, 40, "#c9772f")))


def new_homes(art: Art) -> None:
    """New council homes, a family with their keys."""
    art.add(sky(art, "#78b4ae", "#f1e8ca", 520), sun(art, 1450, 150, 46), cloud(art, 260, 150, 320), cloud(art, 1000, 110, 230, ink.CREAM, 0.85))
    _valley(art, 410)
    art.add(ground(art, 620, "#86b463", deep=ink.PINE), hedge(art, [(-20, 660), (1640, 660)], 50, "#4f8a5e"))
    for index, (wall, door) in enumerate(((ink.TERRACOTTA, ink.PINE), (ink.MARL, ink.DAMSON), ("#b9644a", ink.WHEAT), (ink.CLAY, ink.FERN))):
        x = 40 + index * 385
        front = poly(((x, 740), (x, 450), (x + 165, 300), (x + 330, 450), (x + 330, 740)))
        roof = poly(((x - 22, 462), (x + 165, 280), (x + 352, 462), (x + 330, 462), (x + 165, 306), (x, 462)))
        panels = poly(((x + 190, 318), (x + 236, 318), (x + 320, 400), (x + 276, 402)))
        art.add(fill(front, wall), stipple(fill(front, art.fade(ink.DAMSON_INK, 0.5, (0, 0.8, 0.8, 0.2)))), form(fill(roof, "#4f5a60"), size="s"), fill(panels, "#2b3f5c") if False else "")
        from .buildings import window

        for wx in (x + 40, x + 210):
            art.add(window(wx, 470, 82, 92, "#3f5f68"))
        art.add(window(x + 40, 610, 110, 92, "#3f5f68" if index % 2 else ink.WHEAT), fill(ellipse(x + 165, 400, 26, 26), ink.CREAM), fill(ellipse(x + 165, 400, 19, 19), "#3f5f68"))
        art.add(fill(rect(x + 214, 598, 84, 142), ink.CREAM), form(fill(rect(x + 222, 606, 68, 134), door), size="s"), fill(rect(x + 244, 622, 24, 44), "#bfe0da"), fill(rect(x + 204, 586, 104, 14), "#4f5a60"), bush(art, x + 70, 752, 120, "#4f8f55", (ink.WHEAT, ink.ROSE, ink.LILAC, ink.CREAM)[index]))
        art.add(fill(poly(((x + 218, 740), (x + 296, 740), (x + 316, 800), (x + 206, 800))), ink.SAND))
    art.add(pavement(art, 792, 90), carriageway(art, 900, 1000))
    for x in (24, 792, 1560):
        art.add(tree(art, x, 800, 230, "#7da350"))
    folk = [
        Person(560, 866, 370, 1, top=ink.PINE_MID, legs=ink.SLATE_DARK, head=Head(S[4], H[0], "short", beard=H[0], look=0.6), hands=((-0.1, 0.44), (0.2, 0.7))),
        Person(680, 870, 356, -1, top=ink.WHEAT, hem=0.14, flare=1.15, legs=ink.DAMSON, head=Head(S[3], H[0], "afro", look=0.6), hands=((0.1, 0.44), (-0.14, 0.4))),
        Person(770, 874, 210, -1, top=ink.TERRACOTTA, legs=ink.SLATE, head=Head(S[3], H[0], "curls", look=0.6, size=1.28), hands=((-0.1, 0.45), (0.2, 0.72))),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(line(ellipse(638, 600, 11, 11) + "M638 611v26m0 -10h9m-9 9h9", ink.WHEAT, 5), *(form(fill(rect(x, y - s, s * 1.2, s), tone), fill(rect(x + s * 0.5, y - s, s * 0.18, s), ink.CLAY), size="s") for x, y, s, tone in ((1010, 872, 92, "#c99a5f"), (1130, 876, 70, "#b98a54"), (1030, 782, 64, "#dcb67e"))))
    art.add(wheelchair_user(art, Person(1310, 880, 366, -1, top=ink.PLUM, legs=ink.PINE, head=Head(S[0], H[5], "bob", glasses=True, look=0.6), hands=((0.2, 0.62), (0.26, 0.72)))))
