"""What a session remembers about how it was made.

The contract holds for every way of signing in: Django's own keys, and these two. A session without them, or made on
another audience's host, counts as nobody's.
"""

from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase

from accounts.http import HostRequest
from accounts.models import User

AUDIENCE = "audience"
METHOD = "method"

WORKING_DAY = 12 * 60 * 60  # seconds


def start_session(request: HostRequest, user: User, *, method: str) -> None:
    """Sign ``user`` in on the host of ``request``, under a new session key. Work sessions end after a working day."""
    login(request, user)
    if request.host_audience != "public":
        request.session.set_expiry(WORKING_DAY)
    request.session[AUDIENCE] = request.host_audience
    request.session[METHOD] = method


def session_audience(session: SessionBase) -> str:
    """The audience whose host made this session, or "" where none is remembered."""
    return str(session.get(AUDIENCE, ""))
