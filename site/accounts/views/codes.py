"""Signing in by a code, and making an account on the way for whoever has none."""

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.addresses import Address
from accounts.asked_codes import ask, asked, try_code
from accounts.codes import LASTS
from accounts.forms import AddressForm, CodeForm, NameForm
from accounts.http import HostRequest
from accounts.known_browsers import remember_browser
from accounts.landing import safe_next
from accounts.models import AddressCode, AddressKind, User
from accounts.proved_addresses import account_of, open_account, prove
from accounts.stages import enter
from accounts.views.code_page import code_page, too_many_codes, what_is_wrong
from accounts.views.sign_in import sign_in_page
from accounts.ways import takes_codes, takes_new_accounts

SIGN_IN = AddressCode.Purpose.SIGN_IN

# In the session: an address that was proved and has no account yet.
_PROVED = "proved_address"


def where_codes_are_taken(
    view: Callable[[HostRequest], HttpResponse],
) -> Callable[[HostRequest], HttpResponse]:
    """A step that only some hosts have: the others send to their own sign-in."""

    @wraps(view)
    def checked(request: HostRequest) -> HttpResponse:
        return view(request) if takes_codes(request.host_audience) else redirect("sign_in")

    return checked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@where_codes_are_taken
def ask_for_code(request: HostRequest) -> HttpResponse:
    """Send a code to the address that was typed. Nobody looks whether there is an account."""
    if request.method != "POST":
        return redirect("sign_in")
    form = AddressForm(request.POST)
    if not form.is_valid():
        return sign_in_page(request, address_form=form)
    if not ask(request, SIGN_IN, form.cleaned_data["address"], next_url=safe_next(request)):
        form.add_error("address", too_many_codes())
        return sign_in_page(request, address_form=form, status=429)
    return redirect("sign_in_code")


@never_cache
@require_POST
@where_codes_are_taken
def ask_again(request: HostRequest) -> HttpResponse:
    """Send another code to the same address."""
    under_way = asked(request, SIGN_IN)
    if under_way is None:
        return _lost()
    sent = ask(request, SIGN_IN, under_way.address, next_url=under_way.next_url)
    return redirect(f"{reverse('sign_in_code')}?{'again' if sent else 'wait'}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@where_codes_are_taken
def enter_code(request: HostRequest) -> HttpResponse:
    """Take the code; where it is right, go on to the account, or to the name of a new one."""
    under_way = asked(request, SIGN_IN)
    if under_way is None:
        return _lost()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried, address = try_code(request, SIGN_IN, form.cleaned_data["code"])
        if address is not None:
            return _proved(request, address, under_way.next_url)
        form.add_error("code", what_is_wrong(tried))
    return code_page(
        request,
        form,
        under_way.address,
        title=_("Enter your code"),
        action=reverse("sign_in_code"),
        again=reverse("sign_in_code_again"),
        other=reverse("sign_in"),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@where_codes_are_taken
def enter_name(request: HostRequest) -> HttpResponse:
    """Make an account for an address that has just been proved: all we ask for is a name."""
    kept = request.session.get(_PROVED, {})
    if not takes_new_accounts(request.host_audience) or time.time() - kept.get("at", 0) > LASTS.seconds:
        return _lost()
    address = Address(AddressKind(kept["kind"]), kept["value"])
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        del request.session[_PROVED]
        return _enter(request, open_account(address, form.cleaned_data["name"]), address, kept["next"])
    return render(request, "accounts/sign_up.html", {"form": form, "address": address})


def _proved(request: HostRequest, address: Address, next_url: str) -> HttpResponse:
    user = account_of(address)
    if user is not None and user.work_identity is not None:
        # A work account's address is what its directory says: a code to it proves nothing for the account.
        return redirect("sign_in_refused")
    if user is not None:
        return _enter(request, prove(user, address), address, next_url)
    if not takes_new_accounts(request.host_audience):
        return redirect("sign_in_refused")
    request.session[_PROVED] = {
        "kind": address.kind.value,
        "value": address.value,
        "next": next_url,
        "at": time.time(),
    }
    return redirect("sign_in_name")


def _enter(request: HostRequest, user: User, address: Address, next_url: str) -> HttpResponse:
    response = enter(request, user, method="code", next_url=next_url, **{address.kind.value: address.value})
    remember_browser(request, response, address.value)
    return response


def _lost() -> HttpResponse:
    """Back to the beginning: the session that asked is not there, or has nothing under way."""
    return redirect(f"{reverse('sign_in')}?lost")
