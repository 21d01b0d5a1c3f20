"""How a wording reads, filled in with made-up values, beside our own text for the same event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_engine.notices import texts, wordings
from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Preview:
    """Both, ready to show. A text message has no heading."""

    heading: str
    body: str
    ours_heading: str
    ours_body: str


def preview_of(said: Mapping[str, Any]) -> Preview:
    """Of what was said in a form that is right."""
    subject, channel, language = (str(said[part]) for part in ("subject", "channel", "language"))
    samples = EVENTS[subject].samples
    heading, body = (wordings.fill(str(said[part] or ""), samples).strip() for part in ("heading", "body"))
    if channel == Notice.Channel.SMS:
        ours = ("", texts.own_sms(subject, language, samples))
        body = texts.on_one_line(body)
    else:
        ours = texts.own_email(subject, language, samples)
    return Preview(heading, body, *ours)
