"""Administrators' own words for what customers are told, by service, event, channel and language (``models.Wording``).

They are plain text with placeholders such as ``{reference}``. What cannot be filled in stops no message: our own file is
used then, it is logged, and the list of wordings and the operations page say so. Each process keeps them in memory and
looks again once a minute, so that telling somebody costs no query.
"""

import logging
import re
import time
from collections.abc import Mapping

from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Notice, Wording

logger = logging.getLogger(__name__)

KEPT_FOR = 60  # seconds
LONGEST_SMS = 306  # two text messages, sent as one
LONGEST_HEADING = 200
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")

_Key = tuple[int | None, str, str, str]
_kept: tuple[float, dict[_Key, tuple[str, str]]] | None = None


def filled(
    subject: str, channel: str, language: str, context: Mapping[str, object], service: int | None
) -> tuple[str, str] | None:
    """The subject line and the text of the wording in use for that service, or for every service, filled in; None where
    there is none that can be used, or would say nothing. A line whose placeholders are all empty is left out."""
    if subject not in EVENTS:
        return None
    kept = _in_use()
    language = language.split("-")[0]
    own = kept.get((service, subject, channel, language)) or kept.get((None, subject, channel, language))
    if own is None:
        return None
    heading, body = (fill(text, context) for text in own)
    heading = " ".join(heading.split())[:LONGEST_HEADING]
    if not body.strip() or (channel == Notice.Channel.EMAIL and not heading):
        return None  # nothing but placeholders, and all of them empty
    return heading, body


def fill(text: str, context: Mapping[str, object]) -> str:
    """A text with its placeholders filled in; without the lines that hold nothing but empty ones."""
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        names = _PLACEHOLDER.findall(line)
        if names and not any(_value(context, name) for name in names):
            continue
        lines.append(_PLACEHOLDER.sub(lambda found: _value(context, found[1]), line))
    return _MANY_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def problems(subject: str, channel: str, heading: str, body: str) -> list[str]:
    """What keeps a wording from being used, each in a sentence that says what to do; none where it is right."""
    event = EVENTS.get(subject)
    if event is None:
        return ["There is no such event. Choose one of the list."]
    found = []
    names = dict.fromkeys(_PLACEHOLDER.findall(f"{heading}\n{body}"))
    known = ", ".join(f"{{{name}}}" for name in event.samples)
    if unknown := [f"{{{name}}}" for name in names if name not in event.samples]:
        found.append(
            f"{', '.join(unknown)} cannot be filled in. This event knows {known}: spell them like this, or leave the "
            "braces out."
        )
    rest = _PLACEHOLDER.sub("", f"{heading}\n{body}")
    if "{" in rest or "}" in rest:
        found.append("A brace stands alone. Close it, as in {reference}, or leave it out.")
    if not body.strip():
        found.append("Write what it says.")
    if channel == Notice.Channel.EMAIL and not heading.strip():
        found.append("Write the email’s subject line.")
    if channel == Notice.Channel.SMS:
        if heading.strip():
            found.append("A text message has no subject line. Leave it empty.")
        longest = len(" ".join(fill(body, event.samples).split()))
        if longest > LONGEST_SMS:
            found.append(
                f"Filled in, it has {longest} letters. A text message has {LONGEST_SMS} at most: make it shorter."
            )
    return found


def broken() -> list[Wording]:
    """The wordings in use that cannot be used as they are: our own files are sent in their place."""
    return [one for one in Wording.objects.filter(is_live=True) if _problems_of(one)]


def forget() -> None:
    """Look again at the next message: after one was changed."""
    global _kept
    _kept = None


def _in_use() -> dict[_Key, tuple[str, str]]:
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > KEPT_FOR:
        found: dict[_Key, tuple[str, str]] = {}
        for one in Wording.objects.filter(is_live=True):
            if _problems_of(one):
                logger.error("wording %s cannot be used: our own file is sent in its place", one.pk)
                continue
            found[(one.service_id, one.subject, one.channel, one.language)] = (one.heading, one.body)
        _kept = (now, found)
    return _kept[1]


def _problems_of(one: Wording) -> list[str]:
    return problems(one.subject, one.channel, one.heading, one.body)


def _value(context: Mapping[str, object], name: str) -> str:
    value = context.get(name, "")
    return "" if value is None else str(value)
