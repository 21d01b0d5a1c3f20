"""The page that takes a code, and what it says of one that is not right: for signing in, for a new address, and for
showing again who you are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.addresses import Address
from accounts.codes import LASTS, Tried
from accounts.forms import CodeForm
from accounts.http import HostRequest


def code_page(
    request: HostRequest, form: CodeForm, address: Address, *, title: str, action: str, again: str, other: str
) -> HttpResponse:
    """The page that takes a code, for whatever it was asked.

    Args:
        action: where the code is posted; ``again``: where another is asked for; ``other``: to use another address.
    """
    context = {
        "form": form,
        "address": address,
        "title": title,
        "action": action,
        "again": again,
        "other": other,
        "sent_again": "again" in request.GET and not form.is_bound,
        "too_many": too_many_codes() if "wait" in request.GET else "",
        "minutes": LASTS.seconds // 60,
    }
    return render(request, "accounts/code.html", context)


def what_is_wrong(tried: Tried) -> str:
    """What to say of a code that was not right."""
    if tried == Tried.WRONG:
        return _("That code is not right. Check it and try again.")
    return _("That code is too old, or was tried too often. Ask for a new one.")


def too_many_codes() -> str:
    """What to say to somebody who asks for more codes than we send."""
    return _(
        "You have asked for too many codes. The last one we sent works for 15 minutes. "
        "If you need another, wait 15 minutes and try again."
    )
