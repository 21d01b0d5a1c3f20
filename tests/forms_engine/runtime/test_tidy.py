"""The canonical form: what was acceptable stays so, and tidying twice is tidying once, whatever somebody types."""

import json
from datetime import date

from hypothesis import event, given, settings
from hypothesis import strategies as st

from forms_engine.definition.document import DateBound, Option, Question, Text
from forms_engine.definition.question_types import QUESTION_TYPES
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import is_blank
from tests.examples import examples

TODAY = date(2026, 11, 22)
LABEL = Text({"en": "Label"})

line = st.text(max_size=30)
SHAPES = {
    "postcode": st.from_regex(r"\s?[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s{0,2}[0-9][A-Za-z]{2}\s?", fullmatch=True),
    "national_insurance": st.from_regex(r"[A-Za-zſıŁ]{2}[ -]?[0-9]{6}[ -]?[A-Da-d]", fullmatch=True),
    "vehicle_registration": st.from_regex(r"[A-Za-zſß]{1,3}[ -]?[0-9]{1,3}[ -]?[A-Za-z]{0,3}", fullmatch=True),
    "website": st.from_regex(r"\s?(https?://)?[a-zA-Z0-9.-]{1,20}\.[a-zA-Z]{2,5}(/[^ ]{0,5})?\s?", fullmatch=True),
    "number": st.from_regex(r"[-−]?[0-9]{1,3}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?", fullmatch=True)
    | st.integers(-(10**6), 10**6)
    | st.floats(-1000, 1000).map(lambda number: round(number, 2)),
    "money": st.integers(0, 10**7),
    "time": st.from_regex(r"[0-9]{1,2}([:.][0-9]{2})? ?(am|pm|AM|a\.m\.|yb|YH)?", fullmatch=True)
    | st.sampled_from(["noon", " Midday", "hanner nos"]),
    "date": st.dates().map(date.isoformat),
    "month_year": st.dates().map(lambda day: day.isoformat()[:7]),
    "email": st.from_regex(r"\s?[a-zA-Z.+]{1,8}@[a-zA-Z-]{1,8}\.[a-z]{2,3}\s?", fullmatch=True),
    "phone": st.from_regex(r"\+?[0-9 ()-]{9,16}", fullmatch=True),
    "yes_no": st.sampled_from(["yes", "no"]),
    "radios": st.sampled_from(["a", "b", "none"]),
    "checkboxes": st.lists(st.sampled_from(["a", "b", "none"]), max_size=4),
    "declaration": st.just(True),
    "file": st.lists(st.fixed_dictionaries({"id": line, "name": line}), max_size=2),
    "signature": st.from_regex(r"\s?[A-Za-zé]{1,9}[ \u00a0\u2003]{1,3}[A-Z][a-z]{1,9}\s?", fullmatch=True),
    "address": st.fixed_dictionaries(
        {"line1": line, "town": line, "postcode": st.sampled_from(["zz11aa", " ZZ1  1AA ", "ZZ1", ""])},
        optional={"line2": line | st.none(), "uprn": st.sampled_from(["", "100012", " 12 ", "x", "٣"])},
    ),
    "location": st.one_of(
        st.fixed_dictionaries({"latitude": st.floats(49.9, 60.9), "longitude": st.floats(-8.5, 1.9)}),
        st.fixed_dictionaries({"latitude": st.floats(49.9, 60.9).map(str), "longitude": st.floats(-8.5, 1.9).map(str)}),
        st.fixed_dictionaries({"easting": st.integers(0, 700_000), "northing": st.integers(0, 1_300_000)}),
        st.fixed_dictionaries({"grid_reference": st.from_regex(r"[HNSThnst][A-Za-z] ?[0-9]{2,5} ?[0-9]{2,5}", fullmatch=True)}),
        st.fixed_dictionaries({"description": line, "postcode": st.sampled_from(["", "zz11aa", "x"])}),
    ),
    "bank_details": st.fixed_dictionaries(
        {
            "account_name": line,
            "sort_code": st.from_regex(r"[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}", fullmatch=True),
            "account_number": st.from_regex(r"[0-9]{6,8}", fullmatch=True),
        },
        optional={"roll_number": line},
    ),
}  # fmt: skip
typed = line | st.sampled_from(
    ["yes", "a", "ZZ1 1AA\r\n", "a\r\nb\rc", "½", "٣", "ﬁ", " x ", "\u2028", "\x1c", "\x85"]
)
PARTS = [
    "line1", "line2", "town", "county", "postcode", "uprn", "description", "latitude", "longitude", "easting", "northing",
    "grid_reference", "account_name", "sort_code", "account_number", "roll_number", "id", "name", "size", "content_type",
]  # fmt: skip
anything = st.recursive(
    typed | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(
            st.sampled_from(PARTS),
            part,
            max_size=6,
        )
    ),
    max_leaves=8,
)


@st.composite
def questions(draw):
    kind = draw(st.sampled_from(QUESTION_TYPES))
    options = (Option("a", LABEL), Option("b", LABEL), Option("none", LABEL, exclusive=True))
    return Question(
        key="q",
        type=kind,
        label=LABEL,
        required=draw(st.booleans()),
        options=options,
        decimals=draw(st.integers(0, 2)),
        max_length=draw(st.sampled_from([0, 5, 30])),
        min_length=draw(st.sampled_from([0, 2])),
        max_words=draw(st.sampled_from([0, 2])) if kind in {"short_text", "long_text"} else 0,
        pattern=draw(st.sampled_from(["", "[a-z ]*", "(?s).*"]))
        if kind in {"short_text", "long_text"}
        else "",
        latest=draw(st.sampled_from([None, DateBound(years=1)])),
    )


@settings(max_examples=examples(250), deadline=None)
@given(questions(), st.data())
def test_tidying_keeps_what_was_acceptable_and_settles_at_once(question, data):
    answer = data.draw(SHAPES.get(question.type, typed) | anything)
    problems = check_answer(question, answer, TODAY)  # never raises
    if problems or is_blank(answer):
        return
    event(question.type)
    kept = tidy(question, answer)
    assert check_answer(question, kept, TODAY) == []
    assert not is_blank(kept)
    assert tidy(question, kept) == kept
    json.dumps(kept, allow_nan=False).encode()
