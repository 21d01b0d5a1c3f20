"""Conditions in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.editor.editing.sentences import distance_in_words, sentence, subjects
from tests.forms_engine.editor.editing.journeys import options, page, permit, question

KNOWN = subjects(permit(), {})


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"question": "lives-here", "is": "yes"}, "the answer to “Lives here” is “Yes”"),
        ({"question": "permit", "one_of": ["year", "month"]}, "the answer to “Permit” is “Year” or “Month”"),
        ({"question": "cars", "between": [1, 3]}, "the answer to “Cars” is between 1 and 3"),
        ({"question": "cars", "answered": False}, "“Cars” is not answered"),
        ({"question": "vehicles", "at_least": 2}, "the number of items in “Your vehicles” is at least 2"),
        ({"condition": "is-resident"}, "“Is resident” holds"),
        ({"not": {"condition": "is-resident"}}, "it is not so that “Is resident” holds"),
        (
            {"all": [{"condition": "a"}, {"any": [{"condition": "b"}, {"condition": "c"}]}]},
            "“A” holds and (“B” holds or “C” holds)",
        ),
        ({"all": []}, "always"),
        ({"any": []}, "never"),
        ({"question": "gone", "is": "x"}, "the answer to “Gone” is “x”"),
        (None, "something that cannot be read holds"),
    ],
)
def test_a_condition_reads_as_a_sentence(condition, words):
    assert sentence(condition, KNOWN) == words


def test_days_and_money_are_said_as_people_say_them():
    document = {"pages": [page("one", question("born", "date"), question("income", "money"))]}
    known = subjects(document, {})
    assert sentence({"question": "born", "before": {"years": -18}}, known).endswith(
        "is before 18 years before today"
    )
    assert sentence({"question": "born", "after": "2027-03-31"}, known).endswith("is after 31 March 2027")
    assert sentence({"question": "income", "less_than": 1250050}, known).endswith("is less than £12,500.50")
    assert distance_in_words({"months": 1, "days": 28}) == "1 month and 28 days after today"
    assert distance_in_words({"days": 0}) == "today"


def test_questions_of_lists_and_sets_are_known():
    document = {
        "lists": {"fuels": options("petrol")},
        "pages": [
            page("one", question("fuel", "select", list="fuels"), {"type": "question_set", "set": "contact"})
        ],
    }
    known = subjects(document, {"contact": [question("phone", "phone")]})
    assert known["fuel"].options == {"petrol": "Petrol"}
    assert known["phone"].place == known["fuel"].place == 0


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["question", "condition", "all", "any", "not", "is", "between", "one_of"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=20,
)


@given(ANYTHING)
def test_something_is_said_whatever_it_is(condition):
    assert sentence(condition, KNOWN)
