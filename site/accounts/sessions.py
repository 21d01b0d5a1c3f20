"""Sessions: what one remembers about how it was made, which ones somebody has, and how they end.

The contract holds for every way of signing in: Django's own keys, and these two. A session without them, or made on
another audience's host, counts as nobody's. Each is a row of ``SignedIn`` too, under its key, so whoever changes the
key of a session does it with ``change_key``.
"""

import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts.devices import browser_and_system
from accounts.http import HostRequest
from accounts.models import SignedIn, User

AUDIENCE = "audience"
METHOD = "method"

WORKING_DAY = 12 * 60 * 60  # seconds

# When this session's use was last written down, as a Unix time.
_NOTED = "use_noted_at"
_NOTED_EVERY = 60 * 60  # seconds

_programs: list[Callable[[User], None]] = []


def start_session(request: HostRequest, user: User, *, method: str) -> None:
    """Sign ``user`` in on the host of ``request``, under a new session key. Work sessions end after a working day."""
    login(request, user)
    if request.host_audience != "public":
        # The moment itself, not so many seconds: being used does not put it off.
        request.session.set_expiry(timedelta(seconds=WORKING_DAY))
    request.session[AUDIENCE] = request.host_audience
    request.session[METHOD] = method
    request.session[_NOTED] = time.time()
    browser, system = browser_and_system(request.headers.get("User-Agent", ""))
    SignedIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "audience": request.host_audience,
            "method": method,
            "browser": browser,
            "system": system,
            "since": timezone.now(),
            "last_used_at": timezone.now(),
        },
    )


def session_audience(session: SessionBase) -> str:
    """The audience whose host made this session, or "" where none is remembered."""
    return str(session.get(AUDIENCE, ""))


def note_use(session: SessionBase) -> None:
    """Write down that a signed-in session is in use, once an hour at most."""
    noted = session.get(_NOTED)
    if noted is not None and time.time() - noted > _NOTED_EVERY:
        session[_NOTED] = time.time()
        SignedIn.objects.filter(session_key=session.session_key).update(last_used_at=timezone.now())


def change_key(session: SessionBase) -> None:
    """Give the session a new key, as whenever it comes to open more than before."""
    before = session.session_key
    session.cycle_key()
    SignedIn.objects.filter(session_key=before).update(session_key=session.session_key)


def end_session(request: HostRequest) -> None:
    """Sign out here."""
    SignedIn.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


def sessions_of(user: User) -> list[SignedIn]:
    """Where ``user`` is signed in, the last used first, fifty at most. Sessions that have run out are left out."""
    return [row for row in user.sessions.all()[:50] if _is_live(row)]


def end_session_of(user: User, session_id: UUID) -> bool:
    """Sign ``user`` out of one of their own sessions; whether there was one of that id."""
    row = user.sessions.filter(id=session_id).first()
    if row is not None:
        _end(row)
    return row is not None


def register_programs(end: Callable[[User], None]) -> None:
    """Have ``end`` called, in the transaction, whenever the programs that act for somebody are to stop."""
    if end not in _programs:
        _programs.append(end)


@transaction.atomic
def sign_out_everywhere(user: User) -> None:
    """End every session of ``user`` on all hosts, those nobody wrote down included: each one's next request is
    nobody's. Tokens of programs end with them: a thief's token must not outlive what is done against the thief."""
    _end_programs(user)
    user.session_mark = secrets.token_hex(16)
    user.save(update_fields=["session_mark"])
    for row in user.sessions.all():
        _end(row)


@transaction.atomic
def keep_only_this_session(request: HostRequest, user: User) -> None:
    """After a change of what signs somebody in: end all sessions but the one of ``request``, under a new key, and the
    tokens of programs."""
    _end_programs(user)
    user.session_mark = secrets.token_hex(16)
    user.save(update_fields=["session_mark"])
    before = request.session.session_key
    update_session_auth_hash(request, user)
    user.sessions.filter(session_key=before).update(session_key=request.session.session_key)
    for row in user.sessions.exclude(session_key=request.session.session_key):
        _end(row)


def forget_sessions() -> int:
    """Delete the rows of sessions that have run out; answers how many there were."""
    idle = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    over = [row for row in SignedIn.objects.filter(last_used_at__lt=idle).iterator() if not _is_live(row)]
    SignedIn.objects.filter(id__in=[row.id for row in over]).delete()
    return len(over)


def _end_programs(user: User) -> None:
    for end in _programs:
        end(user)


def _is_live(row: SignedIn) -> bool:
    return bool(_store(row.session_key).exists(row.session_key))


def _end(row: SignedIn) -> None:
    _store(row.session_key).delete()
    row.delete()


def _store(session_key: str) -> SessionBase:
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return store
