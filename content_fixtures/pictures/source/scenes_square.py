"""Scenes of Market Square and the streets around it."""

from . import palette as ink
from .buildings import castle, church, county_hall
from .heads import Head
from .land import birds, cloud, ground, shadow, sky, streak, sun
from .paths import arch, ellipse, poly, rect, rounded
from .people import Person, person
from .plants import bush, hedge, tree
from .rooms import cat
from .street import bricks, carriageway, front_wall, pavement, railings, terrace
from .svg import Art, fill, form, group, line, stipple
from .things import bench, dog, lamp, wheelchair_user, words
from .town import row
from .vehicles import bicycle

S, H = ink.SKINS, ink.HAIRS


def confetti(art: Art, left: float, right: float, top: float, bottom: float, count: int) -> str:
    """Paper petals in the air."""
    random, parts = art.random, []
    for _ in range(count):
        x, y, size = random.uniform(left, right), random.uniform(top, bottom), random.uniform(4, 9)
        tone = random.choice((ink.WHEAT, ink.CREAM, ink.ROSE, ink.LILAC, ink.SAGE))
        parts.append(fill(ellipse(x, y, size, size * 0.55), tone, transform=f"rotate({random.randrange(180)} {x:.0f} {y:.0f})"))
    return group(*parts)


def setts(art: Art, top: float, paint: str = "#c9b690") -> str:
    """The square's stone floor."""
    parts = [ground(art, top, paint, deep=ink.DAMSON)]
    lines = "".join(f"M{800 + (x - 800) * 0.5:.0f} {top}L{800 + (x - 800) * 1.9:.0f} 1000" for x in range(-700, 2400, 110))
    y, step = top + 8.0, 14.0
    while y < 1000:
        lines += f"M0 {y:.0f}H1600"
        y += step
        step *= 1.22
    return group(*parts, line(lines, ink.darker(paint, 0.22), 2, opacity=0.6))


def hall_front(art: Art) -> None:
    """Close to County Hall's door, as guests at a wedding see it."""
    stone, shade = "#eddfbd", "#bba58f"
    art.add(fill(rect(0, 0, 1600, 1000), stone), stipple(fill(rect(0, 0, 1600, 800), art.fade(ink.DAMSON, 0.42, (0, 0.4, 0.7, 0.5)))))
    art.add(line("".join(f"M0 {y}H1600" for y in range(60, 760, 58)), shade, 3, opacity=0.6))
    for x in (60, 1270):
        art.add(fill(arch(x - 22, 108, 314, 552), ink.CREAM), fill(arch(x, 130, 270, 520), "#44606a"))
        art.add(art.inside(arch(x, 130, 270, 520), stipple(fill(rect(x, 130, 270, 520), art.fade("#bfe0da", 0.8, (1, 0, 0.2, 0.9)))), line(f"M{x + 90} 130v520M{x + 180} 130v520M{x} 300h270M{x} 470h270", ink.CREAM, 9)))
        art.add(form(fill(rect(x - 34, 648, 338, 26), ink.CREAM), size="s"), bush(art, x + 60, 660, 110, "#4b8a56", ink.TERRACOTTA), bush(art, x + 150, 660, 120, "#4b8a56", ink.WHEAT), bush(art, x + 230, 660, 100, "#4b8a56", ink.PLUM))
    art.add(fill(arch(560, 60, 480, 720), ink.lighter(stone, 0.5)), fill(arch(600, 100, 400, 680), "#4a2f30"))
    art.add(fill(arch(640, 150, 320, 640), art.glow(ink.WHEAT, 0.95)))
    for x, lean in ((600, 84), (1000, -84)):
        art.add(form(fill(poly(((x, 280), (x + lean, 312), (x + lean, 780), (x, 780))), ink.PINE_MID), line(f"M{x + lean * 0.5} 330V740", ink.PINE, 5), size="s"))
    for x in (470, 1070):
        pillar = art.gradient(((0, shade, 1), (0.5, stone, 1), (0.85, ink.CREAM, 1), (1, stone, 1)), (0, 0, 1, 0))
        art.add(fill(rect(x, 0, 62, 790), pillar), fill(rect(x - 14, 756, 90, 34), ink.CREAM))
    garland = "".join(f"M{x} 40q75 110 150 0" for x in (500, 650, 800, 950))
    art.add(line(garland, ink.FERN, 12), *(form(fill(ellipse(x, y, 17, 16), tone), size="xs") for x, y, tone in ((500, 42, ink.ROSE), (575, 92, ink.WHEAT), (650, 44, ink.CREAM), (725, 94, ink.PLUM), (800, 44, ink.TERRACOTTA), (875, 94, ink.WHEAT), (950, 44, ink.ROSE), (1025, 92, ink.CREAM), (1100, 42, ink.PLUM))))
    for step in range(3):
        art.add(fill(rect(330 - step * 60, 780 + step * 30, 940 + step * 120, 32), ink.mix(ink.CREAM, shade, 0.12 + step * 0.08)), fill(rect(330 - step * 60, 804 + step * 30, 940 + step * 120, 8), ink.DAMSON, opacity=0.35))
    art.add(setts(art, 868))


