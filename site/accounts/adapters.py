"""Where django-allauth's flows meet our house: the session they end in, the pages they lead to, the letters they
do not send."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.http import HostRequest
from accounts.landing import landing, stays_here
from accounts.models import User
from accounts.second_factor.records import remember
from accounts.sessions import start_session
from accounts.staff.break_glass import record_use
from accounts.stages import LOGIN_STAGES, admitted

# What a session says of how it was made, by the last thing allauth has on record.
METHODS = {"password": "password", "code": "code", "socialaccount": "openid"}


class AccountAdapter(DefaultAccountAdapter):
    """Our answers to what allauth asks its adapter."""

    def get_login_stages(self) -> list[str]:
        """Ours alone: addresses are proved before a login begins, so allauth's own stages for that have no work."""
        return list(LOGIN_STAGES)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever may not enter this host is told so here, after they have proved who they are."""
        if admitted(request, user) is not None:
            return None
        clear_login(request)
        return redirect("sign_in_refused")

    def login(self, request: HostRequest, user: User) -> None:
        """Every way in ends here, in a session that knows its host and how it was made."""
        records = get_authentication_records(request, user)
        if user.is_break_glass and request.host_audience == "staff":
            # First: what cannot be told does not open anything.
            record_use(user)
        start_session(request, user, method=method_of(records))
        if get_authentication_records(request, user) != records:
            # Another person's session gave way, and took the records with it.
            record_authentication(request, user, records[-1]["method"])
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        remember(request.session, records)

    def get_login_redirect_url(self, request: HostRequest) -> str:
        """Where somebody lands who was on the way to nowhere."""
        return landing(request)

    def get_signup_redirect_url(self, request: HostRequest) -> str:
        """The same for a new account."""
        return landing(request)

    def is_safe_url(self, url: str | None) -> bool:
        """This very host alone: allauth's own answer takes the other two hosts as well."""
        return bool(url) and stays_here(context.request, url or "")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by our own steps, never by allauth's form."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account, found closed between two stages."""
        return redirect("sign_in_refused")

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Our one page that asks again who you are."""
        if not user.is_authenticated:
            return []
        return [{"id": "reauthenticate", "description": "", "url": reverse("confirm_it_is_you")}]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves; a message waiting in a session would turn up on another page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters are written by ``accounts.messages``, in the transaction of what they tell."""
        raise NotImplementedError(f"allauth wanted to send {template_prefix}: write a letter of ours instead")


def method_of(records: list[dict[str, Any]]) -> str:
    """The session's ``method`` for allauth's authentication records: the first factor, not the second."""
    for record in records:
        if record["method"] == "mfa" and record.get("passwordless"):
            return "passkey"
        if record["method"] in METHODS:
            return METHODS[record["method"]]
    return ""
