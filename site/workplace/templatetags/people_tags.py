"""What the people directory's templates need."""

import re

from django import template

from workplace.models import ProfileChange

register = template.Library()

WORD = re.compile(r"[^\W\d_]+")
# What the parts of an entry are called in the words of its page.
NAMES = {
    "known_as": "the name they are known as",
    "job_title": "job title",
    "work_email": "work email",
    "office": "where they work",
    "working_days": "working days",
}


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, for where there is no photo."""
    words = WORD.findall(name)
    return "".join(word[0] for word in [words[0], *words[1:][-1:]]).upper() if words else ""


@register.filter
def tel(number: str) -> str:
    """A phone number as a link has it, its extension after a pause."""
    number, _, extension = re.sub(r"(?i)\s*(?:extension|ext\.?|x)\s*", ";", number).partition(";")
    dialled = re.sub(r"[^0-9+]", "", number)
    return f"{dialled},{extension}" if extension else dialled


@register.filter
def in_words(change: ProfileChange) -> str:
    """What was changed of an entry."""
    if change.what != ProfileChange.What.CHANGED:
        return str(change.get_what_display())
    return "Changed " + ", ".join(NAMES.get(name, name) for name in change.fields)
