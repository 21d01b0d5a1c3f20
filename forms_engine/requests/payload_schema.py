"""What a back office is told of a request that has been received, as JSON Schema 2020-12: one schema for each version of
a journey, published beside it and named in every body.

A schema never changes, as its version never does. What frames the answers may gain properties with a later Guildhall,
so a receiver passes over what it does not know there; the answers are described to the last property.
"""

from collections.abc import Iterable

from django.conf import settings

from forms_engine.definition.document import Definition, Group, Page, Question
from forms_engine.definition.question_types import MOST_ITEMS
from forms_engine.delivery.without_people import ABOUT_NOBODY
from forms_engine.requests.booking_shape import BOOKING
from forms_engine.requests.payload_shapes import Schema, answer_shape
from forms_engine.requests.payment_told import PAYMENT
from forms_engine.requests.references import RANDOM_SIGNS, SIGNS
from forms_engine.runtime.facts import OUTCOMES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EVENT = "request.received"

TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time", "description": "UTC"}
_SIGN = f"[{SIGNS}]"
REFERENCE = f"^{_SIGN}{{3}}-{_SIGN}{{3}}-{_SIGN}{{{RANDOM_SIGNS - 5}}}$"

FILE: dict[str, Schema] = {
    "id": {"type": "string", "format": "uuid"},
    "question": TEXT,
    "item": {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS},
    "name": TEXT,
    "content_type": TEXT,
    "size": {"type": "integer", "minimum": 0, "description": "Bytes"},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "scan": {"enum": ["not-needed", "waiting", "clean", "infected", "failed"]},
}
# Put in for each delivery, when it is released (``delivery.file_links``).
LINKED: dict[str, Schema] = {
    "url": {"type": "string", "format": "uri", "description": "Where to fetch it, with the bearer."},
    "bearer": {
        "type": "string",
        "description": "For Authorization: Bearer, for this file of this delivery.",
    },
    "expires": {"type": "string", "description": "Until when the link leads to it."},
}


def schema_url(definition: Definition, number: int) -> str:
    """Where the schema of that version is read: on the site of the journey's own audience."""
    origin = settings.ENVIRONMENT.origin(definition.audience)
    return f"{origin}/api/v1/journeys/{definition.slug}/versions/{number}/payload-schema.json"


def payload_schema(definition: Definition, number: int) -> Schema:
    """The schema of the whole body of ``request.received`` for version ``number`` of a journey."""
    title = definition.title.in_language("en")
    return {
        "$schema": DIALECT,
        "$id": schema_url(definition, number),
        "title": f"{title} (version {number}): what a back office is told",
        "type": "object",
        "properties": {
            "type": {"const": EVENT},
            "timestamp": MOMENT,
            "data": lessened(an_object(_frame(definition, number))),
        },
        "required": ["type", "timestamp", "data"],
        "$defs": {def_name(question.key): _row(definition, question) for question in asked(definition)},
    }


def def_name(key: str) -> str:
    """The name that the row of a question has among a schema's ``$defs``."""
    return f"answer-{key}"


def asked(definition: Definition) -> Iterable[Question]:
    """Every question of the journey, in the order asked."""
    return definition.questions_by_key.values()


def always_asked(definition: Definition) -> list[str]:
    """The questions that every request has an answer to: required, under no condition, in no group."""
    return [
        question.key
        for page in definition.pages
        if isinstance(page, Page) and page.show_when is None and not page.exit
        for question in page.questions
        if question.required and question.show_when is None and question.type != "hidden"
    ]


def an_object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object that has those properties, but for those that are ``optional``."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def lessened(data: Schema) -> Schema:
    """The same ``data``, or what is left of it for a destination that may not have personal data
    (``delivery.without_people``): then ``withheld`` names what is not there."""
    everything = data["required"]
    whole: Schema = {"required": everything}
    properties = {**data["properties"], "withheld": {"type": "array", "items": TEXT}}
    if "location" in properties:
        whole["properties"] = {"location": {"required": ["description"]}}
    return {
        **data,
        "properties": properties,
        "required": [name for name in everything if name in ABOUT_NOBODY],
        "if": {"required": ["withheld"]},
        "else": whole,
    }


