"""The one door: a code, a passkey or a password. And the way out."""

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import AddressForm, SignInForm
from accounts.http import HostRequest
from accounts.known_browsers import known_as, remember_browser
from accounts.landing import safe_next
from accounts.models import User
from accounts.sessions import end_session
from accounts.stages import enter
from accounts.throttle import network_of, take_attempt
from accounts.ways import takes_codes


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HostRequest) -> HttpResponse:
    """Every way in there is on this host; a POST is by password. Somebody signed in may sign in as somebody else."""
    form = SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return sign_in_page(request, form=form)
    email = form.cleaned_data["email"]
    attempt = take_attempt(email, network_of(request), known_as(request, email))
    if attempt is None:
        form.add_error(None, _("There have been too many attempts. Wait 15 minutes, then try again."))
        return sign_in_page(request, form=form, status=429)
    user = authenticate(request, email=email, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        # One answer for a wrong password, an unknown account and one that may not enter here.
        form.add_error(
            "email", ValidationError(_("The email address or password is not right"), code="refused")
        )
        return sign_in_page(request, form=form)
    attempt.release()
    response = enter(request, user, method="password", next_url=safe_next(request), email=email)
    remember_browser(request, response, email)
    return response


def sign_in_page(
    request: HostRequest,
    *,
    form: SignInForm | None = None,
    address_form: AddressForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page with every way in: one of its forms as it was filled in, or what went wrong without one."""
    form, address_form = form or SignInForm(), address_form or AddressForm()
    context = {
        "form": form,
        "address_form": address_form,
        "wrong_form": next((each for each in (form, address_form) if each.errors), None),
        "takes_codes": takes_codes(request.host_audience),
        "next": safe_next(request),
        "lost": "lost" in request.GET and not request.user.is_authenticated,
        "signed_out_everywhere": "everywhere" in request.GET and not request.user.is_authenticated,
        "problem": problem,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@never_cache
@require_safe
def refused(request: HostRequest) -> HttpResponse:
    """For somebody who has proved who they are and may still not come in here."""
    return render(request, "accounts/refused.html", status=403)


@never_cache
@require_POST
def sign_out(request: HostRequest) -> HttpResponse:
    """End the session and go to the front page (on the public host) or back to sign-in."""
    end_session(request)
    return redirect("/" if request.host_audience == "public" else reverse("sign_in"))
