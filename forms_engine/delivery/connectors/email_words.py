"""What a letter to a team says of a request: whatever the message has of it, for people who read it in a mailbox."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from forms_engine.delivery.message import Message

LONDON = ZoneInfo("Europe/London")

SENTENCES = {
    "request.received": "A request has been received.",
    "request.updated": "A request has been changed.",
    "request.cancelled": "A request has been cancelled.",
    "request.message": "There is a message about a request.",
}
FACTS = {
    "reference": "Reference",
    "title": "What",
    "service": "Service",
    "received_at": "Received",
    "channel": "Came by",
    "state": "It is now",
    "stage": "Stage",
}
PERSON = {"name": "Name", "email": "Email", "mobile": "Mobile"}
PLACE = {"description": "Where", "postcode": "Postcode", "uprn": "UPRN"}


def title_of(message: Message) -> str:
    """One line with the reference first, so that a mailbox can be searched and sorted by it."""
    data = message.data or {}
    what = data.get("title") or SENTENCES.get(message.subject, "News about a request.").rstrip(".")
    test = "TEST " if message.beside.get("test") else ""
    return " ".join(f"{test}[{data.get('reference', 'no reference')}] {what}".split())[:200]


def text_of(message: Message) -> str:
    """The letter: what happened, then what is known, then where to go on. What is marked as sensitive is only named."""
    data = message.data or {}
    parts = [
        message.beside.get("test") and "This is a test. It is about nobody, and there is nothing to do.",
        SENTENCES.get(message.subject, "There is news about a request."),
        "\n".join(_facts(data, FACTS)),
        "\n".join([*_facts(data.get("contact") or {}, PERSON), *_facts(data.get("location") or {}, PLACE)]),
        *(_answer(row) for row in data.get("answers") or []),
        data.get("message") and f"Message:\n{data['message']}",
        _files(len(data.get("files") or [])),
        data.get("withheld") and "What it says about people is on its page, and not in this letter.",
        data.get("link") and f"Open it (staff sign-in):\n{data['link']}",
        "This letter is sent by a machine. Nobody reads what is answered to it.",
    ]
    return "\n\n".join(str(part) for part in parts if part) + "\n"


def _facts(data: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for key, name in names.items():
        if data.get(key) not in {None, ""}:
            yield f"{name}: {_in_words(key, data[key])}"


def _in_words(key: str, value: Any) -> str:
    if not key.endswith("_at"):
        return str(value)
    at = datetime.fromisoformat(value).astimezone(LONDON)
    return f"{at:%A} {at.day} {at:%B %Y, %H:%M}"


def _answer(row: Mapping[str, Any]) -> str:
    if row.get("sensitive"):
        return f"{row['label']}\n  Shown on its page only."
    return "\n".join([str(row["label"]), *(f"  {line}" for line in row.get("words") or [])])


def _files(number: int) -> str:
    if not number:
        return ""
    return f"{number} file{'' if number == 1 else 's'} came with it. Open {'it' if number == 1 else 'them'} on its page."