def town_hall(art: Art) -> None:
    """County Hall in Market Square on a bright morning."""
    art.add(sky(art, "#6faeac", "#e4ead4", 640), sun(art, 1450, 150, 46), streak(art, 330, 130, 460, ink.CREAM, 0.5))
    art.add(cloud(art, 240, 300, 290), cloud(art, 1190, 190, 230, ink.CREAM, 0.85))
    art.add(row(art, -40, 360, 640, 150, 0.35), row(art, 1300, 1640, 640, 150, 0.3), church(art, 128, 660, 520, 0.35), row(art, -60, 260, 668, 170, 0.12), row(art, 1390, 1660, 668, 170, 0.1))
    art.add(setts(art, 660), county_hall(art, 840, 680, 1010))
    for x in (300, 1390):
        art.add(tree(art, x, 716, 300, "#5b9a58"))
    for x in (470, 1216):
        art.add(lamp(art, x, 760, 330))
    walkers = [
        Person(560, 800, 230, 1, top=ink.BRICK, legs=ink.SLATE_DARK, head=Head(S[0], H[4], "short", look=0.7), feet=((-0.12, 0), (0.13, 0)), lean=0.02),
        Person(620, 806, 220, 1, top=ink.WHEAT, hem=0.14, flare=1.2, legs=ink.DAMSON, head=Head(S[3], H[0], "afro", look=0.7), feet=((-0.1, 0), (0.12, 0))),
        Person(950, 772, 196, -1, top=ink.DAMSON, hem=0.3, flare=1.3, legs=ink.SLATE, head=Head(S[2], hijab=ink.SAGE, look=0.6), feet=((-0.08, 0), (0.1, 0))),
        Person(888, 776, 124, -1, top=ink.TERRACOTTA, legs=ink.PINE, head=Head(S[2], H[0], "short", look=0.5, size=1.3), feet=((-0.1, 0), (0.12, 0)), hands=((-0.1, 0.45), (-0.24, 0.62))),
    ]
    for p in walkers:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.46), person(art, p))
    art.add(wheelchair_user(art, Person(1120, 880, 320, -1, top=ink.PINE_MID, legs=ink.SLATE_DARK, head=Head(S[4], H[0], "short", look=0.6, glasses=True), hands=((0.1, 0.4), (-0.02, 0.36)))))
    friend = Person(1010, 886, 330, 1, top=ink.ROSE, hem=0.1, legs=ink.DAMSON, head=Head(S[1], H[3], "long", look=0.7), hands=((0.16, 0.52), (0.16, 0.62)))
    art.add(shadow(art, 1010, 888, 150), person(art, friend), bench(190, 872, 230))
    elder = Person(300, 880, 320, 1, top=ink.PLUM, legs=ink.SLATE, hip=0.32, seated=True, feet=((0.2, 0), (0.26, 0)), hands=((0.16, 0.44), (0.2, 0.43)), head=Head(S[0], H[5], "short", hat=ink.SLATE_DARK, hat_kind="cap", look=0.6, beard=H[5]))
    art.add(person(art, elder), dog(470, 890, 74, "#b88a5a", -1))
    for x, y in ((700, 910), (740, 925), (670, 935), (760, 900)):
        art.add(form(fill(ellipse(x, y, 12, 7), ink.SLATE), fill(ellipse(x + 9, y - 8, 5, 5), ink.PINE_MID), size="xs"))
    art.add(birds(art, 420, 240, 5))


