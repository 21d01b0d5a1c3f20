"""Made-up answers that a question takes: for every type, within its limits, and such that its comparisons come out
differently."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from forms_engine.definition.document import Comparison, DateBound, Question
from forms_engine.definition.question_types import ACCEPTED, QUESTION_TYPE
from forms_engine.definition.reasoning.cells import of_numbers
from forms_engine.runtime.checks import LONGEST, check_answer
from forms_engine.runtime.dates import resolve
from forms_engine.runtime.rehearsal.pattern_texts import texts_matching
from forms_engine.runtime.values import Answer, is_blank

MOST_ANSWERS = 60  # to one question
MOST_OPTIONS = 40
WORDS = "Please tell us as much as you can about what happened and where it was on that day "

_FIXED: dict[str, tuple[Answer, ...]] = {
    "email": ("ann.archer@example.com", "b@example.org"),
    "phone": ("01632 960 001", "07700 900 982"),
    "website": ("https://www.example.com/page", "example.org"),
    "postcode": ("ZZ1 1AA", "zz22bb"),
    "national_insurance": ("QQ 12 34 56 C",),
    "vehicle_registration": ("AB12 CDE", "a1"),
    "time": ("09:30", "00:00", "23:59", "2.30pm"),
    "yes_no": ("yes", "no"),
    "declaration": (True,),
    "signature": ("Ann Archer",),
    "bank_details": (
        {"account_name": "Ann Archer", "sort_code": "11-22-33", "account_number": "12345678"},
        {"account_name": "Ben Barrow", "sort_code": "000000", "account_number": "1234567", "roll_number": "A1"},
    ),
    "address": (
        {"line1": "1 Mill Lane", "line2": "", "town": "Thornbeck", "county": "", "postcode": "ZZ2 2BB"},
        {"line1": "Flat 2", "line2": "3 High Street", "town": "Marlford", "county": "Marlshire", "postcode": "zz11aa"},
    ),
    "location": (
        {"description": "High Street, outside number 12", "postcode": "ZZ1 1AA"},
        {"latitude": 51.5, "longitude": -1.5},
        {"grid_reference": "SU 34 20"},
    ),
}  # fmt: skip


def answers_to(
    question: Question, comparisons: Iterable[Comparison], today: date, random: Random
) -> list[Answer]:
    """Different valid answers, the most ordinary first; none where none could be made up."""
    found: list[Answer] = []
    for answer in _tried(question, list(comparisons), today, random):
        if not is_blank(answer) and answer not in found and not check_answer(question, answer, today):
            found.append(answer)
            if len(found) == MOST_ANSWERS:
                break
    return found


def _tried(question: Question, asked: list[Comparison], today: date, random: Random) -> Iterator[Answer]:
    kind = question.type
    yield from _FIXED.get(kind, ())
    if "pattern" in QUESTION_TYPE[kind].parts or kind in {"hidden", "signature"}:
        yield from _texts(question, asked, random)
    elif kind == "checkboxes":
        yield from _ticks(question, asked, random)
    elif QUESTION_TYPE[kind].offers_options:
        yield from _options(question, asked, random)
    elif kind in {"number", "money"}:
        yield from _numbers(question, asked)
    elif kind in {"date", "month_year"}:
        yield from _days(question, asked, today)
    elif kind == "file":
        yield from _files(question)
    for one in asked:
        if isinstance(one.operand, str) and one.operator != "matches":
            yield one.operand


def _texts(question: Question, asked: list[Comparison], random: Random) -> Iterator[str]:
    if question.prefill and question.prefill.source == "value":
        yield question.prefill.name
    if question.pattern:
        yield from texts_matching(question.pattern, question.min_length, random)
    most = question.max_length or LONGEST.get(question.type, LONGEST["short_text"])
    yield "Ann Archer"
    for length in (question.min_length, min(most, 60), most):
        yield _words_of(length, question.max_words)
    for one in asked:
        if one.operator == "matches" and isinstance(one.operand, str):
            yield from texts_matching(one.operand, question.min_length, random)
        elif one.operator == "one_of" and isinstance(one.operand, tuple):
            yield from (value for value in one.operand if isinstance(value, str))
        elif one.operator == "contains" and isinstance(one.operand, str):
            yield one.operand + " " + _words_of(question.min_length, question.max_words)


def _words_of(length: int, most_words: int) -> str:
    """Ordinary words of just this length; one long word at the end where few are allowed."""
    words = (WORDS * (length // len(WORDS) + 1))[:length]
    if most_words:
        kept = words.split()[:most_words]
        words = " ".join(kept)
    return words.strip().ljust(length, "x")


def _options(question: Question, asked: list[Comparison], random: Random) -> Iterator[str]:
    keys = [option.key for option in question.options] or sorted(question.option_keys)
    if len(keys) > MOST_OPTIONS:
        named = {
            value
            for one in asked
            for value in (one.operand if isinstance(one.operand, tuple) else (one.operand,))
            if isinstance(value, str)
        }
        yield from (key for key in keys if key in named)
        keys = [keys[0], keys[-1], *random.sample(keys, 8)]
    yield from keys


def _ticks(question: Question, asked: list[Comparison], random: Random) -> Iterator[list[str]]:
    keys = [option.key for option in question.options]
    together = [option.key for option in question.options if not option.exclusive]
    least, most = int(question.min or 1), int(question.max or len(together))
    named = [str(one.operand) for one in asked if one.operator == "contains"]
    first = [*dict.fromkeys([*(key for key in together if key in named), *together])]
    yield together[:least]
    for key in keys[:MOST_OPTIONS]:
        others = [other for other in together if other != key and other not in named]
        yield [key, *others][: max(least, 1)]
        yield [key]
    for key in keys[:MOST_OPTIONS]:
        yield [key, *(other for other in together if other != key)][:least]
    for count in range(least, min(most, len(first)) + 1):
        yield first[:count]
        yield first[-count:]
    yield random.sample(together, min(most, len(together)))


def _numbers(question: Question, asked: list[Comparison]) -> Iterator[int | float]:
    step = Fraction(1, 10 ** (question.decimals if question.type == "number" else 0))
    least = 0 if question.type == "money" and question.min is None else question.min
    ordinary = 4_200 if question.type == "money" else 2
    for value in (ordinary, *(cell.answer for cell in of_numbers(least, question.max, step, asked))):
        yield int(value) if value == int(value) else float(value)
    for one in asked:
        for number in one.operand if isinstance(one.operand, tuple) else (one.operand,):
            if isinstance(number, int | float) and not isinstance(number, bool):
                yield number
    yield 0
    yield 1


def _days(question: Question, asked: list[Comparison], today: date) -> Iterator[str]:
    ends = [question.earliest, question.latest]
    for one in asked:
        ends += [
            end
            for end in (one.operand if isinstance(one.operand, tuple) else (one.operand,))
            if isinstance(end, DateBound)
        ]
    days = [date(1980, 3, 27), today]
    if question.earliest:
        days.insert(0, _off(resolve(question.earliest, today), 1))
    for end in ends:
        if end is not None:
            days += [_off(resolve(end, today), by) for by in (0, -1, 1, -32, 32)]
    days += [_off(today, by) for by in (-400, -15_000, 400)]
    for day in days:
        yield day.isoformat() if question.type == "date" else day.isoformat()[:7]


def _off(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day


def _files(question: Question) -> Iterator[list[dict[str, Any]]]:
    content_type = ACCEPTED[
        question.accept[0] if question.accept and question.accept[0] in ACCEPTED else "photo"
    ][0]
    file = {"name": "example", "size": 20_000, "content_type": content_type}
    for count in (1, question.max_files):
        yield [{"id": f"00000000-0000-0000-0000-{number:012}", **file} for number in range(count)]
