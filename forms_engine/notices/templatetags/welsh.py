"""How a time that begins with its day's name, and the council's own name, stand within a Welsh sentence."""

from django import template

register = template.Library()

DAY = "Dydd "
# How the name of a council begins in Welsh. A name in another language does not change.
COUNCIL = "Cyngor "


@register.filter
def soft(words: str) -> str:
    """After ar, tan, i or o: ar ddydd Llun 7 Rhagfyr."""
    return f"ddydd {words[len(DAY) :]}" if words.startswith(DAY) else words


@register.filter
def within(words: str) -> str:
    """Elsewhere within a sentence: erbyn dydd Llun 7 Rhagfyr."""
    return f"dydd {words[len(DAY) :]}" if words.startswith(DAY) else words


@register.filter
def softened(name: object) -> str:
    """A council's name after i, gan or o: i Gyngor Marlshire."""
    words = str(name)
    return f"Gyngor {words[len(COUNCIL) :]}" if words.startswith(COUNCIL) else words


@register.filter
def aspirated(name: object) -> str:
    """A council's name after â or gyda: gyda Chyngor Marlshire."""
    words = str(name)
    return f"Chyngor {words[len(COUNCIL) :]}" if words.startswith(COUNCIL) else words
