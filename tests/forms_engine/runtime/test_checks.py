"""What each kind of question takes and refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.definition.document import QUESTION_TYPES, DateBound, Option, Question, Text
from forms_engine.runtime.checks import check_answer

TODAY = date(2026, 11, 22)


def question(kind, **changes):
    options = (Option("red", Text({"en": "Red"})), Option("blue", Text({"en": "Blue"})))
    settings = {"options": options if kind in {"radios", "checkboxes"} else (), **changes}
    return Question(key="it", type=kind, label=Text({"en": "It"}), **settings)


def codes(kind, answer, **changes):
    return [problem.code for problem in check_answer(question(kind, **changes), answer, TODAY)]


ADDRESS = {"line1": "1 High Street", "line2": "", "town": "Marlford", "county": "", "postcode": "ZZ1 1AA"}


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("short_text", "Ann O’Neill-Jones"),
        ("short_text", "Siân Llŷr 李"),
        ("long_text", "Two\r\nlines"),
        ("email", "ann.o'neill+council@mail.example.com"),
        ("phone", "+44 (0)7700 900-982"),
        ("yes_no", "no"),
        ("radios", "blue"),
        ("checkboxes", ["blue", "red"]),
        ("date", "2024-02-29"),
        ("address", ADDRESS),
        ("address", {**ADDRESS, "postcode": "sw1a1aa"}),
        ("location", {"description": "High Street, by the bridge"}),
        ("location", {"description": "", "postcode": "ZZ1 1AA"}),
        ("location", {"description": "", "latitude": 51.5, "longitude": -1.9}),
        ("file", [{"id": "x", "name": "photo.jpg"}]),
        ("declaration", True),
    ],
)
def test_takes(kind, answer):
    assert codes(kind, answer) == []


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        ("short_text", "", "required"),
        ("short_text", "   ", "required"),
        ("short_text", "x" * 201, "too-long"),
        ("short_text", "nul\0", "not-text"),
        ("short_text", 7, "not-text"),
        ("short_text", "Winner\r\n\r\nYou are owed money", "not-text"),
        ("short_text", "left\u202eright", "not-text"),
        ("address", {**ADDRESS, "line1": "1\nMill Lane"}, "not-text"),
        ("address", {**ADDRESS, "postcode": "\u00df1 1AA"}, "bad-postcode"),
        ("email", ".ann@example.com", "bad-email"),
        ("email", "ann..b@example.com", "bad-email"),
        ("date", "1990-W01-1", "bad-date"),
        ("date", "\u0661\u0669\u0669\u0660-01-01", "bad-date"),
        ("email", "ann@localhost", "bad-email"),
        ("email", "ann@example..com", "bad-email"),
        ("email", "ann example@mail.com\n", "bad-email"),
        ("phone", "12345", "bad-phone"),
        ("phone", "ring me on 07700900982", "bad-phone"),
        ("yes_no", "perhaps", "bad-option"),
        ("radios", "green", "bad-option"),
        ("radios", ["red"], "bad-option"),
        ("checkboxes", ["red", "red"], "bad-option"),
        ("checkboxes", "red", "bad-option"),
        ("date", "2026-02-29", "bad-date"),
        ("date", "22/11/2026", "bad-date"),
        ("date", "0026-11-22", "bad-date"),
        ("date", None, "date-required"),
        ("address", {**ADDRESS, "line1": ""}, "address-line"),
        ("address", {**ADDRESS, "town": ""}, "address-town"),
        ("address", {**ADDRESS, "postcode": "12345"}, "bad-postcode"),
        ("address", {**ADDRESS, "line2": ["x"]}, "not-text"),
        ("location", {"description": "x"}, "location"),
        ("location", {"description": "Paris", "latitude": 48.8, "longitude": 2.3}, "bad-location"),
        ("location", {"description": "Half", "latitude": 51.5}, "bad-location"),
        ("address", {}, "address-required"),
        ("file", [{"name": "no id"}], "bad-file"),
        ("file", [{"id": "x", "name": "a"}, {"id": "y", "name": "b"}], "too-many-files"),
        ("declaration", "yes", "confirm"),
    ],
)
def test_refuses(kind, answer, code):
    assert codes(kind, answer) == [code]


def test_an_optional_question_may_be_left_out_but_not_answered_wrongly():
    assert codes("email", None, required=False) == []
    assert codes("email", "", required=False) == []
    assert codes("email", "nonsense", required=False) == ["bad-email"]


def test_dates_are_held_to_bounds_counted_from_today():
    adult = {"latest": DateBound(years=-18)}
    assert codes("date", "2008-11-22", **adult) == []
    assert codes("date", "2008-11-23", **adult) == ["too-late"]
    notice = {"earliest": DateBound(days=28)}
    assert codes("date", "2026-12-20", **notice) == []
    assert codes("date", "2026-12-19", **notice) == ["too-early"]


def test_a_line_break_counts_once_however_the_browser_sends_it():
    assert codes("long_text", "a\r\nb", max_length=3) == []
    assert codes("long_text", "a\r\nbc", max_length=3) == ["too-long"]


def test_a_definition_may_word_its_own_problem():
    own = question("yes_no", errors={"choose": Text({"en": "Select yes if it is dangerous"})})
    assert check_answer(own, None, TODAY)[0].message.in_language("en") == "Select yes if it is dangerous"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=10), children, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(QUESTION_TYPES), anything)
def test_no_answer_of_any_type_crashes_a_check(kind, answer):
    for problem in check_answer(question(kind), answer, TODAY):
        assert problem.message.in_language("en") and problem.message.in_language("cy")
