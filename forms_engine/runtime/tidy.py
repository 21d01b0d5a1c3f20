"""The canonical form of an answer (``values``): what counts, is compared, filed and sent to back offices.

Tidying never makes an acceptable answer unacceptable, and tidying twice gives the same as once.
"""

import re
from collections.abc import Callable

from forms_engine.definition.document import Question
from forms_engine.runtime.bank import read_account_number, read_sort_code
from forms_engine.runtime.numbers import read_number, read_time
from forms_engine.runtime.points import Point, point_of
from forms_engine.runtime.text import closed_up, postcode, website
from forms_engine.runtime.values import Answer

ADDRESS_PARTS = ("line1", "line2", "town", "county", "postcode", "uprn")


def tidy(question: Question, answer: Answer) -> Answer:
    """The canonical form of an answer that ``check_answer`` has found nothing wrong with."""
    how = _TIDY.get(question.type)
    return how(question, answer) if how else answer


def _line(question: Question, answer: Answer) -> Answer:
    return answer.strip() if isinstance(answer, str) else answer


def _lines(question: Question, answer: Answer) -> Answer:
    return answer.replace("\r\n", "\n").replace("\r", "\n").strip()


def _name(question: Question, answer: Answer) -> Answer:
    return re.sub(r"\s+", " ", answer).strip()


def _postcode(question: Question, answer: Answer) -> Answer:
    return postcode(answer) or answer


def _closed_up(question: Question, answer: Answer) -> Answer:
    return closed_up(answer)


def _website(question: Question, answer: Answer) -> Answer:
    return website(answer)


def _number(question: Question, answer: Answer) -> Answer:
    number = read_number(answer)
    if number is None:
        return answer
    return int(number) if number == number.to_integral_value() else float(number)


def _time(question: Question, answer: Answer) -> Answer:
    return read_time(answer) or answer


def _choices(question: Question, answer: Answer) -> Answer:
    return [option.key for option in question.options if option.key in answer]


def _address(question: Question, answer: Answer) -> Answer:
    parts = {name: str(answer.get(name) or "").strip() for name in ADDRESS_PARTS}
    if not parts["uprn"]:
        del parts["uprn"]
    return {**parts, "postcode": postcode(parts["postcode"]) or parts["postcode"]}


def _location(question: Question, answer: Answer) -> Answer:
    typed = str(answer.get("postcode") or "").strip()
    words = {
        "description": str(answer.get("description") or "").strip(),
        "postcode": postcode(typed) or typed,
    }
    where = point_of(answer)
    return {**words, **where.as_answer()} if isinstance(where, Point) else words


def _bank_details(question: Question, answer: Answer) -> Answer:
    parts = {
        "account_name": re.sub(r"\s+", " ", str(answer.get("account_name") or "")).strip(),
        "sort_code": read_sort_code(str(answer.get("sort_code") or "")) or "",
        "account_number": read_account_number(str(answer.get("account_number") or "")) or "",
    }
    roll = str(answer.get("roll_number") or "").strip()
    return {**parts, "roll_number": roll} if roll else parts


_TIDY: dict[str, Callable[[Question, Answer], Answer]] = {
    "short_text": _line,
    "long_text": _lines,
    "email": _line,
    "phone": _line,
    "hidden": _line,
    "signature": _name,
    "postcode": _postcode,
    "national_insurance": _closed_up,
    "vehicle_registration": _closed_up,
    "website": _website,
    "number": _number,
    "time": _time,
    "checkboxes": _choices,
    "address": _address,
    "location": _location,
    "bank_details": _bank_details,
}
