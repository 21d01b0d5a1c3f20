"""What people need to be able to deal with the council, as they say it themselves: a few kinds, and words of their own.

The kinds are the Accessible Information Standard's. Nobody is asked why: no diagnosis is kept.
"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INTERPRETER = "interpreter"

# By code, in the order they are offered. A code is kept for good: rows of customers name it.
NEEDS: dict[str, Promise] = {
    "large-print": _("Large print"),
    "easy-read": _("Easy read"),
    "braille": _("Braille"),
    "audio": _("Audio"),
    "bsl": _("British Sign Language (BSL)"),
    INTERPRETER: _("An interpreter for another language"),
    "text-relay": _("Text relay (Relay UK)"),
}

HINTS: dict[str, Promise] = {
    "large-print": _("Letters in at least 16 point"),
    "easy-read": _("Short sentences, with pictures"),
    "audio": _("A recording instead of a letter"),
    "bsl": _("An interpreter at appointments, or by video"),
    "text-relay": _("You type, and an assistant speaks for you on the phone"),
}


def need_words(codes: Iterable[object], interpreter_language: str = "") -> list[str]:
    """The needs in words, in the language in use and the order they are offered; an unknown code says nothing."""
    wanted = set(map(str, codes))
    return [
        f"{words}: {interpreter_language}" if code == INTERPRETER and interpreter_language else str(words)
        for code, words in NEEDS.items()
        if code in wanted
    ]
