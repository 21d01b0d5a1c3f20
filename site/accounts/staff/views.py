"""The two doors of work accounts on the staff host: to the provider, and back from it."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import HostRequest
from accounts.landing import safe_next
from accounts.staff.provider import StaffAdapter, begin
from accounts.staff.refusals import Refused, refusal


@never_cache
@require_safe
def start(request: HostRequest) -> HttpResponse:
    """Send the browser to the provider.

    By a link: browsers hold every redirect that follows a form against our policy of where forms may lead, and a
    provider may pass on to any other.
    """
    try:
        return begin(request, safe_next(request))
    except Refused as refused:
        return refusal(request, refused.reason)


@never_cache
@require_safe
def callback(request: HostRequest) -> HttpResponse:
    """Take the provider's answer. allauth checks the state and fetches the token; the rest is ours."""
    if settings.ENVIRONMENT.staff_openid is None:
        raise Http404
    answer: HttpResponse = OAuth2CallbackView.adapter_view(StaffAdapter)(request)
    return answer
