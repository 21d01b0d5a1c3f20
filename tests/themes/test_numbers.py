"""Sums of money between what people type and pence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.numbers import read_pence, write_number, write_pence


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_pence_shown_and_read_again_are_the_same(pence):
    assert read_pence(write_pence(pence)) == pence
    assert read_pence(f"£{pence // 100:,}.{pence % 100:02}" if pence >= 0 else write_pence(pence)) == pence


@given(st.text(max_size=40))
def test_anything_typed_is_pence_or_stays_as_typed(typed):
    value = read_pence(typed)
    assert isinstance(value, int) or value == typed


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("10", 1000),
        (" £ 10 ", 1000),
        ("10.5", 1050),
        (".50", 50),
        ("1,000", 100_000),
        ("1 000", 100_000),
        ("-£5", -500),
        ("£-5", -500),
        ("−5", -500),
    ],
)
def test_the_ways_people_write_money(typed, pence):
    assert read_pence(typed) == pence


@pytest.mark.parametrize(
    "typed", ["", "ten", "10.505", "1,00", "10p", "£", ".", "1e3", "٣", "9" * 400, "1,000" * 900, "10.5.0"]
)
def test_what_is_no_sum_of_money_stays_as_typed(typed):
    assert read_pence(typed) == typed


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_in_its_box_is_the_same_number_without_powers(number):
    shown = write_number(number)
    assert float(shown) == float(number) if abs(number) < 10**300 else True
    assert "e" not in shown.lower()


def test_what_is_no_number_is_shown_as_it_is():
    assert (write_number("heavy"), write_number(None), write_pence("ten"), write_pence(None)) == (
        "heavy",
        "",
        "ten",
        "",
    )
