"""Signing in and out: the same two addresses on all three hosts."""

from django.contrib.auth import authenticate, logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import SignInForm
from accounts.http import HostRequest
from accounts.models import User
from accounts.sessions import start_session
from accounts.throttle import network_of, take_attempt


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HostRequest) -> HttpResponse:
    """Ask for email address and password. Somebody already signed in may sign in as somebody else."""
    next_url = safe_next(request)
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        attempt = take_attempt(form.cleaned_data["email"], network_of(request))
        if attempt is None:
            status = 429
            form.add_error(None, _("There have been too many attempts. Wait 15 minutes, then try again."))
        else:
            user = authenticate(
                request, email=form.cleaned_data["email"], password=form.cleaned_data["password"]
            )
            if isinstance(user, User):
                attempt.release()
                start_session(request, user, method="password")
                return HttpResponseRedirect(next_url or _landing(request))
            # One answer for a wrong password, an unknown account and one that may not enter here.
            form.add_error(
                "email", ValidationError(_("The email address or password is not right"), code="refused")
            )
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_url}, status=status)


@never_cache
@require_POST
def sign_out(request: HostRequest) -> HttpResponse:
    """End the session and go to the front page (on the public host) or back to sign-in."""
    logout(request)
    return redirect("/" if request.host_audience == "public" else reverse("sign_in"))


def safe_next(request: HostRequest) -> str:
    """The address to go on to, when it is on this very host; otherwise ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return ""


def _landing(request: HostRequest) -> str:
    return reverse("account") if request.host_audience == "public" else "/"
