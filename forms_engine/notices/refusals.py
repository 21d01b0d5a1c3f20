"""Which failures to send are for good, and what an officer reads about them: the other side's code, never its words, which
may repeat the address."""

import re
from smtplib import SMTPDataError, SMTPRecipientsRefused

from forms_engine.notices import sms

_ENHANCED = re.compile(rb"^\s*(5\.\d{1,3}\.\d{1,3})\b")
# What people know the codes as (RFC 3463).
MEANING = {
    "5.1.1": "there is no such mailbox",
    "5.1.2": "there is no such mail domain",
    "5.1.10": "the domain takes no mail",
    "5.2.1": "the mailbox is closed",
    "5.2.2": "the mailbox is full",
    "5.7.1": "its mail server does not let us deliver",
}


def refused_for_good(error: Exception) -> str:
    """Why nobody will ever take this message, in one line; "" where it may be taken later."""
    if isinstance(error, sms.PermanentFailure):
        return "The provider of text messages does not take this number"
    if isinstance(error, SMTPRecipientsRefused):
        answers = [answer for answer in error.recipients.values() if isinstance(answer, tuple)]
        codes = [answer for answer in answers if 500 <= answer[0] < 600]
        return in_words(*codes[0]) if codes and len(codes) == len(error.recipients) else ""
    if isinstance(error, SMTPDataError) and 500 <= error.smtp_code < 600:
        return in_words(error.smtp_code, error.smtp_error)
    return ""


def in_words(code: int | str, text: bytes | str = b"") -> str:
    """A refusal by its code: ``Refused: 550 5.1.1, there is no such mailbox``."""
    found = _ENHANCED.match(text.encode("utf-8", "replace") if isinstance(text, str) else text)
    status = found[1].decode() if found else ""
    meaning = MEANING.get(status or str(code), "")
    return f"Refused: {code}{f' {status}' if status else ''}{f', {meaning}' if meaning else ''}"
