"""Rendering a component from what a list says of it."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, given: dict[str, Any]) -> SafeString:
    """The component of that template, given these parameters and nothing else but the theme."""
    return render_to_string(name, {"theme": context["theme"], **given})
