"""Whether one answer is acceptable for its question. One small function for each question type."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from forms_engine.definition.document import Question
from forms_engine.runtime.dates import read_date, resolve
from forms_engine.runtime.problems import Problem, problem
from forms_engine.runtime.values import Answer, is_blank

LONGEST = {"short_text": 200, "long_text": 5000, "email": 254, "phone": 30}
LONGEST_PART = 200  # of an address or a location

# The HTML standard's rule for <input type=email>, with a dot asked for in the domain and dots in the local part only
# between other signs, as mail servers have it (RFC 5321).
EMAIL = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+\Z",
    re.IGNORECASE | re.ASCII,
)
# BS 7666: the shape of a postcode. ZZ is no area, and kept for examples.
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}\Z")
# Unicode's embeddings, overrides and isolates: they can make a line read as what it is not.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# The United Kingdom's bounding box in WGS 84 degrees.
UK_LATITUDE, UK_LONGITUDE = (49.8, 60.9), (-8.7, 1.8)


def check_answer(question: Question, answer: Answer, today: date) -> list[Problem]:
    """Every problem with ``answer``; empty when it may be kept. Never raises, whatever the answer's type."""
    if is_blank(answer):
        return [problem(question, _MISSING.get(question.type, "required"))] if question.required else []
    return list(_CHECKS[question.type](question, answer, today))


def _plain(value: object, *, lines: bool = False) -> bool:
    """Text that can be stored and shown as one line (or as several, with ``lines``): no control characters, no lone
    surrogates, none of the marks that turn the direction of what follows."""
    allowed = "\r\n\t" if lines else ""
    return isinstance(value, str) and not any(
        (unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed) or char in DIRECTION_MARKS
        for char in value
    )


def _text(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    if not _plain(answer, lines=question.type == "long_text"):
        yield problem(question, "not-text")
        return
    limit = question.max_length or LONGEST.get(question.type, LONGEST["short_text"])
    # Browsers send a line break as two characters and show it as one.
    length = len(answer.replace("\r\n", "\n"))
    if length > limit:
        yield problem(question, "too-long", limit=limit, length=length)


def _email(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    if not _plain(answer) or len(answer) > LONGEST["email"] or not EMAIL.match(answer.strip()):
        yield problem(question, "bad-email")


def _phone(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    digits = re.sub(r"[\s().+-]", "", answer) if _plain(answer) else ""
    if (
        not (digits.isascii() and digits.isdigit() and 10 <= len(digits) <= 15)
        or len(answer) > LONGEST["phone"]
    ):
        yield problem(question, "bad-phone")


def _one_choice(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    offered = {"yes", "no"} if question.type == "yes_no" else {option.key for option in question.options}
    if not isinstance(answer, str) or answer not in offered:
        yield problem(question, "bad-option")


def _choices(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    offered = {option.key for option in question.options}
    if (
        not isinstance(answer, list)
        or not all(isinstance(choice, str) and choice in offered for choice in answer)
        or len(set(answer)) != len(answer)
    ):
        yield problem(question, "bad-option")


def _date(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    day = read_date(answer)
    if day is None or day.year < 1850:
        yield problem(question, "bad-date")
        return
    if question.earliest and day < (bound := resolve(question.earliest, today)):
        yield problem(question, "too-early", day=_worded(bound))
    if question.latest and day > (bound := resolve(question.latest, today)):
        yield problem(question, "too-late", day=_worded(bound))


def _worded(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _parts(answer: Answer, names: tuple[str, ...]) -> dict[str, str] | None:
    if not isinstance(answer, dict) or not all(
        _plain(answer.get(name) or "") and len(answer.get(name) or "") <= LONGEST_PART for name in names
    ):
        return None
    return {name: (answer.get(name) or "").strip() for name in names}


def _is_postcode(value: str) -> bool:
    # ASCII first: some letters become two when they are made large.
    return value.isascii() and bool(POSTCODE.match(value.upper()))


def _address(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    parts = _parts(answer, ("line1", "line2", "town", "county", "postcode", "uprn"))
    if parts is None:
        yield problem(question, "not-text")
        return
    if not parts["line1"]:
        yield problem(question, "address-line")
    if not parts["town"]:
        yield problem(question, "address-town")
    if not _is_postcode(parts["postcode"]):
        yield problem(question, "bad-postcode")


def _location(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    parts = _parts(answer, ("description", "postcode"))
    if parts is None:
        yield problem(question, "not-text")
        return
    latitude, longitude = answer.get("latitude"), answer.get("longitude")
    pinned = latitude is not None or longitude is not None
    if pinned and not (_within(latitude, UK_LATITUDE) and _within(longitude, UK_LONGITUDE)):
        yield problem(question, "bad-location")
    if not pinned and len(parts["description"]) < 3 and not parts["postcode"]:
        yield problem(question, "location")
    if parts["postcode"] and not _is_postcode(parts["postcode"]):
        yield problem(question, "bad-postcode")


def _within(value: object, bounds: tuple[float, float]) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and bounds[0] <= value <= bounds[1]


def _files(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    if not isinstance(answer, list) or not all(
        isinstance(file, dict) and isinstance(file.get("id"), str) and isinstance(file.get("name"), str)
        for file in answer
    ):
        yield problem(question, "bad-file")
    elif len(answer) > question.max_files:
        yield problem(question, "too-many-files", limit=question.max_files)


def _declaration(question: Question, answer: Answer, today: date) -> Iterator[Problem]:
    if answer is not True:
        yield problem(question, "confirm")


_CHECKS: dict[str, Callable[[Question, Answer, date], Iterator[Problem]]] = {
    "short_text": _text,
    "long_text": _text,
    "email": _email,
    "phone": _phone,
    "yes_no": _one_choice,
    "radios": _one_choice,
    "checkboxes": _choices,
    "date": _date,
    "address": _address,
    "location": _location,
    "file": _files,
    "declaration": _declaration,
}

_MISSING = {
    "yes_no": "choose",
    "radios": "choose",
    "checkboxes": "choose",
    "date": "date-required",
    "file": "upload",
    "declaration": "confirm",
    "location": "location",
    "address": "address-required",
}
