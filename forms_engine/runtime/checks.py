"""Whether one answer is acceptable for its question. One small function for each question type."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from forms_engine.definition.document import Question
from forms_engine.definition.patterns import matches
from forms_engine.definition.question_types import MISSING_CODE
from forms_engine.runtime.bank import belong_together, read_account_number, read_sort_code
from forms_engine.runtime.dates import month_of, read_date, read_month, resolve
from forms_engine.runtime.numbers import decimals_of, read_number, read_time
from forms_engine.runtime.points import point_of
from forms_engine.runtime.problems import Problem, problem
from forms_engine.runtime.text import (
    EMAIL,
    NATIONAL_INSURANCE,
    UPRN,
    VEHICLE_REGISTRATION,
    WEBSITE,
    closed_up,
    is_line,
    is_lines,
    postcode,
    website,
)
from forms_engine.runtime.values import Answer, is_blank
from forms_engine.runtime.wording import day_in_words, month_in_words, pounds

LONGEST = {"short_text": 200, "long_text": 5000, "email": 254, "phone": 30, "website": 2000, "signature": 200}
LONGEST_PART = 200  # of an address or a location
LONGEST_NUMBER = 40  # characters typed
OLDEST_YEAR = 1850
MOST_POUNDS = 10**11  # pence; more than a council's budget

Found = Iterator[Problem]


def check_answer(question: Question, answer: Answer, today: date) -> list[Problem]:
    """Every problem with ``answer``; empty when it may be kept. Never raises, whatever the answer's type."""
    if is_blank(answer):
        # Nobody is asked a hidden question, so nobody could mend that it has no answer.
        needed = question.required and question.type != "hidden"
        return [problem(question, MISSING_CODE.get(question.type, "required"))] if needed else []
    return list(_CHECKS[question.type](question, answer, today))


def _text(question: Question, answer: Answer, today: date) -> Found:
    if not (is_lines(answer) if question.type == "long_text" else is_line(answer)):
        yield problem(question, "not-text")
        return
    # Browsers send a line break as two characters and show it as one.
    # What is judged is what will be kept (``tidy``).
    text = answer.strip()
    if question.type == "long_text":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    limit = question.max_length or LONGEST.get(question.type, LONGEST["short_text"])
    if len(text) > limit:
        yield problem(question, "too-long", limit=limit, length=len(text))
    if len(text) < question.min_length:
        yield problem(question, "too-short", limit=question.min_length, length=len(text))
    if question.max_words and (words := len(text.split())) > question.max_words:
        yield problem(question, "too-many-words", limit=question.max_words, length=words)
    if question.pattern and not matches(question.pattern, text):
        yield problem(question, "pattern")


def _email(question: Question, answer: Answer, today: date) -> Found:
    if not is_line(answer) or len(answer) > LONGEST["email"] or not EMAIL.match(answer.strip()):
        yield problem(question, "bad-email")


def _phone(question: Question, answer: Answer, today: date) -> Found:
    digits = answer.translate(_PHONE_SIGNS) if is_line(answer) else ""
    if (
        not (digits.isascii() and digits.isdigit() and 10 <= len(digits) <= 15)
        or len(answer) > LONGEST["phone"]
    ):
        yield problem(question, "bad-phone")


_PHONE_SIGNS = {ord(sign): None for sign in " \t().+-\N{NO-BREAK SPACE}"}


def _website(question: Question, answer: Answer, today: date) -> Found:
    if not is_line(answer) or len(answer) > LONGEST["website"] - 8 or not WEBSITE.match(website(answer)):
        yield problem(question, "bad-website")


def _postcode(question: Question, answer: Answer, today: date) -> Found:
    if not is_line(answer) or len(answer) > LONGEST_NUMBER or postcode(answer) is None:
        yield problem(question, "bad-postcode")


def _national_insurance(question: Question, answer: Answer, today: date) -> Found:
    if not is_line(answer) or len(answer) > LONGEST_NUMBER or not NATIONAL_INSURANCE.match(closed_up(answer)):
        yield problem(question, "bad-national-insurance")


def _vehicle_registration(question: Question, answer: Answer, today: date) -> Found:
    if (
        not is_line(answer)
        or len(answer) > LONGEST_NUMBER
        or not VEHICLE_REGISTRATION.match(closed_up(answer))
    ):
        yield problem(question, "bad-registration")


def _number(question: Question, answer: Answer, today: date) -> Found:
    number = None if isinstance(answer, str) and len(answer) > LONGEST_NUMBER else read_number(answer)
    if number is None:
        yield problem(question, "bad-number")
        return
    if decimals_of(number) > question.decimals:
        code = "too-many-decimals" if question.decimals else "not-whole"
        yield problem(question, code, limit=question.decimals)
    if question.min is not None and number < Decimal(repr(question.min)):
        yield problem(question, "too-low", limit=f"{question.min:,}")
    if question.max is not None and number > Decimal(repr(question.max)):
        yield problem(question, "too-high", limit=f"{question.max:,}")


def _money(question: Question, answer: Answer, today: date) -> Found:
    # A form hands on what was typed where it is no amount.
    if not isinstance(answer, int) or isinstance(answer, bool) or not 0 <= answer < MOST_POUNDS:
        yield problem(question, "bad-money")
        return
    if question.min is not None and answer < question.min:
        yield problem(question, "too-low", limit=pounds(int(question.min)))
    if question.max is not None and answer > question.max:
        yield problem(question, "too-high", limit=pounds(int(question.max)))


def _one_choice(question: Question, answer: Answer, today: date) -> Found:
    if not isinstance(answer, str) or answer not in question.option_keys:
        yield problem(question, "bad-option")


