"""Who comes in to the desk, and what its pages keep for them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from audiences.http import GuildhallRequest
from forms_engine.requests.selectors import is_officer
from workplace.desk.log_forms import CHANNELS, USUAL_CHANNEL

LAST_CHANNEL = "desk_channel"  # in the session: what the officer's last contact came by
KEYS_OFF = "keys-off"  # the cookie of those who have switched single keys off
A_YEAR = 365 * 24 * 60 * 60


def enter(request: GuildhallRequest) -> None:
    """Let in officers.

    Raises:
        PermissionDenied: for everybody else.
    """
    if not is_officer(request.principal):
        raise PermissionDenied


def last_channel(request: GuildhallRequest) -> str:
    """The channel of the officer's last contact in this session, or the usual one."""
    kept = request.session.get(LAST_CHANNEL, USUAL_CHANNEL)
    return kept if kept in CHANNELS else USUAL_CHANNEL


def remember_channel(request: GuildhallRequest, channel: str) -> None:
    """Offer this channel first the next time."""
    if channel in CHANNELS and request.session.get(LAST_CHANNEL) != channel:
        request.session[LAST_CHANNEL] = channel


def keys_are_on(request: GuildhallRequest) -> bool:
    """Whether single keys do something on this officer's pages (WCAG 2.1.4: they can be switched off)."""
    return request.COOKIES.get(KEYS_OFF) != "1"


def switch_keys(response: HttpResponse, *, on: bool) -> None:
    """Switch single keys on or off in this browser, for a year."""
    if on:
        response.delete_cookie(KEYS_OFF, path="/workplace/", samesite="Lax")
    else:
        response.set_cookie(
            KEYS_OFF, "1", max_age=A_YEAR, path="/workplace/", httponly=True, samesite="Lax", secure=False
        )
