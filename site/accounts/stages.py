"""What stands between proving who you are and being signed in.

Every way in (code, passkey, password, OpenID) ends in django-allauth's login stages: it says what was proved
(``enter``), each stage may ask for more, and the last step is ``AccountAdapter.login``.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse

from accounts.http import HostRequest
from accounts.models import User
from accounts.sessions import session_audience

# Paths of allauth's ``LoginStage`` classes, in their order.
LOGIN_STAGES: tuple[str, ...] = ("accounts.second_factor.stage.SecondFactorStage",)

# In a session: the audience whose host a login was begun on.
BEGUN_ON = "sign_in_begun_on"


def admitted(request: HttpRequest, user: User) -> User | None:
    """``user``, if they may enter the host of the request; who they are has been proved already."""
    found = authenticate(request, proved=user)
    return found if isinstance(found, User) else None


def enter(
    request: HostRequest, user: User, *, method: str, next_url: str = "", **details: Any
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


def leave_other(request: HostRequest, user: User) -> None:
    """End the session of anybody else, and one begun on another host: nothing goes over to whom or where it was not meant
    for. Browsers keep our hosts' cookies apart, people who copy them do not: what was proved on the public host would
    count as proved on the intranet."""
    is_somebody_elses = request.user.is_authenticated and request.user.pk != user.pk
    if is_somebody_elses or _begun_on(request) not in {"", request.host_audience}:
        logout(request)
    request.session[BEGUN_ON] = request.host_audience


def begun_here(request: HostRequest) -> bool:
    """Whether the login on its way in this session was begun on the host of the request."""
    return _begun_on(request) == request.host_audience


def _begun_on(request: HostRequest) -> str:
    return str(request.session.get(BEGUN_ON) or session_audience(request.session))
