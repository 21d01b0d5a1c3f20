"""Showing again who you are, before you change how you sign in."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.addresses import Address
from accounts.asked_codes import ask, asked, try_code
from accounts.forms import CodeForm, OwnPasswordForm
from accounts.http import HostRequest
from accounts.known_browsers import known_as
from accounts.landing import safe_next
from accounts.models import AddressCode
from accounts.passkeys import PasskeyRefused, passkeys_of, show_again_with
from accounts.proved_addresses import proved_addresses
from accounts.reauthentication import signed_in_only, signed_in_user
from accounts.throttle import network_of, take_attempt
from accounts.views.code_page import code_page, too_many_codes, what_is_wrong
from accounts.ways import kinds_of_address, takes_codes

CONFIRM = AddressCode.Purpose.CONFIRM


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def confirm(request: HostRequest) -> HttpResponse:
    """Every way this person has of showing who they are; a POST is by password."""
    user = signed_in_user(request)
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and user.has_usable_password() and form.is_valid():
        attempt = take_attempt(str(user.uuid), network_of(request), known_as(request, user.email or ""))
        if attempt is None:
            form.add_error(None, _("There have been too many attempts. Wait 15 minutes, then try again."))
        elif user.check_password(form.cleaned_data["password"]):
            attempt.release()
            record_authentication(request, user, "password", reauthenticated=True)
            return _onward(safe_next(request))
        else:
            form.add_error("password", _("The password is not right"))
    return _page(request, form)


@never_cache
@require_POST
@signed_in_only
def confirm_by_passkey(request: HostRequest) -> HttpResponse:
    """By a passkey of theirs."""
    try:
        show_again_with(request, signed_in_user(request), request.POST.get("credential", ""))
    except PasskeyRefused:
        return _page(
            request, OwnPasswordForm(), problem=_("That passkey did not work. Try again, or another way.")
        )
    return _onward(safe_next(request))


@never_cache
@require_POST
@signed_in_only
def confirm_by_code(request: HostRequest) -> HttpResponse:
    """Send a code to one of their proved addresses, or another one to the same."""
    user, under_way = signed_in_user(request), asked(request, CONFIRM)
    wanted = request.POST.get("kind", "")
    address = next((each for each in _addresses(request) if each.kind == wanted), None)
    next_url = safe_next(request)
    if address is None and under_way is not None and under_way.address in _addresses(request):
        address, next_url = under_way.address, under_way.next_url
    if address is None:
        return redirect("confirm_it_is_you")
    if ask(request, CONFIRM, address, user=user, next_url=next_url):
        return redirect(f"{reverse('confirm_code')}{'?again' if under_way and not wanted else ''}")
    if under_way is not None:
        return redirect(f"{reverse('confirm_code')}?wait")
    return _page(request, OwnPasswordForm(), problem=too_many_codes())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def confirm_code(request: HostRequest) -> HttpResponse:
    """Take the code."""
    under_way = asked(request, CONFIRM)
    if under_way is None:
        return redirect("confirm_it_is_you")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried, address = try_code(request, CONFIRM, form.cleaned_data["code"])
        if address is not None:
            record_authentication(request, signed_in_user(request), "code", reauthenticated=True)
            return _onward(under_way.next_url)
        form.add_error("code", what_is_wrong(tried))
    return code_page(
        request,
        form,
        under_way.address,
        title=_("Enter your code"),
        action=reverse("confirm_code"),
        again=reverse("confirm_by_code"),
        other=reverse("confirm_it_is_you"),
    )


def _page(request: HostRequest, form: OwnPasswordForm, *, problem: str = "") -> HttpResponse:
    user = signed_in_user(request)
    context = {
        "form": form,
        "problem": problem,
        "addresses": _addresses(request),
        "has_password": user.has_usable_password(),
        "has_passkey": bool(passkeys_of(user, request.host_audience)),
        "next": safe_next(request),
    }
    return render(request, "accounts/confirm.html", context)


def _addresses(request: HostRequest) -> list[Address]:
    """Where a code may be sent: on a host that takes codes, to an address that is proved."""
    if not takes_codes(request.host_audience):
        return []
    return [each for each in proved_addresses(signed_in_user(request)) if each.kind in kinds_of_address()]


def _onward(next_url: str) -> HttpResponse:
    return HttpResponseRedirect(next_url or reverse("how_you_sign_in"))
