from . import palette as ink
from .heads import Head
from .people import Person, person
from .land import ground
from .paths import rect
from .svg import Art, fill

def people(art: Art) -> None:
    art.add(fill(rect(0,0,1600,1000), ink.DEW), ground(art, 700, ink.SAGE))
    S, H = ink.SKINS, ink.HAIRS
    folk = [
        Person(150, 820, 480, 1, top=ink.TERRACOTTA, head=Head(S[0], H[2], "bob")),
        Person(360, 820, 500, -1, top=ink.PINE_MID, collar=ink.CREAM, hem=0.12, head=Head(S[4], H[0], "short", beard=H[0])),
        Person(560, 820, 470, 1, top=ink.DAMSON, hem=0.3, flare=1.3, head=Head(S[2], hijab=ink.WHEAT), legs=ink.SLATE_DARK),
        Person(760, 820, 480, 1, top=ink.HI_VIS, vest=ink.HI_VIS, sleeves=ink.HI_VIS, legs=ink.HI_VIS, head=Head(S[1], H[1], hat=ink.WHEAT, hat_kind="helmet"), feet=((-0.16,0),(0.16,0)), hands=((0.2,0.5),(0.25,0.7))),
        Person(980, 820, 470, -1, top=ink.WHEAT, skirt=True, hem=0.2, flare=1.5, legs=S[3], short_sleeves=True, head=Head(S[3], H[0], "afro", glasses=True)),
        Person(1180, 820, 470, -1, top=ink.LILAC, scarf=ink.BRICK, hem=.1, head=Head(S[0], H[5], "bun", glasses=True), hands=((0.2,0.6),(0.25,0.62))),
        Person(1340, 820, 330, 1, top=ink.WHEAT, head=Head(S[2], H[0], "tail", size=1.3), legs=ink.PINE),
        Person(1490, 820, 480, 1, top=ink.SLATE, head=Head(S[2], H[0], turban=ink.DAMSON, beard=H[4])),
    ]
    for p in folk: art.add(person(art, p))
    for i, st in enumerate(("short","bob","long","bun","curls","afro","bald","locs","tail")):
        art.add(person(art, Person(120+i*170, 330, 240, 1 if i%2 else -1, head=Head(S[i%6], H[i%6], st, look=(i%3)*.45, hat=(ink.BRICK if i==2 else None)), top=(ink.BRICK, ink.PINE, ink.OCHRE)[i%3], nod=(0,0))))
