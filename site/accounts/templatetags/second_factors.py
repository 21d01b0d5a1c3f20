"""What the page of how somebody signs in says about their second factors."""

from typing import Any

from django import template

from accounts.second_factor.rule import needs_second_factor
from accounts.second_factor.selectors import Factors, factors_of

register = template.Library()


@register.simple_tag(takes_context=True)
def own_second_factors(context: dict[str, Any]) -> Factors:
    """The second factors of whoever is signed in, on this host."""
    request = context["request"]
    return factors_of(request.user, request.host_audience)


@register.simple_tag(takes_context=True)
def second_factor_is_needed(context: dict[str, Any]) -> bool:
    """Whether everybody on this host has to have one."""
    return needs_second_factor(context["request"].host_audience)
