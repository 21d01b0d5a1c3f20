"""Bookmarks in the layout of the intranet, and on its front page."""

from typing import Any

from django import template
from django.template import Context

from workplace.models import Bookmark
from workplace.tools.selectors import Keeping, bookmarks_of, keeping_of

register = template.Library()


@register.simple_tag(takes_context=True)
def own_bookmarks(context: Context) -> list[Bookmark]:
    """What the one asking keeps at hand: ``{% own_bookmarks as bookmarks %}``."""
    request: Any = context.get("request")
    return bookmarks_of(request) if hasattr(request, "principal") else []


@register.simple_tag(takes_context=True)
def keeping(context: Context) -> Keeping | None:
    """Whether the one asking keeps the page that answers, ``None`` where they cannot: ``{% keeping as own %}``."""
    request: Any = context.get("request")
    return keeping_of(request) if hasattr(request, "principal") else None
