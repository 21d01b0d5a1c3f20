"""How services stand, in templates."""

from typing import Any

from django import template
from django.template import Context

from content.models import ContentPage
from content.service_status.standing import Notice, notices_below, notices_on

register = template.Library()

_ICONS = {"closed": "alert", "disrupted": "alert", "changed": "clock"}


@register.filter
def standing_icon(level: str) -> str:
    """What a level is drawn as, beside its name."""
    return _ICONS.get(level, "alert")


@register.simple_tag(takes_context=True)
def service_notices(context: Context, page: Any) -> list[Notice]:
    """What holds now for ``page``: ``{% service_notices page as notices %}``. A page that is kept is kept no longer than
    until one of them begins or ends."""
    request: Any = context.get("request")
    if not isinstance(page, ContentPage) or not hasattr(request, "principal"):
        return []
    return notices_on(request, page)


@register.simple_tag(takes_context=True)
def notices_of_services_below(context: Context, page: Any) -> list[Notice]:
    """What holds now for the pages below ``page``: ``{% notices_of_services_below page as notices %}``."""
    request: Any = context.get("request")
    if not isinstance(page, ContentPage) or not hasattr(request, "principal"):
        return []
    return notices_below(request, page)
