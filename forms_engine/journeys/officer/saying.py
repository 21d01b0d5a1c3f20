"""What an officer reads out for a question: its label, hint and choices as somebody would say them. No Django here.

Written wording stays what it is where it can be said; only what nobody would say aloud (a bare noun, an example of how to
type a date) is put in another way, in English. In other languages nothing is put differently.
"""

import re
from dataclasses import dataclass

from forms_engine.definition.document import Question

MOST_READ_OUT = 8  # of more choices than these, the caller is asked openly
_TYPING = re.compile(r"^(for example|er enghraifft|e\.g\.|enter |type |select |choose from )", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")

# About a file, by whether there has to be one.
_NOTES = {
    False: "They cannot send it now? Leave it out, and note its reference: it can be added to the request later.",
    True: "This cannot be sent without it. Scan what they bring, or keep the answers until they have sent it.",
}

_ASKED_FIRST = {
    "declaration": "Do you confirm this: ",
    "signature": "To sign, please say your full name: ",
    "file": "We need a file for this: ",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said of a question: ``words``, then ``more`` if the caller is unsure, then the ``choices``. ``open_choices``:
    there are too many to read out. ``note`` is for the officer alone."""

    words: str
    more: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    open_choices: bool = False
    note: str = ""


def spoken(question: Question, language: str) -> Spoken:
    """A question as it is read out in a language."""
    label = _plain(question.label.in_language(language))
    is_english = language.split("-")[0] == "en"
    labels = tuple(_plain(option.label.in_language(language)) for option in question.options)
    too_many = len(labels) > MOST_READ_OUT
    return Spoken(
        words=_asked(question, label) if is_english else label,
        more=_hint(question.hint.in_language(language)),
        choices=() if too_many else labels,
        several=question.type == "checkboxes",
        open_choices=too_many,
        note=_NOTES[question.required] if question.type == "file" else "",
    )


def _asked(question: Question, label: str) -> str:
    """A label as a question. "Your name" is asked as "What is your name?", another noun as "Email address, please"."""
    if label.endswith(("?", "!")):
        return label
    if question.type in _ASKED_FIRST:
        return f"{_ASKED_FIRST[question.type]}{label.rstrip('.')}" + (
            "?" if question.type == "declaration" else "."
        )
    bare = label.rstrip(".:")
    if bare.lower().startswith("your "):
        is_are = "are" if _is_plural(bare) else "is"
        return f"What {is_are} your {bare[5:]}?"
    return (
        bare + (", if you have one?" if not question.required else ", please?")
        if len(bare.split()) <= 4
        else bare
    )


def _is_plural(words: str) -> bool:
    last = words.split()[-1].lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "address"))


def _hint(hint: str) -> str:
    """The sentences of a hint that help somebody who listens."""
    plain = _plain(hint)
    return " ".join(one for one in _SENTENCES.split(plain) if one and not _TYPING.match(one))


def _plain(text: str) -> str:
    """Without the signs of Markdown and on one line."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"[*_`#]+", "", text)).strip()
