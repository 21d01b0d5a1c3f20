"""A page's answers as JSON Schema (2020-12). It says what an answer looks like, so that a program can build a form and
check most of what is typed; what is acceptable is the runtime's to say, when the answers are sent."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from forms_engine.definition.document import Option, Question
from forms_engine.runtime.checks import LONGEST, LONGEST_PART, MOST_POUNDS
from forms_engine.runtime.wording import YES_NO

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

# What RE2 writes and ECMA 262, which JSON Schema's patterns are, does not or reads otherwise: flags and named groups,
# \A \z \Q \E \C \a \x{…}, classes by name, possessive and nested ends.
_ONLY_RE2 = re.compile(r"\(\?(?!:)|\\[AzQECapPGX]|\\x\{|\[\[:|\[\^?\[")


def page_schema(title: str, questions: Iterable[Question], language: str) -> Schema:
    """The object that a page's answers make, question keys for names. Nothing else may be in it."""
    asked = tuple(questions)
    return {
        "$schema": DIALECT,
        "type": "object",
        "title": title,
        "properties": {question.key: question_schema(question, language) for question in asked},
        "required": [question.key for question in asked if question.required],
        "additionalProperties": False,
    }


def question_schema(question: Question, language: str) -> Schema:
    """What one answer looks like. Money is pence; days are ISO 8601."""
    schema: Schema = {"title": question.label.in_language(language)}
    if question.hint:
        schema["description"] = question.hint.in_language(language)
    return {**schema, **_SHAPES[question.type](question, language)}


def _text(question: Question, language: str) -> Schema:
    shape: Schema = {
        "type": "string",
        "minLength": max(question.min_length, int(question.required)),
        "maxLength": question.max_length or LONGEST.get(question.type, LONGEST["short_text"]),
    }
    if question.pattern and not _ONLY_RE2.search(question.pattern):
        shape["pattern"] = f"^(?:{question.pattern})$"
    return shape


def _short(**more: Any) -> Callable[[Question, str], Schema]:
    def shape(question: Question, language: str) -> Schema:
        longest = {"maxLength": LONGEST[question.type]} if question.type in LONGEST else {}
        return {"type": "string", "minLength": int(question.required), **longest, **more}

    return shape


def _number(question: Question, language: str) -> Schema:
    # Decimals are not "multipleOf": 19.99 is no multiple of 0.01 in binary.
    return {"type": "number" if question.decimals else "integer", **_bounds(question)}


def _money(question: Question, language: str) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": MOST_POUNDS - 1, **_bounds(question)}


def _bounds(question: Question) -> Schema:
    bounds = {"minimum": question.min, "maximum": question.max}
    return {name: bound for name, bound in bounds.items() if bound is not None}


def _option(option: Option, language: str) -> Schema:
    shape: Schema = {"const": option.key, "title": option.label.in_language(language)}
    if option.hint:
        shape["description"] = option.hint.in_language(language)
    return shape


def _yes_no(question: Question, language: str) -> Schema:
    words = YES_NO.get(language.split("-")[0], YES_NO["en"])
    return {"type": "string", "oneOf": [{"const": key, "title": word} for key, word in words.items()]}


def _one_choice(question: Question, language: str) -> Schema:
    return {"type": "string", "oneOf": [_option(option, language) for option in question.options]}


def _choices(question: Question, language: str) -> Schema:
    # With an option that is ticked alone, fewer than `min` may be right: the runtime decides.
    alone = any(option.exclusive for option in question.options)
    least = int(question.min or 0) if not alone else 0
    shape: Schema = {
        "type": "array",
        "items": {"type": "string", "oneOf": [_option(option, language) for option in question.options]},
        "uniqueItems": True,
        "minItems": max(int(question.required), least if question.required else 0),
    }
    if question.max is not None:
        shape["maxItems"] = int(question.max)
    return shape


_LINE: Schema = {"type": "string", "maxLength": LONGEST_PART}
_DEGREES: Schema = {"type": "number", "description": "WGS 84, degrees"}
_METRES: Schema = {"type": "integer", "description": "National Grid, metres"}

# The answers that are objects: which parts they need, and all that they may have.
OBJECTS: dict[str, tuple[tuple[str, ...], dict[str, Schema]]] = {
    "address": (
        ("line1", "town", "postcode"),
        {
            **dict.fromkeys(("line1", "line2", "town", "county", "postcode"), _LINE),
            "uprn": {"type": "string", "pattern": "^[0-9]{0,12}$"},
        },
    ),
    "location": (
        (),
        {
            **dict.fromkeys(("description", "postcode", "grid_reference"), _LINE),
            **dict.fromkeys(("latitude", "longitude"), _DEGREES),
            **dict.fromkeys(("easting", "northing"), _METRES),
        },
    ),
    "bank_details": (
        ("account_name", "sort_code", "account_number"),
        {
            **dict.fromkeys(("account_name", "sort_code", "account_number"), _LINE),
            "roll_number": {"type": "string", "maxLength": 18},
        },
    ),
}


def _object(question: Question, language: str) -> Schema:
    required, properties = OBJECTS[question.type]
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _files(question: Question, language: str) -> Schema:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "name": {"type": "string"},
                "size": {"type": "integer", "description": "bytes"},
                "content_type": {"type": "string"},
            },
            "required": ["id"],
        },
        "minItems": int(question.required),
        "maxItems": question.max_files,
    }


def _ticked(question: Question, language: str) -> Schema:
    return {"const": True} if question.required else {"type": "boolean"}


_SHAPES: dict[str, Callable[[Question, str], Schema]] = {
    "short_text": _text,
    "long_text": _text,
    "signature": _text,
    "hidden": _text,
    "email": _short(format="email"),
    "phone": _short(),
    "website": _short(),
    "postcode": _short(),
    "national_insurance": _short(),
    "vehicle_registration": _short(),
    "number": _number,
    "money": _money,
    "date": _short(format="date"),
    "month_year": _short(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$"),
    "time": _short(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"),
    "yes_no": _yes_no,
    "radios": _one_choice,
    "select": _one_choice,
    "autocomplete": _one_choice,
    "checkboxes": _choices,
    "address": _object,
    "location": _object,
    "bank_details": _object,
    "file": _files,
    "declaration": _ticked,
}
