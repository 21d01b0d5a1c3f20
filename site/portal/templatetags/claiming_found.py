"""How many earlier requests somebody can add to their account."""

from django import template
from django.template import Context

from forms_engine.requests.claiming_all import count_claimable
from forms_engine.requests.selectors import MOST_COUNTED

register = template.Library()


@register.simple_tag(takes_context=True)
def earlier_requests(context: Context) -> dict[str, object]:
    """Their number, counted as far as ``MOST_COUNTED``; two queries at most."""
    count = count_claimable(context["request"].principal)
    return {"count": count, "are_more": count > MOST_COUNTED, "most": f"{MOST_COUNTED:,}"}
