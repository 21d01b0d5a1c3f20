"""The order of audience keys and the cut, over every small set of keys there can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiences.keys import check_key, cut, normal

KEYS = ["public", "staff", "partner", "partner:hale-house", "partner:oak-school"]
sets = st.lists(st.sampled_from(KEYS), max_size=4)

# What principals really hold, on each host.
HELD = [
    {"public"},
    {"public", "staff"},
    {"public", "partner", "partner:hale-house"},
    {"public", "partner", "partner:oak-school"},
]


def admits(keys, held):
    return not held.isdisjoint(keys)


@given(sets, sets)
def test_only_who_is_admitted_by_both_is_admitted_by_the_cut(first, second):
    for held in HELD:
        assert admits(cut(first, second), held) == (admits(first, held) and admits(second, held))


@given(sets, sets)
def test_a_member_of_two_organisations_is_never_admitted_to_more(first, second):
    held = {"public", "partner", "partner:hale-house", "partner:oak-school"}
    assert not admits(cut(first, second), held) or (admits(first, held) and admits(second, held))


@given(sets, sets, sets)
def test_the_cut_is_a_meet(first, second, third):
    assert cut(first, second) == cut(second, first)
    assert cut(first, cut(second, third)) == cut(cut(first, second), third)
    assert cut(first, first) == normal(first)
    assert cut(first, ["public"]) == normal(first)
    assert cut(first, []) == ()


@given(sets)
def test_the_normal_form_admits_the_same_people(keys):
    for held in HELD:
        assert admits(normal(keys), held) == admits(keys, held)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (["public"], ["staff"], ("staff",)),
        (["partner"], ["partner:hale-house"], ("partner:hale-house",)),
        (["staff"], ["partner"], ()),
        (["partner:hale-house"], ["partner:oak-school"], ()),
        (["staff", "partner"], ["public"], ("partner", "staff")),
        (["staff", "partner"], ["partner:hale-house"], ("partner:hale-house",)),
    ],
)
def test_examples_of_the_cut(first, second, expected):
    assert cut(first, second) == expected


@pytest.mark.parametrize("key", ["", "Public", "partner:", "partner:Hale House", "everyone", "staff:roads"])
def test_what_is_not_a_key_is_refused(key):
    with pytest.raises(ValueError, match="not an audience key"):
        check_key(key)
