"""API keys of those who file reports: made by an administrator, shown once, kept as a digest."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.catalogue.models import Journey
from forms_engine.journeys.open311.models import Open311Filing, Open311Key

# So that scanners of source code know one that was left there.
PREFIX = "gho_"
LAST_USED_EVERY = timedelta(hours=1)


@transaction.atomic
def issue_key(
    by: User,
    *,
    name: str,
    journeys: Iterable[Journey] = (),
    per_hour: int = 300,
    reads_messages: bool = False,
    photo_hosts: Iterable[str] = (),
) -> tuple[Open311Key, str]:
    """Make a key; answers it and the secret, which nobody can see again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    key = Open311Key.objects.create(
        name=name,
        digest=_digest(secret),
        last_signs=secret[-4:],
        per_hour=per_hour,
        reads_messages=reads_messages,
        photo_hosts=sorted({host.strip().lower() for host in photo_hosts if host.strip()}),
        made_by=by,
    )
    key.journeys.set(journeys)
    return key, secret


def revoke_key(key_id: int) -> None:
    """End a key. What was filed with it stays; doing it again changes nothing."""
    Open311Key.objects.filter(pk=key_id, revoked_at=None).update(revoked_at=timezone.now())


def find_key(secret: str) -> Open311Key | None:
    """The key of that secret, unless it is revoked or unknown."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    key = Open311Key.objects.filter(digest=_digest(secret), revoked_at=None).first()
    if key is None:
        return None
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at >= LAST_USED_EVERY:
        # For people who tidy up; a row written at each call would be for nobody.
        Open311Key.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def seconds_to_wait(key: Open311Key) -> int:
    """How long this key has to wait before it may file another report; 0 where it may now. The key is held for the
    caller's transaction, so that posts made at the same moment count each other."""
    # Not held against the filings that point at it, nor against those who only read.
    Open311Key.objects.select_for_update(no_key=True).only("pk").get(pk=key.pk)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    latest = Open311Filing.objects.filter(key=key, filed_at__gt=an_hour_ago).order_by("-filed_at")
    oldest_that_counts = latest.values_list("filed_at", flat=True)[key.per_hour - 1 : key.per_hour].first()
    if oldest_that_counts is None:
        return 0
    return max(1, int((oldest_that_counts - an_hour_ago).total_seconds()) + 1)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
