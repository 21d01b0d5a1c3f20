"""Asking again who somebody is, before they change what signs them in.

Signing in counts, and every proof after it, for a quarter of an hour: allauth's authentication records in the session say when.
(allauth's own check lets everybody pass who has neither a password nor a second factor, which is most residents.)
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.http import HostRequest
from accounts.models import User

LASTS = 15 * 60  # seconds

P = ParamSpec("P")
R = TypeVar("R", bound=HostRequest)
View = Callable[Concatenate[R, P], HttpResponseBase]


def recently_proved(request: HostRequest) -> bool:
    """Whether the person signed in has shown who they are within the last quarter of an hour."""
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < LASTS


def signed_in_only(view: View[R, P]) -> View[R, P]:
    """A view for somebody signed in: anybody else signs in first and comes back."""

    @wraps(view)
    def checked(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect(f"{reverse('sign_in')}?{urlencode({'next': _page(request)})}")
        return view(request, *args, **kwargs)

    return checked


def signed_in_user(request: HostRequest) -> User:
    """Whoever is signed in, in a view that ``signed_in_only`` or ``proved_recently`` has let them into."""
    assert isinstance(request.user, User)
    return request.user


def proved_recently(view: View[R, P]) -> View[R, P]:
    """A view that changes what signs somebody in: they are asked who they are first, unless they have just said."""

    @wraps(view)
    def checked(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not recently_proved(request):
            return ask_again(request)
        return view(request, *args, **kwargs)

    return signed_in_only(checked)


def ask_again(request: HostRequest) -> HttpResponse:
    """Off to the page that asks who they are, and back to this one."""
    return redirect(f"{reverse('confirm_it_is_you')}?{urlencode({'next': _page(request)})}")


def _page(request: HostRequest) -> str:
    """The page to come back to. What was posted is not kept: its page is the list of ways to sign in."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("how_you_sign_in")
