"""Where signing in leads."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.http import HostRequest


def stays_here(request: HttpRequest, url: str) -> bool:
    """Whether the address is on this very host."""
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())


def safe_next(request: HttpRequest) -> str:
    """The address to go on to, from the form or the query, when it is on this very host; otherwise ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if stays_here(request, wanted) else ""


def landing(request: HostRequest) -> str:
    """Where somebody goes who was on the way to nowhere."""
    return reverse("account") if request.host_audience == "public" else "/"