def _choices(question: Question, answer: Answer, today: date) -> Found:
    if (
        not isinstance(answer, list)
        or not all(isinstance(choice, str) for choice in answer)
        or len(set(answer)) != len(answer)
        or not question.option_keys.issuperset(answer)
    ):
        yield problem(question, "bad-option")
        return
    ticked = set(answer)
    if len(ticked) > 1 and any(option.exclusive and option.key in ticked for option in question.options):
        yield problem(question, "exclusive")
        return
    if any(option.exclusive and option.key in ticked for option in question.options):
        return
    if question.min is not None and len(ticked) < question.min:
        yield problem(question, "too-few-choices", limit=question.min)
    if question.max is not None and len(ticked) > question.max:
        yield problem(question, "too-many-choices", limit=question.max)


def _date(question: Question, answer: Answer, today: date) -> Found:
    day = read_date(answer)
    if day is None or day.year < OLDEST_YEAR:
        yield problem(question, "bad-date")
        return
    if question.earliest and day < (bound := resolve(question.earliest, today)):
        yield problem(question, "too-early", day=lambda language: day_in_words(bound, language))
    if question.latest and day > (bound := resolve(question.latest, today)):
        yield problem(question, "too-late", day=lambda language: day_in_words(bound, language))


def _month_year(question: Question, answer: Answer, today: date) -> Found:
    month = read_month(answer)
    if month is None or month.year < OLDEST_YEAR:
        yield problem(question, "bad-month")
        return

    def worded(language: str) -> str:
        return f"{month_in_words(bound.month, language)} {bound.year}"

    if question.earliest and month < (bound := month_of(resolve(question.earliest, today))):
        yield problem(question, "too-early", day=worded)
    if question.latest and month > (bound := month_of(resolve(question.latest, today))):
        yield problem(question, "too-late", day=worded)


def _time(question: Question, answer: Answer, today: date) -> Found:
    if not isinstance(answer, str) or len(answer) > LONGEST_NUMBER or read_time(answer) is None:
        yield problem(question, "bad-time")


def _parts(answer: Answer, names: tuple[str, ...]) -> dict[str, str] | None:
    """An object's parts as stripped text; None where one is not text, or too long."""
    if not isinstance(answer, dict):
        return None
    parts: dict[str, str] = {}
    for name in names:
        value = answer.get(name) or ""
        if not is_line(value) or len(value) > LONGEST_PART:
            return None
        parts[name] = value.strip()
    return parts


def _address(question: Question, answer: Answer, today: date) -> Found:
    parts = _parts(answer, ("line1", "line2", "town", "county", "postcode", "uprn"))
    if parts is None or (parts["uprn"] and not UPRN.match(parts["uprn"])):
        yield problem(question, "not-text")
        return
    if not parts["line1"]:
        yield problem(question, "address-line")
    if not parts["town"]:
        yield problem(question, "address-town")
    if postcode(parts["postcode"]) is None:
        yield problem(question, "bad-postcode")


def _location(question: Question, answer: Answer, today: date) -> Found:
    parts = _parts(answer, ("description", "postcode"))
    if parts is None:
        yield problem(question, "not-text")
        return
    where = point_of(answer)
    if isinstance(where, str):
        yield problem(question, where)
    elif where is None and len(parts["description"]) < 3 and not parts["postcode"]:
        yield problem(question, "location")
    if parts["postcode"] and postcode(parts["postcode"]) is None:
        yield problem(question, "bad-postcode")


def _bank_details(question: Question, answer: Answer, today: date) -> Found:
    parts = _parts(answer, ("account_name", "sort_code", "account_number", "roll_number"))
    if parts is None:
        yield problem(question, "not-text")
        return
    sort_code, account_number = (
        read_sort_code(parts["sort_code"]),
        read_account_number(parts["account_number"]),
    )
    if not parts["account_name"]:
        yield problem(question, "account-name")
    if sort_code is None:
        yield problem(question, "bad-sort-code")
    if account_number is None:
        yield problem(question, "bad-account-number")
    if len(parts["roll_number"]) > 18:
        yield problem(question, "bad-roll-number")
    if sort_code and account_number and not belong_together(sort_code, account_number):
        yield problem(question, "bad-bank-details")


def _files(question: Question, answer: Answer, today: date) -> Found:
    if not isinstance(answer, list) or not all(
        isinstance(file, dict) and isinstance(file.get("id"), str) and isinstance(file.get("name"), str)
        for file in answer
    ):
        yield problem(question, "bad-file")
        return
    if len(answer) > question.max_files:
        yield problem(question, "too-many-files", limit=question.max_files)
    for file in answer:
        # Said by whoever scans files; the file itself is gone.
        if file.get("infected"):
            yield problem(question, "infected-file", name=file["name"])


def _declaration(question: Question, answer: Answer, today: date) -> Found:
    if answer is not True:
        yield problem(question, "confirm")


_CHECKS: dict[str, Callable[[Question, Answer, date], Found]] = {
    "short_text": _text,
    "long_text": _text,
    "email": _email,
    "phone": _phone,
    "website": _website,
    "address": _address,
    "postcode": _postcode,
    "number": _number,
    "money": _money,
    "date": _date,
    "month_year": _month_year,
    "time": _time,
    "yes_no": _one_choice,
    "radios": _one_choice,
    "select": _one_choice,
    "autocomplete": _one_choice,
    "checkboxes": _choices,
    "location": _location,
    "national_insurance": _national_insurance,
    "vehicle_registration": _vehicle_registration,
    "bank_details": _bank_details,
    "file": _files,
    "declaration": _declaration,
    "signature": _text,
    "hidden": _text,
}
