"""What a notice says: an administrator's words where there are some, our own file otherwise."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from forms_engine.notices import wordings
from forms_engine.notices.models import Notice
from themes.council import council_name, council_phone

# Signs that would make a text message three times as long to send, and what says the same.
PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def email_text(
    subject: str, language: str, context: Mapping[str, object], service: int | None
) -> tuple[str, str]:
    """An email's subject line and its body."""
    own = wordings.filled(subject, Notice.Channel.EMAIL, language, context, service)
    if own is not None:
        return own
    return own_email(subject, language, context)


def sms_text(subject: str, language: str, context: Mapping[str, object], service: int | None) -> str:
    """A text message, on one line, in signs that are cheap to send."""
    own = wordings.filled(subject, Notice.Channel.SMS, language, context, service)
    return on_one_line(own[1]) if own is not None else own_sms(subject, language, context)


def own_email(subject: str, language: str, context: Mapping[str, object]) -> tuple[str, str]:
    """The subject line and the body of our own file."""
    heading, _, body = _of_file(f"{subject}.txt", language, context).strip().partition("\n")
    return heading.strip(), body.strip() + "\n"


def own_sms(subject: str, language: str, context: Mapping[str, object]) -> str:
    """The text message of our own file."""
    return on_one_line(_of_file(f"{subject}.sms.txt", language, context))


def on_one_line(text: str) -> str:
    """A text as a text message is sent."""
    return " ".join(text.translate(PLAIN).split())


def _of_file(template: str, language: str, context: Mapping[str, object]) -> str:
    """A file's text in a language, or in English where it has no twin in that. ``council`` is the council's name,
    ``council_phone`` its number."""
    twins = [f"notices/{language.split('-')[0]}/{template}", f"notices/{template}"]
    with translation.override(language):
        return render_to_string(
            twins, {**context, "council": council_name(), "council_phone": SimpleLazyObject(council_phone)}
        )
