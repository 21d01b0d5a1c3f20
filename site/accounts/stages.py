"""What stands between proving who you are and being signed in.

Every way in (code, passkey, password, OpenID) ends in django-allauth's login stages: it says what was proved
(``enter``), each stage may ask for more, and the last step is ``AccountAdapter.login``.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse

from accounts.models import User

# Paths of allauth's ``LoginStage`` classes, in their order.
LOGIN_STAGES: tuple[str, ...] = ("accounts.second_factor.stage.SecondFactorStage",)


def admitted(request: HttpRequest, user: User) -> User | None:
    """``user``, if they may enter the host of the request; who they are has been proved already."""
    found = authenticate(request, proved=user)
    return found if isinstance(found, User) else None


def enter(
    request: HttpRequest, user: User, *, method: str, next_url: str = "", **details: Any
) -> HttpResponse:
    """Begin the login of somebody who has just proved who they are; answers the first page that comes of it.

    Args:
        method: as allauth's authentication records name it: "code", "password", "mfa", "socialaccount".
        next_url: where to go at the end; checked to be on this host.
        details: more for the record, such as ``passwordless=True``.
    """
    leave_other(request, user)
    record_authentication(request, user, method, **details)
    return perform_login(request, Login(user=user, redirect_url=next_url or None))


def leave_other(request: HttpRequest, user: User) -> None:
    """End the session of anybody else: nothing of whoever was signed in before goes over to the next one."""
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
