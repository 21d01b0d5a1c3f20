"""How you sign in: what somebody's account is known by and opened with, and where it is open."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.addresses import Address
from accounts.asked_codes import ask, asked, try_code
from accounts.forms import CodeForm, NewAddressForm, NewPasswordForm
from accounts.http import HostRequest
from accounts.known_browsers import remember_browser
from accounts.models import AddressCode, AddressKind, User
from accounts.passkeys import passkeys_of
from accounts.passwords import may_remove_password, remove_own_password, set_own_password
from accounts.proved_addresses import (
    AddressTaken,
    change_address,
    is_proved,
    may_remove_address,
    remove_address,
)
from accounts.reauthentication import proved_recently, signed_in_only, signed_in_user
from accounts.sessions import end_session_of, sessions_of, sign_out_everywhere
from accounts.views.code_page import code_page, too_many_codes, what_is_wrong
from accounts.ways import kinds_of_address

CHANGE = AddressCode.Purpose.CHANGE


@never_cache
@require_safe
@signed_in_only
def how_you_sign_in(request: HostRequest) -> HttpResponse:
    """Everything at a glance, each with what can be done about it."""
    user = signed_in_user(request)
    addresses = [
        _address_row(user, kind) for kind in AddressKind if kind in kinds_of_address() or user.mobile
    ]
    context = {
        "addresses": addresses,
        "passkeys": passkeys_of(user, request.host_audience),
        "has_password": user.has_usable_password(),
        "may_set_password": _may_set_password(request, user),
        "may_remove_password": may_remove_password(user),
        "sessions": sessions_of(user),
        "this_session": request.session.session_key,
    }
    return render(request, "accounts/how_you_sign_in.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def new_address(request: HostRequest, kind: str) -> HttpResponse:
    """Ask for an email address or a mobile number, and send a code to it."""
    wanted = _kind(kind)
    form = NewAddressForm(request.POST or None, kind=wanted)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        if ask(request, CHANGE, address, user=signed_in_user(request)):
            return redirect("change_address_code")
        form.add_error("address", too_many_codes())
    shown = {"form": form, "kind": wanted, "has_one": bool(getattr(signed_in_user(request), wanted))}
    return render(request, "accounts/address.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def new_address_code(request: HostRequest) -> HttpResponse:
    """Take the code that was sent to the new address."""
    under_way = asked(request, CHANGE)
    if under_way is None:
        return redirect("how_you_sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried, address = try_code(request, CHANGE, form.cleaned_data["code"])
        if address is None:
            form.add_error("code", what_is_wrong(tried))
        else:
            try:
                change_address(signed_in_user(request), address)
            except AddressTaken:
                return render(request, "accounts/address_taken.html", {"address": address})
            response = redirect("how_you_sign_in")
            remember_browser(request, response, address.value)
            return response
    return code_page(
        request,
        form,
        under_way.address,
        title=_("Enter your code"),
        action=reverse("change_address_code"),
        again=reverse("change_address_again"),
        other=reverse("change_address", kwargs={"kind": under_way.address.kind}),
    )


@never_cache
@require_POST
@proved_recently
def new_address_again(request: HostRequest) -> HttpResponse:
    """Send another code to the new address."""
    under_way = asked(request, CHANGE)
    if under_way is None:
        return redirect("how_you_sign_in")
    sent = ask(request, CHANGE, under_way.address, user=signed_in_user(request))
    return redirect(f"{reverse('change_address_code')}?{'again' if sent else 'wait'}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def remove_own_address(request: HostRequest, kind: str) -> HttpResponse:
    """Ask, then take an address off the account."""
    wanted, user = _kind(kind), signed_in_user(request)
    if not getattr(user, wanted):
        return redirect("how_you_sign_in")
    may_go = may_remove_address(user, wanted)
    if request.method == "POST" and may_go:
        remove_address(user, wanted)
        return redirect("how_you_sign_in")
    return render(request, "accounts/address_remove.html", {"kind": wanted, "may_go": may_go})


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def own_password(request: HostRequest) -> HttpResponse:
    """Set a password, or another one. All other sessions end.

    Staff do it on the intranet: a code to their mailbox signs them in elsewhere, and must not lead there.
    """
    user = signed_in_user(request)
    if not _may_set_password(request, user):
        raise Http404
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        set_own_password(request, user, form.cleaned_data["password"])
        return redirect("how_you_sign_in")
    return render(request, "accounts/password.html", {"form": form, "has_one": user.has_usable_password()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def remove_password(request: HostRequest) -> HttpResponse:
    """Ask, then do without a password."""
    user = signed_in_user(request)
    if not may_remove_password(user):
        return redirect("how_you_sign_in")
    if request.method == "POST":
        remove_own_password(request, user)
        return redirect("how_you_sign_in")
    return render(request, "accounts/password_remove.html")


@never_cache
@require_POST
@signed_in_only
def end_one_session(request: HostRequest, session_id: UUID) -> HttpResponse:
    """Sign out somewhere else; here, too, if it is this session."""
    end_session_of(signed_in_user(request), session_id)
    return redirect("how_you_sign_in")


@never_cache
@require_POST
@signed_in_only
def end_all_sessions(request: HostRequest) -> HttpResponse:
    """Sign out everywhere, on every device and every site of ours, this one too."""
    sign_out_everywhere(signed_in_user(request))
    return redirect(f"{reverse('sign_in')}?everywhere")


def _may_set_password(request: HostRequest, user: User) -> bool:
    return not user.is_staff or request.host_audience == "staff"


def _address_row(user: User, kind: AddressKind) -> dict[str, object]:
    value = str(getattr(user, kind) or "")
    return {
        "kind": kind,
        "value": str(Address(kind, value)) if value else "",
        "is_proved": is_proved(user, kind),
        "may_change": kind in kinds_of_address(),
    }


def _kind(kind: str) -> AddressKind:
    """The kind of address an address of ours names.

    Raises:
        Http404: for one the council does not send codes to.
    """
    if kind not in kinds_of_address():
        raise Http404
    return AddressKind(kind)
