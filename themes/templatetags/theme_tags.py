"""Small decisions of looks that templates share."""

from django import template

register = template.Library()

# What a kind of task is drawn as where the editor chose no picture of its own (names in images/icons.svg).
_TASK_ICONS = {"apply": "document", "book": "calendar", "pay": "pound", "report": "alert", "find": "arrow"}


@register.filter
def task_icon(chosen: str) -> str:
    """The icon of a task: the one chosen, or the one for its kind."""
    return _TASK_ICONS.get(chosen, chosen or "arrow")