def _stall(art: Art, x: float, y: float, width: float, height: float, stripes: tuple[str, str], goods: tuple[str, ...], keeper: Person | None = None) -> str:
    """A market stall under a striped awning."""
    random, w, h = art.random, width, height
    top, parts = y - h, []
    parts.append(fill(ellipse(x + w * 0.44, y, w * 0.56, 16), ink.DAMSON_INK, opacity=0.4))
    parts.append(fill(rect(x + 12, top + h * 0.24, w - 24, h * 0.4), ink.mix(ink.DAMSON_INK, stripes[0], 0.3), opacity=0.55))
    parts.append(form(fill(rect(x + 8, top, 12, h) + rect(x + w - 20, top, 12, h), "#7a4f34"), size="xs"))
    table = poly(((x - 8, y - h * 0.36), (x + w + 8, y - h * 0.36), (x + w, y - 4), (x, y - 4)))
    parts += [form(fill(table, ink.mix(stripes[0], ink.MARL, 0.25)), size="m"), line("".join(f"M{x + w * i / 9:.0f} {y - h * 0.33:.0f}V{y - 8}" for i in range(1, 9)), ink.darker(stripes[0], 0.3), 3, opacity=0.4)]
    crate = w / len(goods)
    for index, tone in enumerate(goods):
        cx = x + index * crate
        for layer in range(3):
            for k in range(5 - layer):
                fx, r = cx + crate * (0.16 + 0.17 * k + 0.085 * layer), crate * 0.1
                parts.append(form(fill(ellipse(fx, y - h * 0.43 - layer * r * 1.3, r, r), ink.turned(tone, random.uniform(-0.015, 0.015), random.uniform(-0.05, 0.05))), size="xs"))
        parts.append(form(fill(rect(cx + 5, y - h * 0.42, crate - 10, h * 0.075), "#a5774a"), size="xs"))
    if keeper:
        parts.insert(2, person(art, keeper))
    count, drop = 9, h * 0.24
    for i in range(count):
        a, b = x - 22 + (w + 44) * i / count, x - 22 + (w + 44) * (i + 1) / count
        ta, tb = x + 14 + (w - 28) * i / count, x + 14 + (w - 28) * (i + 1) / count
        tone = stripes[i % 2]
        parts.append(fill(poly(((ta, top - h * 0.04), (tb, top - h * 0.04), (b, top + drop), (a, top + drop))), tone))
        parts.append(fill(f"M{a:.1f} {top + drop - 1:.1f}H{b:.1f}v{h * 0.05:.1f}a{(b - a) / 2:.1f} {h * 0.05:.1f} 0 0 1 {a - b:.1f} 0z", ink.darker(tone, 0.16)))
    cover = poly(((x + 14, top - h * 0.04), (x + w - 14, top - h * 0.04), (x + w + 22, top + drop), (x - 22, top + drop)))
    parts.append(stipple(fill(cover, art.fade(ink.DAMSON_INK, 0.5, (0, 0.9, 0.7, 0.2)))))
    return group(*parts)


