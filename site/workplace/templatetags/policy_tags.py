"""Policies in the templates of other parts."""

from typing import Any

from django import template
from django.template import Context

from content.links import Child
from content.models import ContentPage
from workplace.policies.selectors import PolicyLine, policies_below

register = template.Library()

KIND = "policypage"


@register.simple_tag(takes_context=True)
def policies(context: Context, page: ContentPage, children: list[Child]) -> list[PolicyLine]:
    """The policies among the pages below: ``{% policies page children as own_policies %}``. A page without any asks the
    database nothing."""
    request: Any = context.get("request")
    if not hasattr(request, "principal") or not any(one.kind == KIND for one in children):
        return []
    return policies_below(request, page)


@register.filter
def but_policies(children: list[Child]) -> list[Child]:
    """The pages below that are no policies: ``{{ children|but_policies }}``."""
    return [one for one in children if one.kind != KIND]
