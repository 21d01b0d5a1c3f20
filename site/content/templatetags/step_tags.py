"""The step by step a page belongs to, in templates."""

from typing import Any

from django import template
from django.template import Context

from content.models import ContentPage
from content.step_by_step.shown import Inclusion, inclusion_of

register = template.Library()


@register.simple_tag(takes_context=True)
def step_by_step_of(context: Context, page: Any) -> Inclusion | None:
    """The step by step that includes ``page``: ``{% step_by_step_of page as inclusion %}``."""
    request: Any = context.get("request")
    if not isinstance(page, ContentPage) or not hasattr(request, "principal"):
        return None
    return inclusion_of(request, page)