def _frame(definition: Definition, number: int) -> dict[str, Schema]:
    return {
        "schema": {"const": schema_url(definition, number)},
        "reference": {"type": "string", "pattern": REFERENCE},
        "title": {"const": definition.title.in_language("en")},
        "journey": an_object(
            {
                "slug": {"const": definition.slug},
                "kind": {"const": definition.kind},
                "version": {"const": number},
            }
        ),
        "service": TEXT,
        "received_at": MOMENT,
        "channel": TEXT,
        "language": TEXT,
        "contact": an_object({"name": TEXT, "email": TEXT, "mobile": TEXT}),
        "on_behalf_of": _on_behalf_of(definition),
        "location": _location(definition),
        "answers": _answers(definition),
        "looked_up": _looked_up(definition),
        "booking": _booking(definition),
        "paid_pence": {"type": "integer", "minimum": 0} if definition.fees else {"const": 0},
        "payment": _payment(definition),
        "files": _files(definition),
        "link": {"type": "string", "format": "uri"},
    }


def _on_behalf_of(definition: Definition) -> Schema:
    """Whom it is for, where another person asked; null where the journey never asks."""
    if not definition.contact.on_behalf_of:
        return {"type": "null"}
    asked = definition.questions_by_key[definition.contact.authority]
    person = an_object({"name": TEXT, "authority": {"enum": [*sorted(asked.option_keys), "not-said"]}})
    return person | {"type": ["object", "null"]}


def _payment(definition: Definition) -> Schema:
    """How it was paid; null where nothing was, and where the journey never asks for money."""
    return {"anyOf": [an_object(PAYMENT), {"type": "null"}]} if definition.fees else {"type": "null"}


def _booking(definition: Definition) -> Schema:
    """The time that was booked; null where none is, and where the journey never books anything."""
    if definition.booking is None:
        return {"type": "null"}
    booking = an_object(BOOKING)
    return booking if definition.booking.when is None else {"anyOf": [booking, {"type": "null"}]}


def _looked_up(definition: Definition) -> Schema:
    """Facts that were looked up, as they were found then; none where the journey looks nothing up."""
    facts = definition.facts_by_key
    if not facts:
        return {"type": "array", "maxItems": 0}
    return {
        "type": "array",
        "items": an_object(
            {
                "fact": {"enum": list(facts)},
                "label": TEXT,
                "value": {"description": "null where it was not found", "type": ["string", "number", "null"]},
                "words": TEXT,
                "lookup": TEXT,
                "looked_up_at": MOMENT,
                "outcome": {"enum": list(OUTCOMES)},
            }
        ),
    }


def _location(definition: Definition) -> Schema:
    if not definition.location:
        return {"type": "null"}
    degrees: Schema = {"type": ["number", "null"], "description": "WGS 84, degrees"}
    found = an_object(
        {
            "description": TEXT,
            "postcode": TEXT,
            "uprn": TEXT,
            "latitude": degrees,
            "longitude": degrees,
            "ward": {"anyOf": [an_object({"code": TEXT, "name": TEXT}), {"type": "null"}]},
        },
        optional=("description",),  # somebody's words: not for everybody (``lessened``)
    )
    if definition.location in always_asked(definition):
        return found
    return {"anyOf": [found, {"type": "null"}]}


def _answers(definition: Definition) -> Schema:
    questions = list(asked(definition))
    if not questions:
        return {"type": "array", "maxItems": 0}
    shape: Schema = {
        "type": "array",
        "items": {"anyOf": [{"$ref": f"#/$defs/{def_name(question.key)}"} for question in questions]},
    }
    always = always_asked(definition)
    if always:
        shape["allOf"] = [
            {"contains": an_object({"question": {"const": key}}), "minContains": 1, "maxContains": 1}
            for key in always
        ]
    return shape


def _row(definition: Definition, question: Question) -> Schema:
    properties: dict[str, Schema] = {
        "question": {"const": question.key},
        "label": {"const": question.label.in_language("en")},
        "answer": answer_shape(question),
        "words": {"type": "array", "items": TEXT, "minItems": 1, "description": "A line each, in English"},
        "sensitive": {"const": question.sensitive},
    }
    if group := _group_of(definition, question.key):
        properties["group"] = {"const": group.key}
        most = min(group.max, MOST_ITEMS)
        properties["item"] = {"type": "integer", "minimum": 1, "maximum": most}
    return {**an_object(properties), "additionalProperties": False}


def _group_of(definition: Definition, key: str) -> Group | None:
    name = definition.group_of.get(key)
    return definition.groups[name] if name else None


def _files(definition: Definition) -> Schema:
    keys = [question.key for question in asked(definition) if question.type == "file"]
    if not keys:
        return {"type": "array", "maxItems": 0}
    file = {**FILE, "question": {"enum": keys}}
    return {"type": "array", "items": an_object({**file, **LINKED}, optional=("item", *LINKED))}
