"""Signing in with a passkey, and having passkeys. Browsers need a script for them; every page has another way beside it."""

from contextlib import suppress

from allauth.mfa.models import Authenticator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import passkeys
from accounts.devices import browser_and_system
from accounts.forms import PasskeyNameForm
from accounts.http import HostRequest
from accounts.landing import safe_next
from accounts.models import User
from accounts.reauthentication import proved_recently, signed_in_user
from accounts.second_factor.rule import needs_second_factor
from accounts.second_factor.selectors import factors_of
from accounts.second_factor.services import LastFactor, remove_factor
from accounts.throttle import PASSKEYS_BY_NETWORK, network_of, take_slot
from accounts.views.sign_in import sign_in_page


@never_cache
@require_POST
def options(request: HostRequest) -> HttpResponse:
    """What the browser needs to use a passkey: of whoever is signed in, or anybody's."""
    if take_slot(f"passkeys:{network_of(request)}", PASSKEYS_BY_NETWORK) is None:
        return JsonResponse({}, status=429)
    user = request.user if isinstance(request.user, User) and "own" in request.POST else None
    return JsonResponse(passkeys.options_to_use(user))


@never_cache
@require_POST
def sign_in_passkey(request: HostRequest) -> HttpResponse:
    """Sign in whoever's passkey answered."""
    try:
        return passkeys.sign_in_with(request, request.POST.get("credential", ""), safe_next(request))
    except passkeys.PasskeyRefused:
        return sign_in_page(
            request, problem=_("That passkey did not work here. Try again, or sign in another way.")
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def add_passkey(request: HostRequest) -> HttpResponse:
    """Make a passkey for this host."""
    user = signed_in_user(request)
    form = PasskeyNameForm(request.POST or None, initial={"name": _name_of_device(request)})
    if request.method == "POST" and form.is_valid():
        try:
            passkeys.add_passkey(
                user, request.host_audience, form.cleaned_data["name"], request.POST.get("credential", "")
            )
        except passkeys.PasskeyRefused:
            form.add_error(None, _("Your passkey could not be made. Try again."))
        else:
            return redirect("how_you_sign_in")
    shown = {"form": form, "options": passkeys.options_to_add(user)}
    return render(request, "accounts/passkey_add.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def rename_passkey(request: HostRequest, passkey_id: int) -> HttpResponse:
    """Call a passkey something else."""
    passkey = _own(request, passkey_id)
    form = PasskeyNameForm(request.POST or None, initial={"name": passkey.data["name"]})
    if request.method == "POST" and form.is_valid():
        passkeys.rename_passkey(passkey, form.cleaned_data["name"])
        return redirect("how_you_sign_in")
    return render(request, "accounts/passkey_rename.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def remove_passkey(request: HostRequest, passkey_id: int) -> HttpResponse:
    """Ask, then remove a passkey."""
    passkey = _own(request, passkey_id)
    factors = factors_of(signed_in_user(request), request.host_audience)
    if needs_second_factor(request.host_audience) and factors.app is None and len(factors.passkeys) < 2:
        return redirect("how_you_sign_in")
    if request.method == "POST":
        with suppress(LastFactor):
            remove_factor(passkey.user, passkey, request.host_audience)
        return redirect("how_you_sign_in")
    return render(request, "accounts/passkey_remove.html", {"name": passkey.data["name"]})


def _name_of_device(request: HostRequest) -> str:
    browser, system = browser_and_system(request.headers.get("User-Agent", ""))
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system


def _own(request: HostRequest, passkey_id: int) -> Authenticator:
    # Those of another host are a second factor there, and can be reached from there alone.
    own = passkeys.passkeys_of(signed_in_user(request), request.host_audience)
    found = next((each for each in own if each.pk == passkey_id), None)
    if found is None:
        raise Http404
    return found
