"""The council's own sign-in as a provider of django-allauth, with what allauth leaves to the provider made strict.

Authorization code with PKCE; the nonce travels in the session's state. Nothing of the request goes into what we ask
the provider (allauth would take scopes and parameters from it), and nothing about the provider is in the database.
"""

import hashlib
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from requests import RequestException

from accounts.staff.id_token import check_id_token, identity_of
from accounts.staff.refusals import Reason, Refused

PROVIDER_ID = "staff"
DISCOVERY_KEPT = 300  # seconds
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class StaffProvider(OpenIDConnectProvider):
    """The one provider, as the environment names it."""

    pkce_enabled_default = True

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Send the browser to the provider, remembering a nonce that the id token has to bring back."""
        nonce = secrets.token_urlsafe(32)
        answer: HttpResponse = super().redirect(
            request, process, next_url, data={"nonce": nonce}, auth_params={"nonce": nonce}
        )
        return answer

    def get_oauth2_adapter(self, request: HttpRequest) -> "StaffAdapter":
        """What talks to the provider."""
        return StaffAdapter(request)

    def extract_uid(self, data: dict[str, Any]) -> str:
        """A short form of what the account is known by, for allauth's own tables, which hold nobody of ours."""
        return hashlib.sha256(identity_of(data["id_token"]).encode()).hexdigest()

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing for allauth's draft of an account: ours is made in ``services.receive``."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """None: an address says nothing about whose account it is."""
        return []


class StaffAdapter(OpenIDConnectOAuth2Adapter):
    """Talks to the provider: where its doors are, and whose word the token is."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER_ID)

    def get_provider(self) -> StaffProvider:
        """The provider of the environment."""
        return staff_provider(self.request)

    @property
    def openid_config(self) -> dict[str, Any]:
        """Where the provider's doors are (OpenID Connect Discovery 1.0), kept for a few minutes.

        Raises:
            RequestException: when the provider does not answer.
            Refused: when what answers is not the provider.
        """
        provider = self.get_provider()
        key = f"staff-openid:{provider.server_url}"
        found: dict[str, Any] | None = cache.get(key)
        if found is None:
            found = _checked(_fetch(provider.server_url))
            cache.set(key, found, DISCOVERY_KEPT)
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The one address registered at the provider, whatever language the browser was reading."""
        return callback_address()

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Check the id token and take the person from it.

        Raises:
            Refused: when it cannot be trusted.
        """
        claims = check_id_token(
            str(kwargs["response"].get("id_token", "")), _fetch(self.openid_config["jwks_uri"])
        )
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


def staff_provider(request: HttpRequest) -> StaffProvider:
    """The provider of the environment.

    Raises:
        Http404: where none is configured.
    """
    openid = settings.ENVIRONMENT.staff_openid
    if openid is None:
        raise Http404
    app = SocialApp(
        provider=StaffProvider.id,
        provider_id=PROVIDER_ID,
        name=PROVIDER_ID,
        client_id=openid.client_id,
        secret=openid.client_secret,
        settings={"server_url": openid.issuer.rstrip("/")},
    )
    return StaffProvider(request, app=app)


def callback_address() -> str:
    """Where the provider sends people back to: what is registered there as redirect URI."""
    path = reverse("staff_openid_callback", urlconf=settings.HOST_URLCONFS["staff"])
    return f"{settings.ENVIRONMENT.origin('staff')}{path}"


def begin(request: HttpRequest, next_url: str) -> HttpResponse:
    """Send the browser to the provider.

    Raises:
        Http404: where none is configured.
        Refused: when it does not answer, or is not who it should be.
    """
    try:
        return staff_provider(request).redirect(request, AuthProcess.LOGIN, next_url or None)
    except RequestException as error:
        raise Refused(Reason.DOWN) from error


def _fetch(address: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        found = answer.json()
    return found if isinstance(found, dict) else {}


def _checked(found: dict[str, Any]) -> dict[str, Any]:
    """The discovery document, if it is the configured issuer's and its doors are as safe as the issuer's own."""
    openid = settings.ENVIRONMENT.staff_openid
    issuer = openid.issuer if openid else ""
    scheme = urlsplit(issuer).scheme
    safe = all(urlsplit(str(found.get(name, ""))).scheme == scheme for name in ENDPOINTS)
    if found.get("issuer") != issuer or not safe:
        raise Refused(Reason.UNTRUSTED)
    return found
