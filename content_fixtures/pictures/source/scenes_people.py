"""Scenes indoors: the library, a home, a wedding."""

from . import palette as ink
from .heads import Head
from .land import shadow
from .paths import ellipse, poly, rect, rounded, smooth
from .people import Person, near_arm, person
from .rooms import armchair, beam, cat, house_plant, pendant, picture_frame, pool, room, rug, side_table, view
from .svg import Art, fill, form, group, line
from .things import bookcase, books, mug, open_book, wheelchair_user

S, H = ink.SKINS, ink.HAIRS


def library(art: Art) -> None:
    """Marlford Library: somebody reads to a child, others look along the shelves."""
    art.add(room(art, "#e9dcbb", "#b98a5a", 720))
    art.add(view(art, 1020, 120, 250, 430, round_=True), view(art, 1330, 120, 250, 430, round_=True))
    art.add(bookcase(art, 20, 716, 300, 600, 6), bookcase(art, 340, 716, 300, 600, 6), bookcase(art, 660, 716, 300, 600, 6))
    art.add(bookcase(art, 1010, 716, 580, 138, 1))
    art.add(fill(rect(0, 0, 1600, 46), "#cdb98c"), fill(rect(0, 46, 1600, 10), "#a88f62"))
    art.add(pendant(art, 480, 150, 62), pendant(art, 812, 120, 62), pendant(art, 160, 120, 62))
    art.add(beam(art, 1040, 160, 220, 760, 420), beam(art, 1350, 160, 220, 800, 420))
    art.add(pool(art, 780, 880, 190, 50), pool(art, 1130, 900, 190, 50))
    browser = Person(190, 790, 450, 1, top=ink.TERRACOTTA, legs=ink.SLATE_DARK, collar=ink.CREAM, head=Head(S[2], H[4], turban=ink.PINE_MID, beard=H[4], look=0.8), hands=((0.24, 0.8), (0.14, 0.5)))
    art.add(shadow(art, 190, 792, 190), person(art, browser, between_arms=form(fill(rect(232, 540, 46, 62), ink.DAMSON), size="xs")))
    chair = Person(520, 850, 430, 1, top=ink.WHEAT, legs=ink.PINE, head=Head(S[4], H[0], "locs", look=0.7), hands=((0.2, 0.56), (0.22, 0.55)))
    art.add(wheelchair_user(art, chair), open_book(622, 616, 42, ink.FERN))
    keeper = Person(1480, 800, 440, -1, top=ink.FERN, legs=ink.DAMSON, hem=0.05, head=Head(S[0], H[5], "bob", glasses=True, look=0.7), hands=((0.2, 0.47), (0.24, 0.5)))
    trolley = group(
        *(form(fill(rect(1270, y, 150, 12), "#8a5a3a"), size="xs") for y in (640, 740)), line("M1276 620V800M1414 600V800", ink.SLATE_DARK, 8),
        books(art, 1282, 640, 126, 62, (ink.BRICK, ink.PINE_MID, ink.OCHRE, ink.DAMSON)), books(art, 1282, 740, 126, 62, (ink.FERN, ink.PLUM, ink.CLAY, ink.SLATE)),
        *(fill(ellipse(x, 806, 11, 11), ink.DAMSON_INK) for x in (1276, 1414)),
    )
    art.add(shadow(art, 1480, 802, 180), trolley, person(art, keeper))
    art.add(rug(art, 1130, 908, 620, 130, ink.DAMSON, ink.OCHRE))
    back, front = armchair(art, 1180, 896, 290, ink.PINE_MID, -1)
    reader = Person(1190, 900, 430, -1, top=ink.PLUM, legs=ink.SLATE_DARK, hip=0.33, seated=True, hem=0.12, flare=1.2, feet=((0.25, 0), (0.3, 0)), hands=((0.22, 0.5), (0.2, 0.47)), head=Head(S[2], hijab=ink.WHEAT, look=0.7), nod=(0.012, 0.006))
    child = Person(1010, 906, 300, 1, top=ink.WHEAT, legs=ink.TERRACOTTA, head=Head(S[2], H[0], "tail", look=0.8, size=1.25), hands=((0.2, 0.55), (0.24, 0.52)))
    art.add(back, person(art, reader), front, shadow(art, 1010, 908, 130), person(art, child), open_book(1090, 700, 46, ink.TERRACOTTA))


