"""Questions as the specification's attributes, and what is posted for them as answers.

A question's key is its attribute's code. Keys have no underscore, so that what is added here can be told by one:
``address_town`` is a part of an address, ``declaration_agreed`` what is agreed to on sending.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from forms_engine.definition.document import Definition, Question
from forms_engine.journeys.api.plain_text import plain_text
from forms_engine.journeys.open311.offering import Asked, Layout
from forms_engine.runtime.numbers import decimals_of, read_number
from forms_engine.runtime.values import Answer
from forms_engine.runtime.wording import YES_NO

DECLARATION = "declaration_agreed"
AGREED = "true"
ADDRESS_PARTS = {
    "line1": {"en": "Address line 1", "cy": "Llinell gyfeiriad 1"},
    "line2": {"en": "Address line 2", "cy": "Llinell gyfeiriad 2"},
    "town": {"en": "Town or city", "cy": "Tref neu ddinas"},
    "county": {"en": "County", "cy": "Sir"},
    "postcode": {"en": "Postcode", "cy": "Cod post"},
}
NEEDED_PARTS = frozenset({"line1", "town", "postcode"})
I_AGREE = {"en": "I agree", "cy": "Rwy’n cytuno"}

DATATYPES = {
    "long_text": "text",
    "number": "number",
    "money": "number",
    "date": "datetime",
    "yes_no": "singlevaluelist",
    "radios": "singlevaluelist",
    "select": "singlevaluelist",
    "autocomplete": "singlevaluelist",
    "declaration": "singlevaluelist",
    "checkboxes": "multivaluelist",
}
FORMATS = {
    "date": "A day, as in 2026-11-22 or 2026-11-22T00:00:00Z.",
    "month_year": "A month, as in 2026-11.",
    "time": "A time of day, as in 14:30.",
    "money": "Pounds, as in 12.50.",
}

Attribute = dict[str, Any]


def attributes_of(definition: Definition, layout: Layout, language: str) -> list[Attribute]:
    """The attributes of a service definition, in the order asked: notices first, which nobody answers."""
    found: list[Attribute] = []
    for number, notice in enumerate(layout.notices, start=1):
        text = plain_text(notice.text.in_language(language))
        found.append(_attribute(f"notice_{number}", "text", text, required=False, variable=False))
    for asked in layout.attributes:
        found += _of_question(asked, language)
    if definition.declaration:
        text = plain_text(definition.declaration.in_language(language))
        values = [{"key": AGREED, "name": _said(I_AGREE, language)}]
        found.append(_attribute(DECLARATION, "singlevaluelist", text, required=True, values=values))
    for order, attribute in enumerate(found, start=1):
        attribute["order"] = order
    return found


def codes_of(definition: Definition, layout: Layout) -> frozenset[str]:
    """Every code that may be posted: those that are offered, and those of the description and of who reports, which
    have fields of their own."""
    offered = {
        attribute["code"] for attribute in attributes_of(definition, layout, "en") if attribute["variable"]
    }
    contact = definition.contact
    own = {contact.name, contact.email, contact.mobile, layout.description.key if layout.description else ""}
    return frozenset(offered | (own - {""}))


def answer_of(question: Question, posted: Sequence[str]) -> Answer:
    """The answer that the values posted for a question make; what cannot be read is handed on as it is, for the
    runtime to refuse. None where nothing was said."""
    said = [value for value in posted if value.strip()]
    if not said:
        return None
    if question.type == "checkboxes":
        return list(dict.fromkeys(said))
    if len(said) > 1:
        return said
    return _READ.get(question.type, str)(said[0])


def address_of(question: Question, posted: Mapping[str, Sequence[str]]) -> Answer:
    """The answer that the parts posted for an address make; None where there are none."""
    parts = {part: posted.get(f"{question.key}_{part}", ()) for part in ADDRESS_PARTS}
    said = {part: values[0] for part, values in parts.items() if values and values[0].strip()}
    return said or None


def _of_question(asked: Asked, language: str) -> Iterator[Attribute]:
    question = asked.question
    label = question.label.in_language(language)
    hint = plain_text(question.hint.in_language(language)) if question.hint else ""
    if question.type == "address":
        for part, words in ADDRESS_PARTS.items():
            text = f"{label}: {_said(words, language)}"
            required = asked.required and part in NEEDED_PARTS
            yield _attribute(f"{question.key}_{part}", "string", text, required=required, about=hint)
        return
    unit = question.unit.in_language(language) if question.unit else ""
    about = " ".join(part for part in (hint, FORMATS.get(question.type, ""), unit) if part)
    yield _attribute(
        question.key,
        DATATYPES.get(question.type, "string"),
        label,
        required=asked.required,
        about=about,
        values=_values(question, language),
    )


def _values(question: Question, language: str) -> list[dict[str, str]]:
    if question.type == "yes_no":
        words = YES_NO.get(language.split("-")[0], YES_NO["en"])
        return [{"key": key, "name": word} for key, word in words.items()]
    if question.type == "declaration":
        return [{"key": AGREED, "name": _said(I_AGREE, language)}]
    return [{"key": option.key, "name": option.label.in_language(language)} for option in question.options]


def _attribute(
    code: str,
    datatype: str,
    description: str,
    *,
    required: bool,
    variable: bool = True,
    about: str = "",
    values: Sequence[Mapping[str, str]] = (),
) -> Attribute:
    made: Attribute = {
        "variable": variable,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": about or None,
        "order": 0,
        "description": description,
    }
    return {**made, "values": list(values)} if values else made


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language.split("-")[0], words["en"])


def _pence(value: str) -> Answer:
    pounds = read_number(value.strip().removeprefix("£"))
    if pounds is None or decimals_of(pounds) > 2:
        return value
    return int(pounds * Decimal(100))


def _day(value: str) -> Answer:
    """A day, from a day or from a moment, which is read as the council's local day."""
    text = value.strip()
    if "T" not in text:
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date().isoformat()


def _agreed(value: str) -> Answer:
    return True if value.strip().lower() == AGREED else value


_READ = {
    "money": _pence,
    "date": _day,
    "declaration": _agreed,
    "location": lambda value: {"description": value},
}
