"""Answers that are surely wrong, to see that they are refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from forms_engine.definition.document import Question
from forms_engine.definition.patterns import matches
from forms_engine.definition.question_types import QUESTION_TYPE
from forms_engine.runtime.checks import LONGEST
from forms_engine.runtime.dates import resolve
from forms_engine.runtime.values import Answer

NOT_TEXT = ({"a": "b"}, ["a", "b"], 10**400, "a\x00b", "a\ud800")
NO_OPTION = "no such option"

_BY_TYPE: dict[str, tuple[Answer, ...]] = {
    "email": (*NOT_TEXT, "ann at example.com", "@example.com", "ann@example"),
    "phone": (*NOT_TEXT, "12", "call me", "0" * 40),
    "website": (*NOT_TEXT, "no website", "javascript:alert(1)"),
    "postcode": (*NOT_TEXT, "ZZ1", "nowhere"),
    "national_insurance": (*NOT_TEXT, "12", "QQ123456"),
    "vehicle_registration": (*NOT_TEXT, "!", "ABCDEFGHIJ"),
    "time": (*NOT_TEXT, "25:00", "soon", "12:60"),
    "number": ({"a": "b"}, ["a"], "many", "1e3", float("nan"), True, "9" * 400),
    "money": ({"a": "b"}, ["a"], "many", -1, 1.5, True, 10**30),
    "date": (*NOT_TEXT, "2026-02-30", "tomorrow", "22/11/2026", "2026-W01-1", 20261122),
    "month_year": (*NOT_TEXT, "2026-13", "2026", "November"),
    "yes_no": (*NOT_TEXT, NO_OPTION, True, ["yes"]),
    "radios": (*NOT_TEXT, NO_OPTION),
    "select": (*NOT_TEXT, NO_OPTION),
    "autocomplete": (*NOT_TEXT, NO_OPTION),
    "checkboxes": ("yes", {"a": "b"}, [NO_OPTION], [1], [["a"]]),
    "declaration": ("no", 1, ["yes"], {"a": "b"}),
    "signature": NOT_TEXT,
    "address": (
        "1 Mill Lane",
        ["1 Mill Lane"],
        {"line1": "1 Mill Lane", "town": "Thornbeck", "postcode": "nowhere"},
        {"line1": "1 Mill Lane", "postcode": "ZZ1 1AA"},
        {"town": "Thornbeck", "postcode": "ZZ1 1AA"},
        {"line1": ["x"], "town": "Thornbeck", "postcode": "ZZ1 1AA"},
    ),
    "location": (
        "here",
        ["here"],
        {"description": "x"},
        {"latitude": 0, "longitude": 0},
        {"latitude": 51.5},
        {"grid_reference": "nowhere"},
        {"description": {"a": "b"}},
    ),
    "bank_details": (
        "12345678",
        {"account_name": "Ann", "sort_code": "1", "account_number": "12345678"},
        {"account_name": "Ann", "sort_code": "112233", "account_number": "x"},
        {"sort_code": "112233", "account_number": "12345678"},
    ),
    "file": ("photo.jpg", [1], [{"name": "photo.jpg"}], {"id": "x", "name": "y"}),
    "hidden": NOT_TEXT,
}


def wrong_answers(question: Question, today: date) -> Iterator[Answer]:
    """Answers that have to be refused, whatever the question's other limits."""
    if question.required and question.type != "hidden":
        yield from (None, "", "  ", [], {})
    yield from _BY_TYPE.get(question.type, ())
    if "pattern" in QUESTION_TYPE[question.type].parts:
        yield from _texts(question)
    elif question.type in {"number", "money"}:
        yield from _numbers(question)
    elif question.type in {"date", "month_year"}:
        yield from _days(question, today)
    elif question.type == "checkboxes":
        yield from _ticks(question)
    elif question.type == "file":
        yield [{"id": str(number), "name": "x"} for number in range(question.max_files + 1)]


def _texts(question: Question) -> Iterator[Answer]:
    yield from NOT_TEXT
    limit = question.max_length or LONGEST[question.type]
    yield "x" * (limit + 1)
    if question.min_length > 1:
        yield "x" * (question.min_length - 1)
    if question.max_words:
        yield "x " * (question.max_words + 1)
    if question.pattern:
        yield from (text for text in ("x", "1", "!?!", "Ann Archer") if not matches(question.pattern, text))
    if question.type == "short_text":
        yield "two\nlines"


def _numbers(question: Question) -> Iterator[Answer]:
    if question.min is not None:
        yield question.min - 1
    if question.max is not None:
        yield question.max + 1
    if question.type == "number":
        yield f"1.{'1' * (question.decimals + 1)}"


def _days(question: Question, today: date) -> Iterator[Answer]:
    # A month is over a limit only when all of it is.
    by = timedelta(days=1 if question.type == "date" else 32)
    beyond: list[Any] = []
    try:
        if question.earliest:
            beyond.append(resolve(question.earliest, today) - by)
        if question.latest:
            beyond.append(resolve(question.latest, today) + by)
    except OverflowError:
        pass
    for day in beyond:
        yield day.isoformat() if question.type == "date" else day.isoformat()[:7]


def _ticks(question: Question) -> Iterator[Answer]:
    together = [option.key for option in question.options if not option.exclusive]
    alone = [option.key for option in question.options if option.exclusive]
    if alone and together:
        yield [alone[0], together[0]]
    if question.min is not None and 1 < question.min <= len(together) + 1:
        yield together[: int(question.min) - 1]
    if question.max is not None and question.max < len(together):
        yield together[: int(question.max) + 1]