def carer_and_resident(art: Art) -> None:
    """A care worker brings tea to a woman in her own front room."""
    art.add(room(art, "#dfc7a6", "#a5724a", 730))
    for x in range(0, 1600, 100):
        art.add(line(f"M{x} 0V704", ink.lighter("#dfc7a6", 0.25), 20, opacity=0.35))
    art.add(view(art, 1120, 110, 340, 430, bars=(2, 2)))
    for side, x in ((-1, 1064), (1, 1420)):
        d = poly(((x, 70), (x + 100, 70), (x + 90 - side * 10, 590), (x - side * 4, 590)))
        art.add(form(fill(d, ink.PINE_MID), *(line(f"M{x + k} 74L{x + k - side * 4} 588", ink.darker(ink.PINE_MID, 0.3), 5) for k in (24, 50, 76)), size="s"))
    art.add(form(fill(rounded(1040, 56, 510, 16, 8), "#7a4f34"), size="xs"))
    art.add(picture_frame(art, 130, 150, 200, 150, 0), picture_frame(art, 380, 130, 120, 150, 2), picture_frame(art, 380, 330, 120, 90, 1), picture_frame(art, 190, 350, 130, 100, 2))
    art.add(bookcase(art, 90, 722, 330, 210, 2), house_plant(art, 170, 502, 92), mug(330, 502, 34, ink.DAMSON))
    art.add(house_plant(art, 1500, 770, 170, ink.PLUM))
    art.add(beam(art, 1130, 120, 320, 800, 460), pool(art, 840, 890, 260, 56))
    art.add(rug(art, 760, 890, 1020, 170, ink.BRICK, ink.CLAY))
    back, front = armchair(art, 560, 880, 380, ink.FERN, 1)
    lamp = group(line("M300 872V430", ink.DAMSON_INK, 9), fill(ellipse(300, 872, 62, 12), ink.DAMSON_INK), fill(ellipse(300, 420, 240, 220), art.glow(ink.WHEAT_PALE, 0.6)), form(fill(poly(((236, 440), (262, 330), (338, 330), (364, 440))), ink.WHEAT), size="s"))
    lady = Person(560, 888, 560, 1, top=ink.LILAC, legs=ink.SLATE, shoes=ink.BRICK, hip=0.34, seated=True, hem=0.1, flare=1.15, feet=((0.24, 0), (0.3, 0)), head=Head(S[0], H[5], "curls", glasses=True, look=0.7), hands=((0.26, 0.5), (0.3, 0.49)), scarf=None, collar=ink.CREAM)
    art.add(lamp, back, person(art, lady, between_arms=mug(738, 622, 46, ink.WHEAT)), front)
    blanket = smooth(((492, 706), (540, 684), (640, 678), (704, 690), (716, 740), (712, 836), (640, 826), (560, 812), (486, 790)), tension=0.7)
    weave = "".join(f"M{480 + i * 40} 670L{500 + i * 40} 840" for i in range(7)) + "M470 730Q600 700 730 720M470 784Q600 760 730 780"
    art.add(form(fill(blanket, ink.DAMSON), art.inside(blanket, line(weave, ink.WHEAT, 5, opacity=0.65)), size="m"), near_arm(lady))
    art.add(side_table(800, 912, 140, 118), form(fill(ellipse(800, 790, 46, 9), ink.CREAM), size="xs"), *(fill(ellipse(x, 785, 13, 5), "#c98b4a") for x in (784, 806, 820)))
    stool = form(fill(rounded(930, 726, 150, 40, 16), ink.OCHRE), fill(rect(944, 760, 14, 136) + rect(1052, 760, 14, 136), "#6b4630"), size="s")
    carer = Person(992, 902, 560, -1, top=ink.PINE, legs=ink.PINE_INK, shoes=ink.CREAM, hip=0.33, seated=True, lean=0.06, short_sleeves=True, feet=((0.22, 0), (0.3, 0)), hands=((0.34, 0.5), (0.33, 0.475)), head=Head(S[4], H[0], "bun", look=0.75), nod=(0.02, 0.004), collar=ink.CREAM)
    badge = group(line("M962 600l-4 66", ink.WHEAT, 4), form(fill(rounded(944, 664, 30, 40, 4), ink.CREAM), size="xs"))
    art.add(shadow(art, 1000, 904, 240), stool, person(art, carer, between_arms=badge + mug(812, 634, 44, ink.TERRACOTTA)))
    art.add(cat(1240, 880, 96, "#d08a4a"))


