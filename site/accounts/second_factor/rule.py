"""Which sessions count on which host: made in a way that host takes, with a second factor where one is needed.

Asked twice: at sign-in, where it leads to a page that says what is missing, and for every request, by
``audiences.middleware``, so that a session made under an easier rule, or by mistake, is nobody's.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from accounts.models import User
from accounts.second_factor.records import SECOND_FACTOR
from accounts.sessions import METHOD

# A session ends with the working day, and its owner has to pass the council's own sign-in for the next. Their programs may
# go on without them for a holiday, no longer: nobody tells us who has left.
PROGRAMS_GO_ON = timedelta(days=14)


def needs_second_factor(audience: str) -> bool:
    """Whether everybody on this host has to give a second factor: staff and partners do, the demonstration's do not."""
    return audience != "public" and not settings.ENVIRONMENT.demo


def takes(user: User, audience: str, method: str) -> bool:
    """Whether ``user`` may come in to this host by ``method``.

    A code to the address of somebody with a work account opens nothing anywhere: the address is the council's, and
    may be another person's by now. Staff come in through the council's own sign-in where there is one; a break-glass
    account is for when it cannot be used.
    """
    if user.work_identity is not None and method == "code":
        return False
    if user.is_break_glass and audience != "staff":
        # Anywhere else it could be given another password by a code to its mailbox, and nobody would be told.
        return False
    if audience != "staff" or settings.ENVIRONMENT.demo or settings.ENVIRONMENT.staff_openid is None:
        return True
    return method == "openid" or user.is_break_glass


def counts(session: SessionBase, user: User, audience: str) -> bool:
    """Whether a session of ``user`` counts on this host: by how it was made, and what was proved in it."""
    if not takes(user, audience, str(session.get(METHOD, ""))):
        return False
    return not needs_second_factor(audience) or bool(session.get(SECOND_FACTOR))


def programs_act_for(user: User, audience: str) -> bool:
    """Whether tokens of programs stand for ``user`` on this host: only for somebody who could be there themselves.

    Where staff come in by the council's own sign-in, it must have let the owner in within a fortnight; an account made
    here opens nothing there, by a program neither. A break-glass account has no programs: each use of it is told.
    """
    if user.is_break_glass:
        return False
    if user.work_identity is None:
        return takes(user, audience, "password")
    return user.work_seen_at is not None and timezone.now() - user.work_seen_at < PROGRAMS_GO_ON
