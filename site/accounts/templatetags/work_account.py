"""What the sign-in page of the staff host asks about work accounts."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def work_account_url(context: dict[str, Any]) -> str:
    """Where signing in with a work account begins, with the page to go on to; "" where there is no such sign-in."""
    audience = getattr(context.get("request"), "host_audience", "")
    if audience != "staff" or settings.ENVIRONMENT.staff_openid is None:
        return ""
    query = urlencode({"next": context["next"]}) if context.get("next") else ""
    return reverse("staff_openid_start") + (f"?{query}" if query else "")
