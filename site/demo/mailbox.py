"""What the demonstration has sent, emails and text messages, read from the files it was written to."""

import datetime
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

# Django's names: a timestamp and a number, with one or more messages in each file.
FILE_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")
# The header that marks a text message.
TEXT_MESSAGE = "X-Text-Message"
SEPARATOR = re.compile(rb"^-{79}\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. ``id`` names it within the mailbox; a text message has no subject."""

    id: str
    to: str
    sender: str
    subject: str
    sent_at: datetime.datetime | None
    text: str
    is_text_message: bool


def letters(limit: int = 200) -> list[Letter]:
    """The newest messages first."""
    found: list[Letter] = []
    for file in sorted(folder().glob("*.log"), reverse=True):
        found += reversed(_read(file))
        if len(found) >= limit:
            break
    return found[:limit]


def find_letter(letter_id: str) -> Letter | None:
    """The message with this id, or ``None``."""
    name, _, number = letter_id.rpartition(":")
    file = folder() / name
    if not FILE_NAME.fullmatch(name) or not number.isdigit() or not file.is_file():
        return None
    return next((letter for letter in _read(file) if letter.id == letter_id), None)


def folder() -> Path:
    """Where the messages are."""
    return Path(settings.ENVIRONMENT.var) / "mail"


def _read(file: Path) -> list[Letter]:
    parts = [part for part in SEPARATOR.split(file.read_bytes()) if part.strip()]
    return [_letter(f"{file.name}:{number}", part) for number, part in enumerate(parts)]


def _letter(letter_id: str, raw: bytes) -> Letter:
    message = email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    date = message["Date"].datetime if message["Date"] else None
    if date is not None and date.tzinfo is None:
        # Django writes "-0000": UTC, saying nothing of where it was sent from (RFC 5322, section 3.3).
        date = date.replace(tzinfo=datetime.UTC)
    return Letter(
        id=letter_id,
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=date,
        text=body.get_content() if body else "",
        is_text_message=TEXT_MESSAGE in message,
    )
