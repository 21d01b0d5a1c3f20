"""Where django-allauth's flow of a sign-in at a provider meets ours."""

import secrets
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from accounts.http import HostRequest
from accounts.models import User
from accounts.second_factor.records import BY_PROVIDER
from accounts.staff.id_token import member_of
from accounts.staff.refusals import Reason, Refused, reason_of, refusal
from accounts.staff.services import receive
from accounts.stages import enter, leave_other


class StaffSocialAdapter(DefaultSocialAccountAdapter):
    """Our answers to what allauth asks of sign-in at a provider. There is one provider, the council's own."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take over from allauth, which would look for an account: once the answer is to the question we asked, sign in
        the account that belongs to it, as every way of signing in does.

        Raises:
            ImmediateHttpResponse: always, unless refused; it carries the next page.
            Refused: for another nonce, and for whoever may not come in.
        """
        claims = sociallogin.account.extra_data["id_token"]
        nonce = (sociallogin.state.get("data") or {}).get("nonce", "")
        if not nonce or not secrets.compare_digest(nonce.encode(), str(claims["nonce"]).encode()):
            raise Refused(Reason.UNTRUSTED)
        member = member_of(claims)
        user = receive(member)
        here = cast(HostRequest, request)
        leave_other(here, user)
        if member.second_factor:
            record_authentication(request, user, "mfa", type=BY_PROVIDER)
        next_url = sociallogin.get_redirect_url(request) or ""
        raise ImmediateHttpResponse(enter(here, user, method="socialaccount", next_url=next_url))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Allauth's draft of an account stays empty: ours is found in ``pre_social_login``."""
        assert isinstance(sociallogin.user, User)
        return sociallogin.user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Nobody is found by an address, whatever the settings say."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made in ``receive`` alone."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str = "",
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Show our page instead of allauth's.

        Raises:
            ImmediateHttpResponse: always; it carries the page.
        """
        state_known = "state" in (extra_context or {})
        reason = reason_of(request, error, exception, state_known=state_known)
        raise ImmediateHttpResponse(refusal(request, reason))
