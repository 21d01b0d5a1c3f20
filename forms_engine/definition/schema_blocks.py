"""The JSON Schema of conditions, and of what stands on a page."""

from forms_engine.definition.document import ACCOUNT_PARTS, DATE_OPERATORS, NUMBER_OPERATORS, OPERATORS
from forms_engine.definition.parse_blocks import CONTENT_PARTS, MOST_DECIMALS, QUESTION_PARTS
from forms_engine.definition.question_types import MOST_FILES, MOST_MEGABYTES, QUESTION_TYPE
from forms_engine.definition.reading import LARGEST_NUMBER
from forms_engine.definition.schema_values import (
    BOOLEAN,
    STRING,
    Schema,
    by_key,
    closed,
    list_of,
    optional,
    ref,
    whole,
)


def condition() -> Schema:
    """A comparison, several conditions together, or the name of one."""
    number = {"type": "number", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
    operands: dict[str, Schema] = {
        "is": {"anyOf": [STRING, number, BOOLEAN]},
        "is_not": {"anyOf": [STRING, number, BOOLEAN]},
        "one_of": list_of(STRING, minItems=1),
        "contains": STRING,
        "matches": STRING,
        "answered": BOOLEAN,
        "between": {
            "anyOf": [
                {"type": "array", "items": end, "minItems": 2, "maxItems": 2}
                for end in (number, ref("bound"))
            ]
        },
        **{operator: number for operator in NUMBER_OPERATORS},
        **{operator: ref("bound") for operator in DATE_OPERATORS},
    }
    parts: dict[str, Schema] = {
        "all": optional(list_of(ref("condition"))),
        "any": optional(list_of(ref("condition"))),
        "not": ref("condition"),
        "condition": ref("key"),
    }
    comparison = {
        "type": "object",
        "properties": {"question": ref("key"), **{operator: operands[operator] for operator in OPERATORS}},
        "required": ["question"],
        "additionalProperties": False,
        "minProperties": 2,
        "maxProperties": 2,
    }
    return {
        "description": "What a question's answer has to be, or several conditions together, or another by its name.",
        "if": {"required": ["question"]},
        "then": comparison,
        "else": {
            "type": "object",
            "properties": parts,
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
    }


def one_of_types(names: dict[str, str]) -> Schema:
    """An object that is told by its ``type``."""
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(names)}},
        "allOf": [
            {"if": {"properties": {"type": {"const": kind}}, "required": ["type"]}, "then": ref(name)}
            for kind, name in names.items()
        ],
    }


def content(kind: str) -> Schema:
    """A block that asks nothing."""
    parts: dict[str, Schema] = {
        "text": ref("optional-text"),
        "title": ref("optional-text"),
        "image": whole(1),
        "alt": ref("optional-text"),
        "article": ref("optional-key"),
        "show_when": ref("condition"),
        "kept": ref("kept"),
    }
    needed: dict[str, Schema] = {"type": {"const": kind}}
    if kind in {"text", "inset", "warning", "details"}:
        needed["text"] = ref("text")
    if kind == "details":
        needed["title"] = ref("text")
    own = CONTENT_PARTS[kind]
    return closed(own, needed, {name: schema for name, schema in parts.items() if name in own - set(needed)})


def question(kind: str) -> Schema:
    """A question of one type, with the parts that type has."""
    limits = {
        "money": whole(0),
        "checkboxes": whole(1, 500),
    }.get(kind, {"type": "number", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER})
    parts: dict[str, Schema] = {
        "hint": ref("optional-text"),
        "required": BOOLEAN,
        "sensitive": BOOLEAN,
        "ask_again": BOOLEAN,
        "show_when": ref("condition"),
        "autocomplete": STRING,
        "errors": by_key(optional(ref("optional-text"))),
        "prefill": _prefill(),
        "kept": ref("kept"),
        "options": list_of(ref("option")),
        "list": ref("key"),
        "min_length": whole(0, 100_000),
        "max_length": whole(0, 100_000),
        "max_words": whole(0, 20_000),
        "pattern": STRING,
        "min": limits,
        "max": limits,
        "decimals": whole(0, MOST_DECIMALS),
        "unit": ref("optional-text"),
        "earliest": ref("bound"),
        "latest": ref("bound"),
        "accept": list_of(optional(STRING)),
        "max_files": whole(1, MOST_FILES),
        "max_megabytes": whole(1, MOST_MEGABYTES),
    }
    own = QUESTION_PARTS[kind]
    more: Schema = {"description": QUESTION_TYPE[kind].help}
    if QUESTION_TYPE[kind].offers_options:
        more["oneOf"] = [
            {"required": ["list"], "properties": {"list": {"type": "string"}}},
            {"required": ["options"], "properties": {"options": {"type": "array", "minItems": 1}}},
        ]
    return closed(
        own,
        {"key": ref("key"), "type": {"const": kind}, "label": ref("text")},
        {name: schema for name, schema in parts.items() if name in own},
        **more,
    )


def _prefill() -> Schema:
    word = {"type": "string", "maxLength": 200}
    return {
        "type": "object",
        "properties": {"query": word, "account": {"enum": list(ACCOUNT_PARTS)}, "value": word},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
