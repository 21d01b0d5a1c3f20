"""Passkeys: making and using one. Taking one away is ``second_factor.services.remove_factor``.

A passkey is django-allauth's ``Authenticator`` of type webauthn. Browsers bind it to the name of the host it was made on
(each of our three has its own), so ``data["audience"]`` says which that was: it is offered and listed there. Every one
has its owner verified by the device (a fingerprint, a face, a PIN), so that it is two factors in one.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from fido2.utils import websafe_decode

from accounts.http import HostRequest
from accounts.models import User
from accounts.stages import leave_other
from accounts.telling import tell_of_new_way


class PasskeyRefused(Exception):
    """What the browser sent is no passkey of ours, or answers a question that was not asked in this session."""


def passkeys_of(user: User, audience: str) -> list[Authenticator]:
    """The passkeys ``user`` can use on that audience's host, the oldest first."""
    return list(
        Authenticator.objects.filter(
            user=user, type=Authenticator.Type.WEBAUTHN, data__audience=audience
        ).order_by("created_at")
    )


def options_to_add(user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey. The session remembers what was asked."""
    return auth.begin_registration(user, passwordless=True)


@transaction.atomic
def add_passkey(user: User, audience: str, name: str, credential: str) -> Authenticator:
    """Keep the passkey the browser made, and tell its owner's addresses.

    Raises:
        PasskeyRefused: when it was not made for this session, or its owner was not verified.
    """
    given = _parsed(credential)
    try:
        auth.parse_registration_response(given)
        made = auth.complete_registration(given)
    except (ValidationError, KeyError, ValueError, TypeError) as wrong:
        raise PasskeyRefused from wrong
    if not made.is_user_verified():
        raise PasskeyRefused
    passkey: Authenticator = auth.WebAuthn.add(user, name, given).instance
    passkey.data["audience"] = audience
    passkey.save(update_fields=["data"])
    tell_of_new_way(user, "passkey")
    return passkey


def rename_passkey(passkey: Authenticator, name: str) -> None:
    """Call a passkey something else."""
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


def options_to_use(user: User | None = None) -> dict[str, Any]:
    """What the browser needs to use a passkey: any it has for this host, or one of ``user``'s."""
    return auth.begin_authentication(user)


def sign_in_with(request: HostRequest, credential: str, next_url: str) -> HttpResponse:
    """Begin the login of whoever's passkey answered; the first page that comes of it.

    Raises:
        PasskeyRefused: when nobody's did.
    """
    passkey = _answered(credential)
    leave_other(request, passkey.user)
    post_authentication(request, passkey, passwordless=True)
    return perform_login(request, Login(user=passkey.user, redirect_url=next_url or None))


def show_again_with(request: HostRequest, user: User, credential: str) -> None:
    """Write down that ``user`` has just shown with a passkey who they are.

    Raises:
        PasskeyRefused: when it is no passkey of theirs.
    """
    passkey = _answered(credential, user)
    passkey.record_usage()
    record_authentication(
        request, user, "mfa", id=passkey.pk, type=passkey.type, passwordless=True, reauthenticated=True
    )


def _answered(credential: str, user: User | None = None) -> Authenticator:
    given = _parsed(credential)
    try:
        auth.parse_authentication_response(given)
        return auth.complete_authentication(user or auth.extract_user_from_response(given), given)
    except (ValidationError, KeyError, ValueError, TypeError) as wrong:
        raise PasskeyRefused from wrong


def _parsed(credential: str) -> dict[str, Any]:
    try:
        given = json.loads(credential)
    except ValueError as wrong:
        raise PasskeyRefused from wrong
    if not isinstance(given, dict) or not isinstance(given.get("response"), dict):
        raise PasskeyRefused
    if _page_that_asked(given["response"]) != context.request.get_host():
        raise PasskeyRefused
    return given


def _page_that_asked(response: dict[str, Any]) -> str:
    """Host and port of the page the browser was on, as its device signed it. Browsers let the pages of any host below ours
    ask for our passkeys, and the library takes their answers: a neighbour's forgotten site would do to sign in here.

    Raises:
        PasskeyRefused: where it is not said, or the page was in a frame of somebody else's.
    """
    try:
        said = json.loads(websafe_decode(response["clientDataJSON"]))
        if said.get("crossOrigin"):
            raise PasskeyRefused
        return urlsplit(said["origin"]).netloc
    except (KeyError, ValueError, TypeError, AttributeError) as wrong:
        raise PasskeyRefused from wrong