def market(art: Art) -> None:
    """Saturday's market under the spire."""
    art.add(sky(art, "#74b1ad", "#ecead0", 560), sun(art, 1400, 130, 46), cloud(art, 250, 190, 300), cloud(art, 1090, 160, 220, ink.CREAM, 0.85))
    art.add(row(art, -60, 700, 500, 130, 0.4, 20), church(art, 500, 590, 540, 0.2), row(art, -60, 420, 570, 180, 0.14), row(art, 700, 1660, 540, 150, 0.3, 16), row(art, 760, 1680, 590, 190, 0.1))
    art.add(setts(art, 562))
    bunting = ""
    for start in range(-40, 1600, 410):
        art.add(line(f"M{start} 150Q{start + 205} 250 {start + 410} 150", ink.DAMSON, 3))
        for i in range(9):
            t = (i + 0.5) / 9
            bx, by = start + 410 * t, 150 + 200 * t * (1 - t)
            art.add(fill(poly(((bx - 15, by), (bx + 15, by), (bx, by + 36))), (ink.WHEAT, ink.DAMSON, ink.FERN, ink.TERRACOTTA)[(i + start) % 4]))
    art.add(bunting, _stall(art, 60, 760, 380, 432, (ink.PINE_MID, ink.CREAM), ("#c8442f", "#e9a13a", "#7fa648", "#8c3b6b"), Person(215, 756, 318, 1, top=ink.SAGE, apron=ink.PINE, head=Head(S[0], H[2], "bun", look=0.4))))
    art.add(_stall(art, 1150, 764, 400, 440, (ink.DAMSON, ink.CREAM), ("#d9a441", "#c98a55", "#e8cf9a", "#b5683a"), Person(1370, 760, 324, -1, top=ink.CREAM, apron=ink.DAMSON, head=Head(S[3], H[0], "short", beard=H[0], look=0.5))))
    art.add(_stall(art, 610, 716, 330, 384, (ink.BRICK, ink.CREAM), ("#e0b23f", "#c45a86", "#f0e4cf", "#8a5aa0"), Person(735, 712, 282, -1, top=ink.TERRACOTTA, apron=ink.CREAM, head=Head(S[0], H[4], "curls", glasses=True, look=0.4))))
    folk = [
        Person(540, 832, 356, 1, top=ink.WHEAT, hem=0.12, flare=1.1, legs=ink.DAMSON, head=Head(S[4], H[0], "afro", look=0.7), feet=((-0.1, 0), (0.12, 0)), hands=((-0.1, 0.44), (0.2, 0.5))),
        Person(470, 846, 366, -1, top=ink.SLATE, legs=ink.SLATE_DARK, head=Head(S[1], H[4], "short", hat=ink.BRICK, hat_kind="cap", look=0.7, beard=H[4]), hands=((0.14, 0.5), (0.22, 0.56))),
        Person(1010, 822, 340, 1, top=ink.PLUM, hem=0.3, flare=1.3, legs=ink.SLATE, head=Head(S[2], hijab=ink.WHEAT_PALE, look=0.75), feet=((-0.08, 0), (0.1, 0)), hands=((0.2, 0.52), (0.24, 0.5))),
        Person(1112, 836, 346, 1, top=ink.FERN, legs=ink.PINE_INK, head=Head(S[2], H[0], turban=ink.TERRACOTTA, beard=H[0], look=0.8), hands=((0.16, 0.5), (0.3, 0.56))),
        Person(788, 858, 224, -1, top=ink.TERRACOTTA, legs=S[0], skirt=True, hem=0.12, flare=1.5, head=Head(S[0], H[3], "tail", look=0.6, size=1.28), feet=((-0.1, 0), (0.12, 0)), hands=((-0.12, 0.44), (-0.22, 0.66))),
        Person(880, 852, 360, -1, top=ink.ROSE, hem=0.08, legs=ink.PINE, head=Head(S[0], H[3], "bob", look=0.7), feet=((-0.1, 0), (0.12, 0)), hands=((0.1, 0.43), (0.16, 0.41))),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(form(fill(rounded(1086 - 20, 660, 48, 50, 8), "#c08a4f"), size="s"))
    art.add(wheelchair_user(art, Person(300, 930, 380, 1, top=ink.PINE_MID, legs=ink.DAMSON, head=Head(S[0], H[5], "bob", glasses=True, look=0.6), hands=((0.2, 0.47), (0.24, 0.46)))))
    art.add(form(fill(poly(((350, 742), (420, 742), (410, 800), (358, 800))), "#b98a54"), *(fill(ellipse(x, 740, 13, 13), tone) for x, tone in ((362, "#c8442f"), (384, "#7fa648"), (406, "#e9a13a"))), size="s"))
    art.add(dog(1330, 912, 92, "#4a3a3a", -1))


def terrace_houses(art: Art) -> None:
    """A terrace on the hill in Castle Street; the town falls away beyond."""
    art.add(sky(art, "#7cb3ae", "#efe9cd", 420), sun(art, 1490, 100, 42), cloud(art, 1240, 110, 260))
    art.add(row(art, -40, 1640, 330, 110, 0.45, 60), castle(art, 470, 262, 230, 0.35))
    art.add(terrace(art, -120, 770, 372, 430, 5))
    art.add(fill(rect(0, 768, 1600, 74), "#bfa67c"), stipple(fill(rect(0, 768, 1600, 74), art.fade(ink.DAMSON_INK, 0.6))))
    blooms = (ink.WHEAT, ink.LILAC, ink.TERRACOTTA, ink.CREAM, ink.ROSE)
    for index in range(5):
        gx = -120 + index * 372 + (118 if index % 2 else 0)
        art.add(bush(art, gx + 70, 818, 120, "#4c8a58", blooms[index]), bush(art, gx + 170, 820, 104, "#5f9a58", blooms[(index + 2) % 5]))
        art.add(front_wall(art, gx + 4, 838, 236, 36), railings(gx + 12, 794, 220, 36))
    art.add(pavement(art, 836, 84), carriageway(art, 936, 1000))
    art.add(cat(590, 790, 44, "#3c3438"), group(bicycle(96, 866, 150, ink.TERRACOTTA)))
    painter = Person(1158, 846, 350, -1, top=ink.CREAM, legs="#5f7f8a", head=Head(S[4], H[0], "locs", look=0.9, hat=ink.WHEAT, hat_kind="cap"), hands=((0.1, 0.5), (0.24, 0.74)), short_sleeves=True)
    art.add(shadow(art, 1158, 848, 150), person(art, painter, between_arms=line("M1072 580l-14 -22", "#7a4f34", 7)), form(fill(rect(1064, 810, 40, 40), ink.STEEL), fill(rect(1064, 810, 40, 9), ink.FERN), size="xs"))
    folk = [
        Person(740, 902, 372, 1, top=ink.PLUM, hem=0.16, flare=1.15, legs=ink.SLATE_DARK, head=Head(S[0], H[5], "bun", glasses=True, look=0.7), hands=((-0.12, 0.44), (0.22, 0.56)), scarf=ink.WHEAT),
        Person(880, 906, 380, -1, top=ink.PINE_MID, hem=0.3, flare=1.25, legs=ink.SLATE, head=Head(S[2], hijab=ink.ROSE, look=0.7), hands=((-0.1, 0.44), (0.2, 0.6))),
        Person(960, 912, 210, -1, top=ink.WHEAT, legs=ink.BRICK, head=Head(S[2], H[0], "short", look=0.6, size=1.28), hands=((0.1, 0.46), (-0.18, 0.62))),
    ]
    for p in folk:
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.48), person(art, p))
    art.add(tree(art, 1440, 910, 520, "#7da350"))


