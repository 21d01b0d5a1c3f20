"""Every pair of colours that words or controls are drawn in, against WCAG 2.2's contrast rules."""

import re

import pytest

from config.environment import ROOT
from themes.context import theme_for

TOKENS = ROOT / "themes" / "assets" / "scss" / "_tokens"
THEMES = ("public", "staff", "partner")

WORDS = 4.5
SHAPES = 3.0
PAIRS = [
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
    ("button", "page", WORDS),
    ("button", "surface-alt", WORDS),
    ("focus-text", "focus", WORDS),
    ("error", "page", WORDS),
    ("error", "error-surface", WORDS),
    ("success", "success-surface", WORDS),
    ("warning", "warning-surface", WORDS),
    ("brand", "surface-alt", WORDS),
    ("text", "border", WORDS),
    ("footer-text", "footer", WORDS),
    ("footer-link", "footer", WORDS),
    ("input-border", "page", SHAPES),
    ("input-border", "surface", SHAPES),
    # The focus ring is the focus colour with its text colour round it: one of the two shows on anything.
    ("focus-text", "page", SHAPES),
    ("focus", "brand", SHAPES),
    ("focus", "footer", SHAPES),
]


def tokens(theme):
    text = (TOKENS / f"_{theme}.scss").read_text()
    return dict(re.findall(r'"([a-z-]+)": (#[0-9a-f]{6}),', text))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_can_be_read(theme):
    found = tokens(theme)
    weak = [
        f"{front} on {back}: {contrast(found[front], found[back]):.2f} < {least}"
        for front, back, least in PAIRS
        if contrast(found[front], found[back]) < least
    ]
    assert not weak


def test_the_themes_have_the_same_tokens():
    names = {theme: set(tokens(theme)) for theme in THEMES}
    assert names["public"] == names["staff"] == names["partner"]
    assert {name for pair in PAIRS for name in pair[:2]} <= names["public"]


def test_no_two_themes_share_their_brand():
    assert len({tokens(theme)["brand"] for theme in THEMES}) == len(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_the_browsers_frame_has_the_brands_colour(theme):
    assert theme_for(theme).colour == tokens(theme)["brand"]


def test_components_know_colours_by_name_only():
    shared = ROOT / "themes" / "assets" / "scss" / "_shared"
    for file in shared.glob("*.scss"):
        for colour in re.findall(r"#[0-9a-f]{3,6}\b(?!\{)", file.read_text()):
            assert colour in {"#fff", "#000"}, f"{file.name} has {colour}: make it a token"
