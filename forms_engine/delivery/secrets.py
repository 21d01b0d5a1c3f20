"""The secrets that webhooks are signed with: derived, so that no table and no backup holds one.

Changing one loses nothing: while a change is under way every message carries a signature by the new secret and one by
the secret before, so that the back office moves over in its own time. (What it signs itself: ``inbound_secrets``.)
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forms_engine.delivery.models import Destination

OVERLAP_DAYS = 14
LONGEST_OVERLAP_DAYS = 90


class ChangeUnderWay(Exception):
    """The secret is being changed already: a second change would cut off whoever still knows the first one only."""


def signing_secrets(destination_id: UUID) -> list[str]:
    """The destination's Standard Webhooks secrets (``whsec_…``), the current one first.

    Each is an HMAC of the installation's SECRET_KEY over the destination's id and the number of the secret. While it is
    being changed, or SECRET_KEY is (SECRET_KEY_FALLBACKS), there are several, and a message is signed by each.
    """
    destination = Destination.objects.only("id", "secret_number", "old_secret_until").get(id=destination_id)
    numbers = [destination.secret_number]
    if changing(destination):
        numbers.append(destination.secret_number - 1)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_secret(destination_id, number, key) for number in numbers for key in keys]


def changing(destination: Destination) -> datetime | None:
    """Until when the secret before is used as well, where a change is under way."""
    until = destination.old_secret_until
    return until if until and until > timezone.now() else None


@transaction.atomic
def change_secret(destination_id: UUID, *, days: int = OVERLAP_DAYS) -> datetime:
    """Begin to use a new secret beside the one in use; answers until when both are used, ``days`` from now.

    Raises:
        ChangeUnderWay: while the last change is not over.
        ValueError: for fewer days than one or more than ninety.
    """
    if not 1 <= days <= LONGEST_OVERLAP_DAYS:
        raise ValueError(f"Choose from 1 to {LONGEST_OVERLAP_DAYS} days.")
    destination = Destination.objects.select_for_update().get(id=destination_id)
    if changing(destination):
        raise ChangeUnderWay("Its secret is being changed already: end that change first.")
    until = timezone.now() + timedelta(days=days)
    Destination.objects.filter(id=destination_id).update(
        secret_number=destination.secret_number + 1, old_secret_until=until
    )
    return until


def end_change(destination_id: UUID) -> bool:
    """Sign by the new secret alone from now on. Answers whether a change was under way."""
    under_way = Destination.objects.filter(id=destination_id, old_secret_until__gt=timezone.now())
    return bool(under_way.update(old_secret_until=None))


def _secret(destination_id: UUID, number: int, key: str) -> str:
    # The first has no number: it was there before secrets could be changed one by one.
    said = f"guildhall.destination:{destination_id}" + (f":{number}" if number > 1 else "")
    return "whsec_" + base64.b64encode(hmac.digest(key.encode(), said.encode(), hashlib.sha256)).decode()