def wedding(art: Art) -> None:
    """A couple come out of the register office under confetti."""
    from .scenes_square import confetti, hall_front

    hall_front(art)
    art.add(confetti(art, 480, 1120, 230, 760, 130))
    bride = Person(870, 900, 500, 1, top=ink.CREAM, legs=S[3], skirt=True, hem=0.41, flare=1.9, head=Head(S[3], H[0], "bun", look=0.35), hands=((0.06, 0.45), (0.13, 0.56)), feet=((-0.04, 0), (0.05, 0)))
    groom = Person(722, 898, 530, 1, top=ink.PINE, legs=ink.PINE, collar=ink.CREAM, hem=0.05, head=Head(S[1], H[2], "short", look=0.5), hands=((-0.1, 0.45), (0.18, 0.46)))
    posy = group(*(form(fill(ellipse(940 + dx, 618 + dy, 16, 15), tone), size="xs") for dx, dy, tone in ((-18, 4, ink.WHEAT), (0, -12, ink.ROSE), (18, 2, ink.PLUM), (2, 12, ink.CREAM), (-10, -6, ink.TERRACOTTA), (14, -10, ink.WHEAT_PALE))), line("M938 634l4 40M944 634l6 38", ink.FERN, 6))
    art.add(shadow(art, 722, 900, 230), person(art, groom), shadow(art, 870, 902, 300), person(art, bride, in_front=posy))
    guests = [
        wheelchair_user(art, Person(1240, 908, 450, -1, top=ink.OCHRE, legs=ink.DAMSON, head=Head(S[0], H[5], "bob", hat=ink.WHEAT, hat_kind="brim", look=0.7), hands=((0.2, 0.66), (0.26, 0.74)))),
        person(art, Person(1420, 930, 480, -1, top=ink.DAMSON, hem=0.26, flare=1.3, legs=ink.SLATE_DARK, head=Head(S[2], hijab=ink.LILAC, look=0.7), hands=((0.2, 0.78), (0.24, 0.7)))),
        person(art, Person(300, 926, 490, 1, top=ink.SLATE, legs=ink.SLATE_DARK, collar=ink.WHEAT_PALE, head=Head(S[4], H[4], "short", beard=H[4], look=0.8), hands=((0.22, 0.8), (0.26, 0.72)))),
        person(art, Person(480, 934, 300, 1, top=ink.TERRACOTTA, legs=S[1], skirt=True, hem=0.14, flare=1.5, short_sleeves=True, head=Head(S[1], H[3], "tail", look=0.7, size=1.28), hands=((0.2, 0.9), (0.22, 0.84)))),
    ]
    art.add(shadow(art, 300, 928, 210), shadow(art, 480, 936, 140), shadow(art, 1420, 932, 220), *guests, confetti(art, 560, 1080, 660, 960, 46))


