"""What one answer looks like once it counts, as JSON Schema: the canonical forms of ``runtime.values``, a shape for each
question type. What a journey's pages take from a person is ``journeys.api.answer_schema``'s: it is wider."""

import re
from collections.abc import Callable
from typing import Any

from forms_engine.definition.document import Option, Question
from forms_engine.runtime.checks import LONGEST, LONGEST_PART, MOST_POUNDS

Schema = dict[str, Any]

# What RE2 writes and ECMA 262, which JSON Schema's patterns are, does not or reads otherwise: flags and named groups,
# \A \z \Q \E \C \a \x{…}, classes by name.
_ONLY_RE2 = re.compile(r"\(\?(?!:)|\\[AzQECapPGX]|\\x\{|\[\[:|\[\^?\[")

_POSTCODE = "[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}"


def answer_shape(question: Question) -> Schema:
    """The shape of every answer to this question that a back office is told. Money is pence, days are ISO 8601,
    coordinates WGS 84 degrees or metres of the National Grid."""
    return _SHAPES[question.type](question)


def _text(question: Question) -> Schema:
    longest = question.max_length or LONGEST.get(question.type, LONGEST["short_text"])
    shape: Schema = {"type": "string", "minLength": max(1, question.min_length), "maxLength": longest}
    if question.pattern and not _ONLY_RE2.search(question.pattern):
        shape["pattern"] = f"^(?:{question.pattern})$"
    return shape


def _fixed(**shape: Any) -> Callable[[Question], Schema]:
    return lambda question: dict(shape)


def _number(question: Question) -> Schema:
    bounds = {"minimum": question.min, "maximum": question.max}
    return {
        # Decimals are not "multipleOf": 19.99 is no multiple of 0.01 in binary.
        "type": "number" if question.decimals else "integer",
        **{name: bound for name, bound in bounds.items() if bound is not None},
    }


def _money(question: Question) -> Schema:
    least, most = question.min, question.max
    return {
        "type": "integer",
        "minimum": 0 if least is None else max(0, least),
        "maximum": MOST_POUNDS - 1 if most is None else min(MOST_POUNDS - 1, most),
    }


def _offered(options: tuple[Option, ...]) -> Schema:
    return {
        "type": "string",
        "anyOf": [{"const": option.key, "title": option.label.in_language("en")} for option in options],
    }


def _one_choice(question: Question) -> Schema:
    return _offered(question.options)


def _choices(question: Question) -> Schema:
    # An option that is ticked alone may be fewer than `min`.
    alone = any(option.exclusive for option in question.options)
    shape: Schema = {
        "type": "array",
        "items": _offered(question.options),
        "uniqueItems": True,
        "minItems": 1 if alone else max(1, int(question.min or 0)),
    }
    if question.max is not None and not alone:
        shape["maxItems"] = int(question.max)
    return shape


_LINE: Schema = {"type": "string", "maxLength": LONGEST_PART}
_POINT: dict[str, Schema] = {
    "latitude": {"type": "number", "minimum": -90, "maximum": 90},
    "longitude": {"type": "number", "minimum": -180, "maximum": 180},
    "easting": {"type": "integer"},
    "northing": {"type": "integer"},
    "grid_reference": {"type": "string"},
}
_ADDRESS: Schema = {
    "type": "object",
    "properties": {
        "line1": {**_LINE, "minLength": 1},
        "line2": _LINE,
        "town": {**_LINE, "minLength": 1},
        "county": _LINE,
        "postcode": {"type": "string", "pattern": f"^{_POSTCODE}$"},
        "uprn": {"type": "string", "pattern": "^[0-9]{1,12}$"},
    },
    "required": ["line1", "line2", "town", "county", "postcode"],
    "additionalProperties": False,
}
_LOCATION: Schema = {
    "type": "object",
    "properties": {
        "description": _LINE,
        "postcode": {"type": "string", "pattern": f"^(?:{_POSTCODE})?$"},
        **_POINT,
    },
    "required": ["description", "postcode"],
    # A point is given whole or not at all.
    "dependentRequired": {name: sorted(_POINT) for name in sorted(_POINT)},
    "additionalProperties": False,
}
_BANK_DETAILS: Schema = {
    "type": "object",
    "properties": {
        "account_name": {**_LINE, "minLength": 1},
        "sort_code": {"type": "string", "pattern": "^[0-9]{6}$"},
        "account_number": {"type": "string", "pattern": "^[0-9]{8}$"},
        "roll_number": {"type": "string", "minLength": 1, "maxLength": 18},
    },
    "required": ["account_name", "sort_code", "account_number"],
    "additionalProperties": False,
}


def _files(question: Question) -> Schema:
    """What its sender called them. What we found them to be is in ``files`` beside the answers, under the same id."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
            "required": ["id", "name"],
        },
        "minItems": 1,
        "maxItems": question.max_files,
    }


_SHAPES: dict[str, Callable[[Question], Schema]] = {
    "short_text": _text,
    "long_text": _text,
    "signature": _text,
    "hidden": _text,
    "email": _fixed(type="string", format="email", minLength=3, maxLength=LONGEST["email"]),
    "phone": _fixed(type="string", minLength=10, maxLength=LONGEST["phone"]),
    "website": _fixed(type="string", format="uri", pattern="^[A-Za-z]+://", maxLength=LONGEST["website"]),
    "postcode": _fixed(type="string", pattern=f"^{_POSTCODE}$"),
    "national_insurance": _fixed(type="string", pattern="^[A-Z]{2}[0-9]{6}[A-D]$"),
    "vehicle_registration": _fixed(type="string", pattern="^[A-Z0-9]{2,7}$"),
    "number": _number,
    "money": _money,
    "date": _fixed(type="string", format="date", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    "month_year": _fixed(type="string", pattern="^[0-9]{4}-(?:0[1-9]|1[0-2])$"),
    "time": _fixed(type="string", pattern="^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"),
    "yes_no": _fixed(type="string", enum=["yes", "no"]),
    "radios": _one_choice,
    "select": _one_choice,
    "autocomplete": _one_choice,
    "checkboxes": _choices,
    "address": _fixed(**_ADDRESS),
    "location": _fixed(**_LOCATION),
    "bank_details": _fixed(**_BANK_DETAILS),
    "file": _files,
    "declaration": _fixed(const=True),
}
