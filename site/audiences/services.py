"""Making and ending reading tokens."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import APIToken

from accounts.models import User
from accounts.telling import tell_of_token
from audiences.admission import admit_program
from audiences.models import LONGEST, ReadingToken
from audiences.tokens.format import digest_of, new_token
from audiences.tokens.scopes import SCOPES

MOST_ACTIVE = 20  # tokens of one person on one host
DAYS = (30, 90, 180, 365)


class TokenRefused(Exception):
    """No token is made; the message says why."""


@transaction.atomic
def issue_token(
    user: User, *, audience: str, name: str, scopes: Iterable[str], days: int, made_by: User
) -> tuple[ReadingToken, str]:
    """Make a token for ``user`` on that audience's host, and tell them. The second of the answer is the token itself, which
    nobody can be shown again.

    Raises:
        TokenRefused: when they may not enter that host, for a scope that does not exist, for a time out of range, or
            when they have twenty already.
    """
    scopes = sorted(set(scopes))
    if admit_program(user, audience) is None:
        raise TokenRefused(_("This account may not enter that site."))
    if not scopes or not set(scopes) <= set(SCOPES):
        raise TokenRefused(_("Choose what the token may be used for."))
    if not 1 <= days <= LONGEST.days:
        raise TokenRefused(_("A token lasts a year at most."))
    # Two made at the same moment are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    now = timezone.now()
    active = ReadingToken.objects.filter(user=user, audience=audience, revoked_at=None, expires_at__gt=now)
    if active.count() >= MOST_ACTIVE:
        raise TokenRefused(_("There are twenty tokens already. Revoke one you no longer use."))
    secret = new_token()
    token = ReadingToken.objects.create(
        user=user,
        made_by=made_by,
        audience=audience,
        name=name,
        scopes=scopes,
        digest=digest_of(secret),
        last_signs=secret[-4:],
        created_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )
    tell_of_token(user, by=made_by)
    return token, secret


def revoke_token(token: ReadingToken) -> None:
    """End a token at once; a second time changes nothing."""
    ReadingToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def revoke_tokens_of(user: User) -> None:
    """End everything that programs act for ``user`` by: reading tokens, and the tokens of Wagtail's API."""
    now = timezone.now()
    ReadingToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    APIToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
