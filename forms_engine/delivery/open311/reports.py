"""A request as a report: the fields of a post, made once when its delivery is released."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Destination
from forms_engine.delivery.open311.settings import Open311Settings

RECEIVED = "request.received"
LONGEST_DESCRIPTION = 4000  # characters, by the specification
# The specification's own fields of a report. Anything else that a mapping gives is an attribute.
OWN_FIELDS = (
    "lat",
    "long",
    "address_string",
    "address_id",
    "email",
    "first_name",
    "last_name",
    "phone",
    "description",
    "media_url",
)
FINISHED = frozenset({"resolved", "closed", "cancelled"})

Fields = list[tuple[str, str]]


def render(destination: Destination, message: Message) -> str:
    """The post in JSON: ``to`` is the resource, ``fields`` its fields in order. No secret is in it; of an update, the
    number of the case is put in when it is sent.

    Raises:
        CannotRender: where something is missing that every report needs, or the description is too long.
    """
    chosen = Open311Settings(**destination.settings)
    data = message.data or {}
    if message.subject == RECEIVED:
        fields = list(_report(chosen, data, message.mapped))
        if message.beside.get("test"):
            marks = {"description": "TEST. Not a report of anybody's.\n"}
            fields = [(name, (marks.get(name, "") + value)[:LONGEST_DESCRIPTION]) for name, value in fields]
        said = {"to": "requests", "fields": fields}
    else:
        said = {"to": "servicerequestupdates", "fields": list(_update(message, data))}
    return json.dumps({**said, "reference": str(data.get("reference", ""))}, ensure_ascii=False)


def read(body: str) -> tuple[str, Fields, str]:
    """What ``render`` wrote: the resource, the fields, and our reference."""
    said = json.loads(body)
    return said["to"], [(name, value) for name, value in said["fields"]], said["reference"]


def _report(
    chosen: Open311Settings, data: Mapping[str, Any], mapped: Mapping[str, Any] | None
) -> Iterator[tuple[str, str]]:
    reference = str(data.get("reference") or "")
    given = mapped or {}
    own = {**_own_fields(data), **{name: _text(given[name]) for name in OWN_FIELDS if name in given}}
    if (
        not (own.get("lat") and own.get("long"))
        and not own.get("address_string")
        and not own.get("address_id")
    ):
        raise CannotRender(
            "An Open311 report says where it is, and this request does not. If its place was withheld, let the "
            "destination take personal data."
        )
    if len(own["description"]) > LONGEST_DESCRIPTION:
        raise CannotRender(
            f"The description of an Open311 report has {LONGEST_DESCRIPTION} characters at most, and this request has "
            f"{len(own['description'])}. File it by hand."
        )
    yield "service_code", chosen.service_code
    for name in OWN_FIELDS:
        if own.get(name):
            yield name, own[name]
    attributes: dict[str, Any] = {code: _found(data, path) for code, path in chosen.attributes.items()}
    attributes |= {code: value for code, value in given.items() if code not in OWN_FIELDS}
    if chosen.reference_attribute and reference:
        attributes[chosen.reference_attribute] = reference
    for code, value in attributes.items():
        yield from _attribute(code, value)


def _own_fields(data: Mapping[str, Any]) -> dict[str, str]:
    where, contact = data.get("location") or {}, data.get("contact") or {}
    first, _, last = str(contact.get("name") or "").strip().partition(" ")
    words = ", ".join(part for part in (where.get("description"), where.get("postcode")) if part)
    return {
        "lat": _text(where.get("latitude")),
        "long": _text(where.get("longitude")),
        "address_string": words,
        "address_id": _text(where.get("uprn")),
        "email": _text(contact.get("email")),
        "first_name": first,
        "last_name": last.strip(),
        "phone": _text(contact.get("mobile")),
        "description": _description(data, {str(part) for part in contact.values() if part}),
    }


def _description(data: Mapping[str, Any], contact: set[str]) -> str:
    """What is reported, in words, and our reference, by which it is found again. Who reports, and where it is, have
    fields of their own."""
    lines = [str(data.get("title") or "")]
    for row in data.get("answers") or ():
        answer, words = row.get("answer"), [str(line) for line in row.get("words") or ()]
        if isinstance(answer, dict | list) and not all(isinstance(one, str) for one in answer):
            continue  # a place, a file
        if isinstance(answer, dict) or str(answer) in contact or not words:
            continue
        lines.append(f"{row.get('label', '')}: {', '.join(words)}")
    if data.get("reference"):
        lines.append(f"Reference: {data['reference']}")
    return "\n".join(line for line in lines if line)


def _update(message: Message, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    state = str(data.get("state") or "")
    yield "updated_datetime", message.at.astimezone(UTC).isoformat(timespec="seconds")
    yield "status", "CLOSED" if state in FINISHED else "OPEN"
    yield "description", str(data.get("message") or state)[:LONGEST_DESCRIPTION]
    if data.get("reference"):
        yield "service_request_id_ext", str(data["reference"])


def _found(data: Mapping[str, Any], path: str) -> Any:
    """What is at a path of the payload: ``answers.<question>`` is the answer, anything else goes by names."""
    first, _, rest = path.partition(".")
    if first == "answers":
        rows = (row for row in data.get("answers") or () if row.get("question") == rest)
        return next((row.get("answer") for row in rows), None)
    found: Any = data
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _attribute(code: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        yield from ((f"attribute[{code}][]", _text(one)) for one in value)
    elif value is not None and value != "":
        yield f"attribute[{code}]", _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part not in (None, ""))
    return str(value)
