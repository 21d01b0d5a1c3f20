"""References survive being read out, and cannot be guessed from one another."""

from hypothesis import given
from hypothesis import strategies as st

from forms_engine.requests.references import RANDOM_SIGNS, SIGNS, check_sign, new_reference, read_reference

drawn = st.text(alphabet=SIGNS, min_size=RANDOM_SIGNS, max_size=RANDOM_SIGNS)


def test_there_are_more_than_two_to_the_forty_of_them():
    assert len(SIGNS) ** RANDOM_SIGNS > 2**40
    assert len({new_reference() for _ in range(2000)}) == 2000


def test_a_new_reference_reads_back_as_itself_however_it_is_typed():
    reference = new_reference()
    assert read_reference(reference) == reference
    assert read_reference(f"  {reference.lower().replace('-', ' ')} ") == reference


@given(drawn, st.integers(0, RANDOM_SIGNS), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(signs, place, wrong):
    right = signs + check_sign(signs)
    mistyped = right[:place] + wrong + right[place + 1 :]
    assert (read_reference(mistyped) is None) == (mistyped != right)


@given(drawn, st.integers(0, RANDOM_SIGNS - 2))
def test_two_neighbours_swapped_are_noticed(signs, place):
    right = signs + check_sign(signs)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert (read_reference(swapped) is None) == (swapped != right)


@given(st.text(max_size=30))
def test_no_text_crashes_the_reader(typed):
    assert read_reference(typed) is None or len(read_reference(typed)) == 12


def test_the_example_that_pages_show_could_be_one():
    assert read_reference("K7W-Q3X-T9D4") == "K7W-Q3X-T9D4"
