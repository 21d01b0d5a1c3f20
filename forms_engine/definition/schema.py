"""The JSON Schema (2020-12) of the journey language, for editors and other programs.

It is built from the tables the parser reads by, and refuses to be built when a table has a part that it does not know. A
document that the parser takes is always valid; one with an unknown key or a part of the wrong type is valid for neither.
What needs more than the shape of a document (what is named, how deep conditions nest, whether a day exists) only the
linter says. As for the parser, null is the same as leaving a part out.
"""

from functools import cache

from forms_engine.definition.document import (
    COLLEAGUES,
    CONTACT_PARTS,
    CONTENT_TYPES,
    FORMAT,
    KINDS,
    OUTPUT_TYPES,
    REVIEW_STATES,
    SIGN_IN,
    WHEN_DOWN,
    WHEN_NOT_FOUND,
)
from forms_engine.definition.parse import (
    CONCESSION_PARTS,
    DOCUMENT_PARTS,
    DUPLICATES_PARTS,
    FEE_PARTS,
    GROUP_PARTS,
    PAGE_PARTS,
)
from forms_engine.definition.parse_lookups import ASKED_FOR, LOOKUP_PARTS, MOST_NAMES, OUTPUT_PARTS
from forms_engine.definition.parse_lookups import NAME as NAME_SHAPE
from forms_engine.definition.question_types import MOST_ITEMS, QUESTION_TYPE
from forms_engine.definition.schema_blocks import condition, content, one_of_types, question
from forms_engine.definition.schema_values import (
    BOOLEAN,
    DAY,
    KEY,
    LANGUAGE,
    STRING,
    Schema,
    by_key,
    closed,
    list_of,
    optional,
    ref,
    text,
    whole,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = "/api/v1/journeys/schema.json"
NAME: Schema = {
    "type": "string",
    "pattern": NAME_SHAPE.pattern,
}  # what a look-up calls what it takes and gives


@cache
def journey_schema() -> Schema:
    """The JSON Schema of a journey document. Not to be changed by whoever gets it: it is built once."""
    return {
        "$schema": DIALECT,
        "$id": ADDRESS,
        "title": "A journey",
        "description": "One thing that somebody does with the council: apply, book, pay or report.",
        **_document(),
        "$defs": _definitions(),
    }


def _document() -> Schema:
    return closed(
        DOCUMENT_PARTS,
        {
            "format": {"const": FORMAT},
            "slug": ref("key"),
            "kind": {"enum": list(KINDS)},
            "title": ref("text"),
            "pages": list_of(ref("part"), minItems=1),
        },
        {
            "audience": STRING,
            "sign_in": {"enum": list(SIGN_IN)},
            "colleagues": {"enum": list(COLLEAGUES)},
            "summary": ref("optional-text"),
            "translations": {
                "type": "object",
                "propertyNames": {"pattern": LANGUAGE, "not": {"const": "en"}},
                "additionalProperties": {"enum": list(REVIEW_STATES)},
            },
            "service": ref("optional-key"),
            "routes": list_of(ref("route")),
            "opens": DAY,
            "closes": DAY,
            "retention_days": whole(0, 36_525),
            "purpose": ref("optional-text"),
            "lawful_basis": STRING,
            "contact": closed(
                CONTACT_PARTS,
                {},
                {part: ref("optional-key") for part in CONTACT_PARTS},
            ),
            "location": ref("optional-key"),
            "start": list_of(ref("content")),
            "outcome": list_of(ref("content")),
            "declaration": ref("optional-text"),
            "sections": by_key(ref("text")),
            "lists": by_key(optional(list_of(ref("option")))),
            "conditions": by_key(ref("condition")),
            "fees": list_of(ref("fee")),
            "booking": closed(
                ("resource_kind", "minutes", "when"),
                {"resource_kind": ref("key")},
                {"minutes": whole(1, 24 * 60), "when": ref("condition")},
            ),
            "duplicates": closed(
                DUPLICATES_PARTS,
                {},
                {"within_metres": whole(5, 2_000), "days": whole(0, 365), "category": ref("optional-key")},
            ),
            "kept": ref("kept"),
        },
    )


def _definitions() -> dict[str, Schema]:
    return {
        "key": {**KEY, "description": "A stable name: small letters, digits and single hyphens."},
        "optional-key": {"anyOf": [ref("key"), {"const": ""}]},
        "text": {**text(), "required": ["en"], "properties": {"en": {**STRING, "pattern": "\\S"}}},
        "optional-text": text(),
        "kept": {"type": "object", "description": "What an import could not express; never read."},
        "bound": {
            "description": "A day, or a distance from today.",
            "anyOf": [
                DAY,
                closed(
                    ("years", "months", "days"),
                    {},
                    {part: whole(-100_000, 100_000) for part in ("years", "months", "days")},
                ),
            ],
        },
        "condition": condition(),
        "option": closed(
            ("key", "label", "hint", "exclusive", "kept"),
            {"key": ref("key"), "label": ref("text")},
            {"hint": ref("optional-text"), "exclusive": BOOLEAN, "kept": ref("kept")},
        ),
        "part": {"if": {"required": ["pages"]}, "then": ref("group"), "else": ref("page")},
        "page": _page(),
        "lookup": _lookup(),
        "group": _group(),
        "content": one_of_types({kind: f"content-{kind}" for kind in CONTENT_TYPES}),
        "block": one_of_types(
            {
                **{kind: f"content-{kind}" for kind in CONTENT_TYPES},
                **{kind: f"question-{kind}" for kind in QUESTION_TYPE},
            }
        ),
        "route": {
            "description": "A route's slug, or one that is taken only under a condition.",
            "anyOf": [
                ref("key"),
                closed(("route", "when"), {"route": ref("key"), "when": ref("condition")}, {}),
            ],
        },
        "fee": _fee(),
        **{f"content-{kind}": content(kind) for kind in CONTENT_TYPES},
        **{f"question-{kind}": question(kind) for kind in QUESTION_TYPE},
    }


def _page() -> Schema:
    return closed(
        PAGE_PARTS,
        {"key": ref("key"), "title": ref("text")},
        {
            "blocks": list_of(ref("block")),
            "section": ref("optional-key"),
            "show_when": ref("condition"),
            "exit": BOOLEAN,
            "lookup": ref("lookup"),
            "kept": ref("kept"),
        },
    )


def _lookup() -> Schema:
    output = closed(
        OUTPUT_PARTS, {"from": NAME, "type": {"enum": list(OUTPUT_TYPES)}}, {"label": ref("optional-text")}
    )
    named = {"type": "object", "propertyNames": NAME, "minProperties": 1, "maxProperties": MOST_NAMES}
    return closed(
        LOOKUP_PARTS,
        {
            "from": ref("key"),
            "inputs": {**named, "additionalProperties": {"type": "string", "pattern": ASKED_FOR.pattern}},
            "outputs": {**by_key(output), "minProperties": 1, "maxProperties": MOST_NAMES},
        },
        {
            "not_found": ref("optional-text"),
            "when_not_found": {"enum": list(WHEN_NOT_FOUND)},
            "down": ref("optional-text"),
            "when_down": {"enum": list(WHEN_DOWN)},
            "fresh_minutes": whole(1, 24 * 60),
        },
    )


def _group() -> Schema:
    return closed(
        GROUP_PARTS,
        {
            "key": ref("key"),
            "title": ref("text"),
            "item": ref("text"),
            "pages": list_of(ref("page"), minItems=1),
        },
        {
            "min": whole(0, MOST_ITEMS),
            "max": whole(1, MOST_ITEMS),
            "count": ref("optional-key"),
            "section": ref("optional-key"),
            "show_when": ref("condition"),
            "kept": ref("kept"),
        },
    )


def _fee() -> Schema:
    pence = whole(0)
    row = closed(("when", "amount_pence"), {"amount_pence": pence}, {"when": ref("condition")})
    reductions = {
        "percent_off": whole(0, 100),
        "pence_off": whole(0, 10**9),
        "pays_pence": whole(0, 10**9),
    }
    concession = closed(
        CONCESSION_PARTS,
        {"key": ref("key"), "label": ref("text"), "when": ref("condition")},
        reductions,
        oneOf=[{"required": [name], "properties": {name: {"type": "integer"}}} for name in reductions],
    )
    return closed(
        FEE_PARTS,
        {"key": ref("key"), "label": ref("text")},
        {
            "ledger_code": STRING,
            "vat_code": STRING,
            "amount_pence": pence,
            "rows": list_of(row),
            "amount_from": ref("optional-key"),
            "per": ref("optional-key"),
            "concessions": list_of(concession),
            "when": ref("condition"),
            "kept": ref("kept"),
        },
        oneOf=[
            {"required": ["amount_pence"], "properties": {"amount_pence": {"type": "integer"}}},
            {"required": ["rows"], "properties": {"rows": {"type": "array", "minItems": 1}}},
            {"required": ["amount_from"], "properties": {"amount_from": {"type": "string", "minLength": 1}}},
        ],
    )
