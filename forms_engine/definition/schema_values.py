"""The small parts of the JSON Schema: keys, texts, numbers, lists, and objects with none but the known parts."""

from collections.abc import Iterable
from typing import Any

from forms_engine.definition.reading import LARGEST_NUMBER, LONGEST_KEY, LONGEST_TEXT, MOST_ENTRIES

Schema = dict[str, Any]

KEY: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": LONGEST_KEY}
LANGUAGE = "^[a-z]{2,3}(-[a-z0-9]{2,8})*$"
DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
STRING: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
BOOLEAN: Schema = {"type": "boolean"}


def ref(name: str) -> Schema:
    """What ``$defs`` has under a name."""
    return {"$ref": f"#/$defs/{name}"}


def optional(schema: Schema) -> Schema:
    """The same, or null."""
    if isinstance(schema.get("type"), str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def whole(least: int, most: int = LARGEST_NUMBER) -> Schema:
    """A whole number within bounds."""
    return {"type": "integer", "minimum": least, "maximum": most}


def list_of(schema: Schema, **more: Any) -> Schema:
    """A list, each entry of the same shape."""
    return {"type": "array", "items": schema, "maxItems": MOST_ENTRIES, **more}


def by_key(schema: Schema) -> Schema:
    """An object whose keys are keys of ours."""
    return {
        "type": "object",
        "propertyNames": ref("key"),
        "additionalProperties": schema,
        "maxProperties": MOST_ENTRIES,
    }


def closed(
    parts: Iterable[str], needed: dict[str, Schema], may_have: dict[str, Schema], **more: Any
) -> Schema:
    """An object with just these parts.

    Raises:
        ValueError: where that is not the parser's table of parts.
    """
    properties = {**needed, **{name: optional(schema) for name, schema in may_have.items()}}
    if set(properties) != set(parts):
        raise ValueError(f"parts that the schema or the parser does not know: {set(properties) ^ set(parts)}")
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(needed),
        "additionalProperties": False,
        **more,
    }


def text() -> Schema:
    """A text by language."""
    return {
        "type": "object",
        "description": "A text by language; English is the source.",
        "propertyNames": {"pattern": LANGUAGE},
        "additionalProperties": STRING,
    }
