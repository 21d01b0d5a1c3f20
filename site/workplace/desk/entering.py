"""Who comes in to the desk, and what it remembers of them."""

from django.core.exceptions import PermissionDenied

from audiences.http import GuildhallRequest
from forms_engine.requests.selectors import is_officer
from workplace.desk.log_forms import CHANNELS, USUAL_CHANNEL

LAST_CHANNEL = "desk_channel"  # in the session: what the officer's last contact came by


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
