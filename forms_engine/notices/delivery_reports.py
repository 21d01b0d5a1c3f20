"""Reading what a mail server sends back about one of our emails (RFC 3464), and finding which it was by our Message-ID."""

import email
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from uuid import UUID

from django.conf import settings

from forms_engine.notices.refusals import MEANING

LARGEST = 2 * 1024 * 1024  # a report repeats the message; ours are small
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([^<>@\s]{1,253})>", re.IGNORECASE)
_NAMES_OURS = ("Message-ID", "In-Reply-To", "References", "Original-Message-ID", "X-Original-Message-ID")


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one of our emails. ``is_permanent`` is None where it arrived, or was passed on."""

    notice_id: UUID
    is_permanent: bool | None
    why: str


def read_report(raw: bytes) -> Report | None:
    """The report in an email; None where it is none, or about no email of ours. An answer of somebody who is away, or of a
    person, is none."""
    message = email.message_from_bytes(raw[:LARGEST], policy=policy.compat32)
    if message.get_content_type() != "multipart/report":
        return None
    if str(message.get_param("report-type") or "").lower() != "delivery-status":
        return None
    fields = _per_recipient(message)
    notice_id = _ours(message)
    if notice_id is None or not fields:
        return None
    action = _field(fields, "Action").lower()
    status = _STATUS.search(_field(fields, "Status")) or _STATUS.search(_field(fields, "Diagnostic-Code"))
    code = ".".join(status.groups()) if status else ""
    meaning = MEANING.get(code, "")
    why = f"Sent back{f': {code}' if code else ''}{f', {meaning}' if meaning else ''}"
    if action == "failed":
        # 4 is what their server gave up on after days: nobody tries that message again.
        return Report(notice_id, True, why)
    if action == "delayed":
        return Report(notice_id, False, f"Not taken yet{f': {code}' if code else ''}")
    return Report(notice_id, None, "") if action in {"delivered", "relayed", "expanded"} else None


def _per_recipient(message: Message) -> Message | None:
    """The fields about whom it did not reach: of the first recipient that it failed for, as ours have one each."""
    blocks: list[Message] = []
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            blocks += (
                [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
            )
    about = [one for one in blocks if one.get("Action")]
    failed = [one for one in about if _field(one, "Action").lower() == "failed"]
    return next(iter(failed or about), None)


def _ours(message: Message) -> UUID | None:
    """Which of ours it is about: by the headers that came back with it, which only who had the message knows."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            returned: Message = email.message_from_bytes(text if isinstance(text, bytes) else b"")
        elif kind == "message/rfc822" and isinstance(part.get_payload(), list) and part.get_payload():
            returned = part.get_payload()[0]  # type: ignore[index,assignment]  # a list, as was asked
        else:
            continue
        if (found := _notice_id(_field(returned, "Message-ID"))) is not None:
            return found
    for name in _NAMES_OURS[1:]:
        if (found := _notice_id(_field(message, name))) is not None:
            return found
    return None


def _notice_id(text: str) -> UUID | None:
    for found in _MESSAGE_ID.finditer(text[:2000]):
        if found[2].lower() == settings.ENVIRONMENT.base_domain.lower():
            return UUID(found[1])
    return None


def _field(message: Message | None, name: str) -> str:
    return str((message or EmailMessage()).get(name) or "").strip()
