"""How a time that begins with its day's name stands within a Welsh sentence."""

from django import template

register = template.Library()

DAY = "Dydd "


@register.filter
def soft(words: str) -> str:
    """After ar, tan, i or o: ar ddydd Llun 7 Rhagfyr."""
    return f"ddydd {words[len(DAY) :]}" if words.startswith(DAY) else words


@register.filter
def within(words: str) -> str:
    """Elsewhere within a sentence: erbyn dydd Llun 7 Rhagfyr."""
    return f"dydd {words[len(DAY) :]}" if words.startswith(DAY) else words
