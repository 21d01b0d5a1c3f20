"""A council's look: what is made from two colours, what is refused and with which words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from themes.brand import TYPEFACES, Look, colours, complaints, mark, sheet
from themes.contrast import tokens, weak_pairs
from themes.council import COUNCIL, named

THEMES = ("public", "staff", "partner")
NAVY = Look(brand="#1d3f72", accent="#e4007c", typeface="geometric")


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_chosen_changes_nothing(theme):
    assert not Look()
    assert colours(theme, Look()) == tokens(theme)
    assert mark(theme, Look()) == ""


@pytest.mark.parametrize("theme", THEMES)
def test_a_dark_colour_makes_a_whole_look(theme):
    made = colours(theme, NAVY)
    assert made["brand"] == "#1d3f72"
    assert made["accent"] == "#e4007c"
    assert not weak_pairs(made)
    assert not complaints(theme, NAVY)
    # What says that something went well or wrong is the theme's, whatever the council's colours.
    assert {name: made[name] for name in ("error", "success", "warning", "focus")} == {
        name: tokens(theme)[name] for name in ("error", "success", "warning", "focus")
    }


@pytest.mark.parametrize("theme", THEMES)
def test_a_pale_colour_is_refused_and_told_what_would_do(theme):
    (said,) = complaints(theme, Look(brand="#f0e040")).values()
    assert "The main colour on" in said[0] and "4.5 to 1 is needed" in said[0]
    better = re.search(r"(#[0-9a-f]{6}) would do", said[0])[1]
    assert not complaints(theme, Look(brand=better))


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 0xFFFFFF), st.sampled_from(THEMES))
def test_of_any_colour_either_all_can_be_read_or_one_is_named_that_would_do(number, theme):
    look = Look(brand=f"#{number:06x}")
    told = complaints(theme, look).get("brand", [])
    assert bool(told) == bool(weak_pairs(colours(theme, look)))
    for words in told:
        assert not weak_pairs(colours(theme, Look(brand=re.search(r"(#[0-9a-f]{6}) would do", words)[1])))


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 0xFFFFFF), st.sampled_from(THEMES))
def test_words_on_any_second_colour_can_be_read(number, theme):
    assert not complaints(theme, Look(accent=f"#{number:06x}"))


def test_the_sheet_says_what_differs_and_nothing_else():
    text = sheet("public", NAVY)
    assert text.startswith(":root{") and text.rstrip().endswith("}")
    assert "--gh-brand:#1d3f72;" in text and "--govuk-brand-colour:#1d3f72;" in text
    assert f"--gh-heading-font:{TYPEFACES['geometric']};" in text
    assert "--gh-error" not in text
    assert "url(" not in text and "@import" not in text and "<" not in text


def test_another_sheet_has_another_name():
    assert mark("public", NAVY) != mark("public", Look(brand="#1d3f72"))
    assert mark("public", NAVY) == mark("public", NAVY)


@pytest.mark.parametrize(
    ("name", "short", "kind", "kind_first"),
    [
        ("Harrow Vale County Council", "Harrow Vale", "County Council", False),
        ("Marlshire Council", "Marlshire", "Council", False),
        ("Cyngor Sir Marl", "Marl", "Cyngor Sir", True),
        ("Cyngor Marlshire", "Marlshire", "Cyngor", True),
        ("The Vale", "The Vale", "", False),
        ("Council", "Council", "", False),
    ],
)
def test_a_name_is_parted_into_the_place_and_what_it_is(name, short, kind, kind_first):
    found = named(COUNCIL, name)
    assert (found.short_name, found.kind, found.kind_first, str(found.name)) == (
        short,
        kind,
        kind_first,
        name,
    )
