"""People: simple, warm, each with a body under the clothes.

A person stands on (x, y), ``height`` tall. Hands and feet are given as places beside that spot in shares of the
height (right and up are positive) and the joints find their own way there, so that a hand really holds the handle.
"""

from dataclasses import dataclass, field, replace

from . import palette as ink
from .heads import Head, head
from .paths import Point, bend, between, ellipse, poly, rounded, smooth, taper
from .svg import Art, fill, form, group, line

UPPER_ARM, FOREARM, THIGH, SHIN = 0.162, 0.148, 0.242, 0.242


@dataclass(frozen=True)
class Person:
    """Who is drawn, what they wear and how they stand. ``way`` is 1 for facing right, -1 for left."""

    x: float
    y: float
    height: float = 300
    way: int = 1
    lean: float = 0.0
    hip: float = 0.515
    sway: float = 0.0
    hands: tuple[Point, Point] = ((-0.13, 0.44), (0.14, 0.45))  # far hand, near hand
    feet: tuple[Point, Point] = ((-0.05, 0.0), (0.07, 0.0))
    top: str = ink.PINE_MID
    legs: str = ink.DAMSON
    shoes: str = ink.DAMSON_INK
    hem: float = 0.0  # how far a coat or dress falls below the hips
    flare: float = 1.0
    sleeves: str | None = None
    short_sleeves: bool = False
    skirt: bool = False
    girth: float = 1.0
    vest: str | None = None  # high-visibility
    stripes: bool = True
    scarf: str | None = None
    collar: str | None = None
    apron: str | None = None
    seated: bool = False
    head: Head = field(default_factory=Head)
    nod: Point = (0.0, 0.0)

    def at(self, dx: float, up: float) -> Point:
        """A place on the sheet, from one beside the person."""
        return self.x + dx * self.height * self.way, self.y - up * self.height

    @property
    def hips(self) -> Point:
        """The middle of the hips."""
        return self.at(self.sway, self.hip)

    @property
    def neck(self) -> Point:
        """Where the neck leaves the shoulders."""
        return self.at(self.sway + self.lean, self.hip + 0.305)

    def but(self, **changes: object) -> "Person":
        """The same person, changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def person(art: Art, p: Person, *, between_arms: str = "", in_front: str = "") -> str:
    """Draw somebody; ``between_arms`` is held before the body and behind the near arm."""
    size = "xs" if p.height < 150 else "s" if p.height < 420 else "m"
    far, slim = _arm(p, 0), "xs" if p.height < 330 else "s"
    parts = [
        form(far, size=slim),
        _legs(p, size),
        form(_torso(art, p), size=size),
        _dress(p),
        _head(art, p, size),
    ]
    return group(*parts, between_arms, form(_arm(p, 1), size=slim), in_front)


def near_arm(p: Person) -> str:
    """The near arm once more, over what stands before the body."""
    return form(_arm(p, 1), size="xs" if p.height < 330 else "s")


def _head(art: Art, p: Person, size: str) -> str:
    h, neck = p.height, p.neck
    lift = 0.073 * p.head.size
    centre = neck[0] + (p.nod[0] * h + 0.008 * h) * p.way, neck[1] - (lift + 0.012) * h + p.nod[1] * h
    tone = ink.darker(p.head.skin, 0.16)
    throat = fill(
        taper((neck[0], neck[1] + 0.006 * h), between(neck, centre, 0.75), 0.029 * h, 0.026 * h), tone
    )
    base = fill(ellipse(neck[0], neck[1] + 0.004 * h, 0.031 * h, 0.02 * h), tone)
    return group(
        base, throat, head(art, p.head, centre[0], centre[1], 0.065 * h * p.head.size, p.way, size), _scarf(p)
    )


def _scarf(p: Person) -> str:
    if not p.scarf:
        return ""
    h, (x, y) = p.height, p.neck
    wrap = rounded(x - 0.052 * h, y - 0.026 * h, 0.104 * h, 0.046 * h, 0.02 * h)
    tail = taper((x + 0.02 * h * p.way, y), (x + 0.035 * h * p.way, y + 0.13 * h), 0.02 * h, 0.026 * h)
    return form(fill(tail, ink.darker(p.scarf, 0.15)), fill(wrap, p.scarf), size="xs")


def _limb(root: Point, joint: Point, end: Point, widths: tuple[float, float, float], paint: str) -> str:
    a, b, c = widths
    return group(
        fill(ellipse(*root, a, a), paint),
        fill(taper(root, joint, a, b), paint),
        fill(ellipse(*joint, b, b), paint),
        fill(taper(joint, end, b, c), paint),
    )


def _shoulder(p: Person, near: int) -> Point:
    x, y = p.neck
    return x + (0.072 if near else -0.072) * p.height * p.way * p.girth, y + 0.044 * p.height


def _arm(p: Person, near: int) -> str:
    h, root = p.height, _shoulder(p, near)
    target = p.at(*p.hands[near])
    # Elbows fall down and outwards: whichever of the two bends lies lower.
    bends = [bend(root, target, UPPER_ARM * h, FOREARM * h, way) for way in (1, -1)]
    elbow, hand = max(bends, key=lambda pair: pair[0][1] + (1 if near else -1) * 0.3 * pair[0][0] * p.way)
    cloth = p.sleeves or p.top
    cloth = cloth if near else ink.darker(cloth, 0.2)
    skin = p.head.skin if near else ink.darker(p.head.skin, 0.12)
    tip = hand[0] + (hand[0] - elbow[0]) * 0.14, hand[1] + (hand[1] - elbow[1]) * 0.14
    palm = group(
        fill(taper(hand, tip, 0.021 * h, 0.02 * h), skin),
        fill(ellipse(*hand, 0.021 * h, 0.021 * h), skin),
        fill(ellipse(*tip, 0.022 * h, 0.02 * h), skin),
    )
    if p.short_sleeves:
        half = between(root, elbow, 0.72)
        bare = _limb(root, elbow, hand, (0.03 * h, 0.027 * h, 0.018 * h), skin)
        return group(
            bare,
            palm,
            fill(ellipse(*root, 0.039 * h, 0.039 * h), cloth),
            fill(taper(root, half, 0.039 * h, 0.041 * h), cloth),
        )
    sleeve = _limb(root, elbow, hand, (0.037 * h, 0.033 * h, 0.027 * h), cloth)
    cuff = fill(taper(between(elbow, hand, 0.9), hand, 0.029 * h, 0.029 * h), ink.darker(cloth, 0.22))
    band = ""
    if p.vest and p.stripes:
        spot = between(root, elbow, 0.66), between(root, elbow, 0.84)
        band = fill(taper(*spot, 0.038 * h, 0.037 * h), ink.SILVER) if p.sleeves == p.vest else ""
    return group(palm, sleeve, band, cuff)


def _legs(p: Person, size: str) -> str:
    h, (hx, hy) = p.height, p.hips
    drawn = []
    for near in (0, 1):
        root = hx + (0.04 if near else -0.04) * h * p.way, hy
        foot = p.at(*p.feet[near])
        ankle = foot[0], foot[1] - 0.035 * h
        knee, ankle = bend(root, ankle, THIGH * h, SHIN * h, -p.way)
        cloth = p.legs if near else ink.darker(p.legs, 0.22)
        bare = p.skirt
        widths = (0.05 * h, 0.03 * h, 0.02 * h) if bare else (0.058 * h * p.girth, 0.043 * h, 0.034 * h)
        toe = ankle[0] + 0.075 * h * p.way, foot[1]
        shoe = smooth(
            (
                (ankle[0] - 0.03 * h * p.way, ankle[1] - 0.004 * h),
                (ankle[0] + 0.026 * h * p.way, ankle[1]),
                (toe[0] - 0.012 * h * p.way, foot[1] - 0.022 * h),
                (toe[0], foot[1] - 0.002 * h),
                (ankle[0] - 0.034 * h * p.way, foot[1] - 0.001 * h),
            ),
            tension=0.7,
        )
        bands = ""
        if p.vest and p.stripes and p.legs == p.vest:
            bands = "".join(
                fill(
                    taper(between(knee, ankle, a), between(knee, ankle, a + 0.16), 0.042 * h, 0.04 * h),
                    ink.SILVER,
                )
                for a in (0.2, 0.52)
            )
        drawn.append(form(fill(shoe, p.shoes), _limb(root, knee, ankle, widths, cloth), bands, size=size))
    return group(*drawn)


def _outline(p: Person) -> list[Point]:
    """The torso and what falls from it, from the left shoulder round and back."""
    h, (nx, ny), (hx, hy) = p.height, p.neck, p.hips
    g, drop = p.girth, p.hem * h
    wide = 0.088 * h * g * (1 + (p.flare - 1) * 0.5) if not drop else 0.095 * h * g * p.flare
    waist = between((nx, ny), (hx, hy), 0.62)
    low = hy + 0.05 * h + drop
    lap = hx + (0.5 * drop * p.way if p.seated else 0)
    return [
        (nx - 0.03 * h, ny - 0.012 * h),
        (nx - 0.08 * h * g, ny + 0.014 * h),
        (nx - 0.1 * h * g, ny + 0.066 * h),
        (waist[0] - 0.079 * h * g, waist[1]),
        (hx - 0.09 * h * g, hy),
        (lap - wide, low),
        (lap + wide, low),
        (hx + 0.09 * h * g, hy),
        (waist[0] + 0.079 * h * g, waist[1]),
        (nx + 0.1 * h * g, ny + 0.066 * h),
        (nx + 0.08 * h * g, ny + 0.014 * h),
        (nx + 0.03 * h, ny - 0.012 * h),
    ]


def _torso(art: Art, p: Person) -> str:
    d = smooth(_outline(p), tension=0.75)
    parts = [fill(d, p.top)]
    h, (nx, ny), (hx, hy) = p.height, p.neck, p.hips
    if p.vest:
        parts = [fill(d, p.vest)]
        if p.stripes:
            bands = []
            for share in (0.52, 0.82):
                cx, cy = between((nx, ny), (hx, hy), share)
                bands.append(
                    line(
                        f"M{cx - 0.2 * h:.1f} {cy:.1f}q{0.2 * h:.1f} {0.02 * h:.1f} {0.4 * h:.1f} 0",
                        ink.SILVER,
                        0.032 * h,
                    )
                )
            for side in (-1, 1):
                bands.append(
                    line(
                        f"M{nx + side * 0.052 * h:.1f} {ny - 0.02 * h:.1f}L{nx + side * 0.056 * h:.1f} {between((nx, ny), (hx, hy), 0.52)[1]:.1f}",
                        ink.SILVER,
                        0.026 * h,
                    )
                )
            parts.append(art.inside(d, *bands))
        parts.append(
            line(
                f"M{nx + 0.012 * h * p.way:.1f} {ny:.1f}L{hx + 0.012 * h * p.way:.1f} {hy + 0.05 * h:.1f}",
                ink.darker(p.vest, 0.35),
                0.006 * h,
            )
        )
    if p.apron:
        bib = poly(
            (
                (nx - 0.05 * h, ny + 0.09 * h),
                (nx + 0.05 * h, ny + 0.09 * h),
                (hx + 0.1 * h, hy - 0.06 * h),
                (hx + 0.1 * h, hy + 0.16 * h),
                (hx - 0.1 * h, hy + 0.16 * h),
                (hx - 0.1 * h, hy - 0.06 * h),
            )
        )
        parts.append(fill(bib, p.apron))
    return group(*parts)


def _dress(p: Person) -> str:
    """Collar, opening and pocket: the few lines that make cloth of a shape."""
    h, (nx, ny) = p.height, p.neck
    parts = []
    if p.collar:
        wing = poly(
            (
                (nx - 0.034 * h, ny - 0.022 * h),
                (nx + 0.034 * h, ny - 0.022 * h),
                (nx + 0.012 * h * p.way, ny + 0.075 * h),
            )
        )
        parts.append(fill(wing, p.collar))
        for side in (-1, 1):
            lapel = poly(
                (
                    (nx + side * 0.036 * h, ny - 0.022 * h),
                    (nx + side * 0.056 * h, ny + 0.04 * h),
                    (nx + 0.012 * h * p.way, ny + 0.1 * h),
                    (nx + side * 0.02 * h, ny),
                )
            )
            parts.append(fill(lapel, ink.darker(p.top, 0.3)))
    if p.hem and not p.vest and not p.skirt:
        low = p.hips[1] + 0.05 * h + p.hem * h
        parts.append(
            line(
                f"M{nx + 0.012 * h * p.way:.1f} {ny + 0.09 * h:.1f}L{p.hips[0] + 0.012 * h * p.way:.1f} {low - 0.01 * h:.1f}",
                ink.darker(p.top, 0.35),
                0.005 * h,
                opacity=0.7,
            )
        )
    return group(*parts)
