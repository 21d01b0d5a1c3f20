"""Why somebody cannot come in with their work account, and what the page says they can do."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from requests import RequestException

logger = logging.getLogger(__name__)


class Reason(StrEnum):
    """What went wrong, in the word that is logged."""

    CANCELLED = "cancelled"
    CONSENT = "consent"
    LOST = "lost"
    DOWN = "down"
    EXCHANGE = "exchange"
    CLOCK = "clock"
    UNTRUSTED = "untrusted"
    OTHER_TENANT = "other-tenant"
    NO_ROLE = "no-role"
    CLOSED = "closed"
    OTHER_WAY = "other-way"


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says, and its status."""

    title: str | Promise
    text: str | Promise
    status: int = 403
    again: bool = True


WORDS = {
    Reason.CANCELLED: Words(
        _("You have not signed in"),
        _(
            "The sign-in was stopped before it was finished. If it was not you who stopped it, ask the IT service"
            " desk to give your work account access to this site."
        ),
    ),
    Reason.CONSENT: Words(
        _("This site needs approval first"),
        _(
            "An administrator of the council’s work accounts has to approve this site. Tell the IT service desk."
        ),
    ),
    Reason.LOST: Words(
        _("The sign-in took too long"),
        _(
            "It was not finished within 10 minutes, or it was begun in another browser. Start again. If you see this"
            " page again, allow cookies for this site."
        ),
    ),
    Reason.DOWN: Words(
        _("Work accounts do not answer at the moment"),
        _("The fault is not yours. Wait a few minutes and try again. If it lasts, tell the IT service desk."),
        status=503,
    ),
    Reason.EXCHANGE: Words(
        _("Work accounts do not take this site at the moment"),
        _(
            "The fault is not yours. Tell the IT service desk: the secret that this site shows them may have run out."
        ),
        status=503,
    ),
    Reason.CLOCK: Words(
        _("The clocks do not agree"),
        _(
            "The confirmation of who you are was not valid at this time. Try again. If you see this page again, tell"
            " the IT service desk that a clock is wrong."
        ),
    ),
    Reason.UNTRUSTED: Words(
        _("We could not be sure who you are"),
        _(
            "The confirmation of who you are could not be trusted. Try again, and tell the IT service desk about it."
        ),
    ),
    Reason.OTHER_TENANT: Words(
        _("This is not a work account of the council"),
        _("You used an account of another organisation. Sign out of it, then use your council work account."),
    ),
    Reason.NO_ROLE: Words(
        _("You have no role on this site"),
        _(
            "Your work account is right, but nobody has given it a role here. Ask your manager to request one from the"
            " IT service desk."
        ),
    ),
    Reason.CLOSED: Words(
        _("Your account here is closed"),
        _("An administrator of this site closed it. Ask your manager if you still need it."),
        again=False,
    ),
    Reason.OTHER_WAY: Words(
        _("Use your work account"),
        _("This account cannot be opened this way. People who work for the council use their work account."),
    ),
}


class Refused(PermissionDenied):
    """Somebody cannot come in. allauth's callback view hands it to ``StaffSocialAdapter``, which shows the page."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


def reason_of(request: HttpRequest, error: str, exception: Exception | None, *, state_known: bool) -> Reason:
    """What to say of an error that allauth met or the provider reported."""
    if isinstance(exception, Refused):
        return exception.reason
    if isinstance(exception, RequestException):
        return Reason.DOWN
    if isinstance(exception, OAuth2Error):
        return Reason.EXCHANGE
    if exception is not None:
        return Reason.UNTRUSTED
    if not state_known:
        return Reason.LOST
    if error == AuthError.CANCELLED:
        return Reason.CANCELLED
    reported = request.GET.get("error", "")
    if reported in {"consent_required", "interaction_required", "login_required"}:
        return Reason.CONSENT
    return Reason.DOWN if reported in {"server_error", "temporarily_unavailable"} else Reason.UNTRUSTED


def refusal(request: HttpRequest, reason: Reason) -> HttpResponse:
    """The page for ``reason``. The log gets the reason alone: what the provider says can hold names."""
    logger.warning("A staff sign-in was refused: %s", reason.value)
    words = WORDS[reason]
    return render(request, "accounts/staff/refused.html", {"words": words}, status=words.status)