def school_gate(art: Art) -> None:
    """The end of the day at a primary school's gate."""
    art.add(sky(art, "#7fb6b0", "#f0ead0", 430), sun(art, 1480, 140, 44), cloud(art, 270, 150, 300), cloud(art, 1230, 210, 220, ink.CREAM, 0.85))
    wall = ink.BRICK
    main = rect(330, 330, 800, 340)
    art.add(fill(main, wall), bricks(art, main, 330, 330, 800, 340, wall, 160), stipple(fill(main, art.fade(ink.DAMSON_INK, 0.5, (0, 0.7, 0.8, 0.2)))))
    art.add(form(fill(poly(((300, 336), (390, 190), (1070, 190), (1160, 336))), "#5f6b70"), size="l"), fill(rect(300, 330, 860, 14), ink.CREAM))
    for gx in (380, 800):
        gable = poly(((gx, 670), (gx, 320), (gx + 140, 150), (gx + 280, 320), (gx + 280, 670)))
        art.add(fill(gable, ink.lighter(wall, 0.1)), bricks(art, gable, gx, 150, 280, 520, wall, 90), stipple(fill(gable, art.fade(ink.DAMSON_INK, 0.5, (0, 0.8, 0.7, 0.3)))))
        art.add(line(f"M{gx - 14} 330L{gx + 140} 146L{gx + 294} 330", ink.CREAM, 15))
        for wx in (gx + 34, gx + 158):
            art.add(fill(arch(wx - 8, 352, 104, 200), ink.CLAY), fill(arch(wx, 360, 88, 184), "#40585f"), line(f"M{wx + 44} 360v184M{wx} 430h88M{wx} 488h88", ink.CREAM, 6))
        art.add(form(fill(ellipse(gx + 140, 262, 34, 34), ink.CLAY), size="s"))
    art.add(fill(ellipse(520, 262, 25, 25), ink.CREAM), line("M520 262V244M520 262l13 8", ink.DAMSON_INK, 4), fill(ellipse(940, 262, 24, 24), ink.PINE))
    art.add(form(fill(rect(708, 96, 54, 96), ink.CLAY), fill(poly(((692, 100), (735, 40), (778, 100))), ink.PINE), size="s"), fill(arch(720, 112, 30, 60), ink.DAMSON_INK), fill(poly(((727, 146), (743, 146), (747, 166), (723, 166))), ink.WHEAT))
    art.parts.insert(4, fill(rect(0, 424, 1600, 250), "#a9c795") + row(art, -80, 330, 470, 90, 0.5, 10) + row(art, 1120, 1660, 466, 90, 0.5, 10) + hedge(art, [(-20, 520), (1640, 520)], 60, "#6fa06a") + fill(rect(0, 510, 1600, 170), "#7dab66"))
    art.add(tree(art, 180, 690, 470, "#5f9a55"), tree(art, 1330, 690, 420, "#79a352"))
    art.add(ground(art, 664, "#cdbb95", deep=ink.DAMSON))
    art.add(front_wall(art, -10, 742, 560, 54), railings(0, 680, 540, 96), front_wall(art, 960, 742, 660, 54), railings(970, 680, 640, 96))
    for x in (552, 920):
        art.add(form(fill(rect(x, 520, 46, 226), ink.RUST), fill(rect(x - 8, 512, 62, 16) + rect(x - 4, 730, 54, 16), ink.CLAY), fill(ellipse(x + 23, 494, 22, 22), ink.CLAY), size="s"))
    art.add(line("M598 540Q759 380 920 540", ink.PINE, 9), form(fill(rounded(628, 430, 262, 52, 10), ink.PINE), size="s"), words("Marlford Primary", 759, 466, 29, ink.CREAM))
    art.add(pavement(art, 742, 100), carriageway(art, 866, 1000))
    art.add(fill("".join(poly(((x, 868), (x + 62, 868), (x + 50, 1000), (x - 22, 1000))) for x in range(620, 1010, 112)), ink.MARL, opacity=0.9))
    folk = [
        Person(700, 778, 196, 1, top=ink.PINE, legs=ink.SLATE_DARK, head=Head(S[4], H[0], "curls", look=0.5, size=1.3), feet=((-0.12, 0), (0.13, 0)), hands=((-0.16, 0.5), (0.18, 0.6))),
        Person(790, 774, 186, -1, top=ink.PINE, legs=S[0], skirt=True, hem=0.1, flare=1.5, head=Head(S[0], H[3], "tail", look=0.5, size=1.3), feet=((-0.12, 0), (0.12, 0)), hands=((-0.14, 0.5), (0.14, 0.52))),
        Person(440, 836, 380, 1, top=ink.WHEAT, hem=0.14, legs=ink.SLATE_DARK, head=Head(S[3], H[0], "locs", look=0.7), hands=((-0.1, 0.44), (0.18, 0.36))),
        Person(530, 842, 214, -1, top=ink.PINE, legs=ink.SLATE_DARK, head=Head(S[3], H[0], "afro", look=0.6, size=1.26), hands=((0.1, 0.44), (0.14, 0.6))),
        Person(1090, 836, 374, -1, top=ink.DAMSON, hem=0.32, flare=1.3, legs=ink.SLATE, head=Head(S[2], hijab=ink.ROSE, look=0.6), hands=((0.18, 0.38), (-0.08, 0.44))),
        Person(1000, 842, 216, 1, top=ink.PINE, legs=ink.SLATE_DARK, head=Head(S[2], H[0], "short", look=0.6, size=1.28), hands=((0.1, 0.44), (0.14, 0.6))),
        Person(1240, 838, 372, -1, top=ink.SLATE, legs=ink.PINE_INK, head=Head(S[0], H[5], "short", glasses=True, look=0.7), collar=ink.CREAM, hands=((-0.1, 0.44), (0.2, 0.78))),
    ]
    for p in folk:
        bag = form(fill(rounded(p.x - p.way * 24 - 17, p.y - p.height * 0.76, 34, 54, 13), ink.WHEAT), size="xs") if p.height < 230 else ""
        art.add(shadow(art, p.x, p.y + 2, p.height * 0.46), bag, person(art, p))
    keeper = Person(180, 912, 410, 1, top=ink.HI_VIS_LIME, vest=ink.HI_VIS_LIME, sleeves=ink.HI_VIS_LIME, hem=0.2, legs=ink.SLATE_DARK, head=Head(S[1], H[5], "bob", hat=ink.PINE, hat_kind="cap", look=0.6), hands=((-0.14, 0.5), (0.2, 0.56)))
    sign = group(line("M264 904V470", ink.SILVER, 9), form(fill(ellipse(264, 440, 66, 66), ink.WHEAT), size="s"), line(ellipse(264, 440, 60, 60), ink.DAMSON_INK, 5), words("STOP", 264, 438, 34, ink.DAMSON_INK), words("CHILDREN", 264, 465, 17, ink.DAMSON_INK))
    art.add(shadow(art, 180, 914, 190), person(art, keeper, between_arms=sign))
