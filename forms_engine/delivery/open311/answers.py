"""What Open311 servers answer, read with suspicion: it comes from outside.

XML with a document type, entities or anything external is refused (``defusedxml``); what is not the specification's is
passed over; every text has a longest length.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.dateparse import parse_datetime

LONGEST = {"service_request_id": 200, "token": 200, "update_id": 150, "status": 100}
LONGEST_TEXT = 4000
MOST_ROWS = 1000
# What JSON can say and no column of text can hold: NUL, and halves of characters.
_NOT_KEPT = re.compile("[\0\ud800-\udfff]")

Row = Mapping[str, str]


class Unreadable(ValueError):
    """An answer that is not what the specification says; the message says what is wrong, without quoting it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands by their word. ``update_id`` is "" where it is not one of a list of updates."""

    service_request_id: str
    status: str
    at: datetime
    words: str
    update_id: str = ""


def rows_of(body: bytes, item: str, content_type: str) -> list[Row]:
    """The rows of a document: elements called ``item`` below its root, or the objects of a JSON list. Only text parts
    are kept.

    Raises:
        Unreadable: for what is neither.
    """
    is_json = "json" in content_type.lower() or body.lstrip()[:1] in {b"[", b"{"}
    rows = _json_rows(body) if is_json else _xml_rows(body, item)
    return list(rows)[:MOST_ROWS]


def errors_in(body: bytes, content_type: str) -> str:
    """The descriptions of the errors that an answer lists, for an officer; "" where it lists none that can be read."""
    try:
        rows = rows_of(body, "error", content_type)
    except Unreadable:
        return ""
    return " ".join(row["description"].strip() for row in rows if row.get("description"))[:300]


def number_in(rows: Sequence[Row]) -> str:
    """The service_request_id of the first row that has one."""
    return next((found for row in rows if (found := _text(row, "service_request_id"))), "")


def token_in(rows: Sequence[Row]) -> str:
    """The token of the first row that has one."""
    return next((found for row in rows if (found := _text(row, "token"))), "")


def standings_in(rows: Sequence[Row]) -> Iterator[Standing]:
    """The rows that say which case they are about, how it stands, and since when; the others tell nothing."""
    for row in rows:
        number, status = _text(row, "service_request_id"), _text(row, "status")
        at = moment(row.get("updated_datetime") or row.get("requested_datetime") or "")
        if number and status and at:
            words = (row.get("description") if "update_id" in row else row.get("status_notes")) or ""
            shown = _NOT_KEPT.sub("\N{REPLACEMENT CHARACTER}", words.strip()[:LONGEST_TEXT])
            yield Standing(number, status.lower(), at, shown, _text(row, "update_id"))


def moment(value: str) -> datetime | None:
    """A time as W3C has it, in UTC; one without an offset is UTC. None for anything else."""
    try:
        found = parse_datetime(value.strip())
    except ValueError:
        return None
    if found is None:
        return None
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None


def _text(row: Row, name: str) -> str:
    """A part that is used as a key: cut, it would be another, so one that is too long is none."""
    value = (row.get(name) or "").strip()
    return value if len(value) <= LONGEST[name] and not _NOT_KEPT.search(value) else ""


def _xml_rows(body: bytes, item: str) -> Iterator[Row]:
    try:
        root: Element = ElementTree.fromstring(body, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable(f"The answer is no XML that we read ({type(error).__name__}).") from error
    for number, element in enumerate(root.findall(item)):
        if number >= MOST_ROWS:
            return
        yield {part.tag: part.text or "" for part in element if isinstance(part.tag, str) and not len(part)}


def _json_rows(body: bytes) -> Iterator[Row]:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"The answer is no JSON that we read ({type(error).__name__}).") from error
    if isinstance(found, dict):
        # Some servers keep the outer name that the specification leaves out.
        found = next((value for value in found.values() if isinstance(value, list)), [found])
    if not isinstance(found, list):
        raise Unreadable("The answer is no list.")
    for row in found[:MOST_ROWS]:
        if isinstance(row, dict):
            yield {
                str(name): str(value)
                for name, value in row.items()
                if isinstance(value, str | int | float) and not isinstance(value, bool)
            }
