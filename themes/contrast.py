"""Colours that can be read on one another: WCAG 2.2's arithmetic, and every pair that the themes draw words or controls in."""

import colorsys
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_TOKENS = Path(__file__).parent / "assets" / "scss" / "_tokens"

WORDS = 4.5
SHAPES = 3.0

# What stands in front, what behind it, and the contrast that WCAG AA asks of them.
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("text", "page", WORDS),
    ("text", "surface", WORDS),
    ("text", "surface-alt", WORDS),
    ("text", "error-surface", WORDS),
    ("text", "warning-surface", WORDS),
    ("text", "restricted-surface", WORDS),
    ("secondary-text", "page", WORDS),
    ("secondary-text", "surface", WORDS),
    ("link", "page", WORDS),
    ("link", "surface", WORDS),
    ("link", "surface-alt", WORDS),
    ("link", "restricted-surface", WORDS),
    ("link-hover", "page", WORDS),
    ("link-visited", "page", WORDS),
    ("link-visited", "surface", WORDS),
    ("brand-text", "brand", WORDS),
    ("brand-text", "brand-deep", WORDS),
    ("brand-soft", "brand", WORDS),
    ("accent-text", "accent", WORDS),
    ("button-text", "button", WORDS),
    ("button-text", "button-hover", WORDS),
    ("brand-text", "button-hover", WORDS),
    ("button", "page", WORDS),
    ("button", "surface-alt", WORDS),
    ("focus-text", "focus", WORDS),
    ("error", "page", WORDS),
    ("error", "error-surface", WORDS),
    ("success", "success-surface", WORDS),
    ("warning", "warning-surface", WORDS),
    ("brand", "page", WORDS),
    ("brand", "surface-alt", WORDS),
    ("brand-deep", "surface-alt", WORDS),
    ("text", "border", WORDS),
    ("footer-text", "footer", WORDS),
    ("footer-link", "footer", WORDS),
    ("input-border", "page", SHAPES),
    ("input-border", "surface", SHAPES),
    # The focus ring is the focus colour with its text colour round it: one of the two shows on anything.
    ("focus-text", "page", SHAPES),
    ("focus", "brand", SHAPES),
    ("focus", "footer", SHAPES),
)


@dataclass(frozen=True, slots=True)
class Weak:
    """A pair that cannot be read well enough."""

    front: str
    back: str
    contrast: float
    least: float


@cache
def tokens(theme: str) -> Mapping[str, str]:
    """The colours of a theme by name, as its style sheet is built from them."""
    text = (_TOKENS / f"_{theme}.scss").read_text(encoding="utf-8")
    return dict(re.findall(r'"([a-z-]+)": (#[0-9a-f]{6}),', text))


def luminance(colour: str) -> float:
    """How light a colour is to the eye, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weak_pairs(colours: Mapping[str, str]) -> list[Weak]:
    """The pairs of a set of colours that have too little contrast, the worst first."""
    found = [
        Weak(front, back, contrast(colours[front], colours[back]), least)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    ]
    return sorted(found, key=lambda pair: pair.contrast / pair.least)


def mix(colour: str, other: str, share: float) -> str:
    """``colour`` with so large a share (0 to 1) of ``other`` in it."""
    parts = (
        round(int(colour[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def nearer_and_nearer(colour: str) -> Iterator[str]:
    """The same hue, ever darker and ever lighter, the smallest change first."""
    hue, light, strength = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    for step in range(1, 101):
        for other in (light - step / 100, light + step / 100):
            if 0 <= other <= 1:
                parts = colorsys.hls_to_rgb(hue, other, strength)
                yield "#" + "".join(f"{round(part * 255):02x}" for part in parts)
