"""Every pair of colours that words or controls are drawn in, against WCAG 2.2's contrast rules."""

import re

import pytest

from config.environment import ROOT
from themes.context import theme_for
from themes.contrast import PAIRS, contrast, mix, nearer_and_nearer, tokens, weak_pairs

THEMES = ("public", "staff", "partner")


def test_the_formula_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_can_be_read(theme):
    assert not weak_pairs(tokens(theme))


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


def test_the_worst_pair_is_told_first():
    told = weak_pairs({**tokens("public"), "brand": "#f0e040"})
    assert [pair.contrast / pair.least for pair in told] == sorted(
        pair.contrast / pair.least for pair in told
    )
    assert ("brand", "page") in {(pair.front, pair.back) for pair in told}


def test_colours_are_mixed_and_sought_nearby():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#14433a", "#ffffff", 0) == "#14433a"
    nearby = list(nearer_and_nearer("#14433a"))
    assert len(nearby) == len({*nearby, "#14433a"}) - 1 or "#000000" in nearby
    assert abs(contrast(nearby[0], "#14433a") - 1) < 0.3
