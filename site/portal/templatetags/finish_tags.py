"""Whether a browser holds anything of somebody that they may want to clear away."""

from django import template
from django.conf import settings

from audiences.held_by_browser import holds_draft
from audiences.keys import PUBLIC
from forms_engine.requests.access import are_open

register = template.Library()


@register.simple_tag(takes_context=True)
def may_be_cleared(context: template.Context) -> bool:
    """Whether somebody is signed in on the public site, has opened a request with a code, or has begun something. A page
    that strangers share is asked nothing: it has no session."""
    request = context.get("request")
    if request is None or getattr(request, "host_audience", "") != PUBLIC:
        return False
    principal = getattr(request, "principal", None)
    if (principal is not None and principal.is_signed_in) or holds_draft(request):
        return True
    return settings.SESSION_COOKIE_NAME in request.COOKIES and are_open(request.session)
