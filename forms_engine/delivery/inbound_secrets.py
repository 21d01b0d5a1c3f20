"""The secrets that back offices sign with what they send us: derived like those we sign with, and never the same, so
that neither side can be made to take its own words for the other's."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.utils import timezone

from forms_engine.delivery.models import Destination


def inbound_secrets(destination: Destination) -> list[str]:
    """The Standard Webhooks secrets (``whsec_…``) that are taken from this destination, the current one first: while
    its secret is being changed, the one before as well, and while SECRET_KEY is, those of the old keys."""
    numbers = [destination.secret_number]
    if destination.old_secret_until and destination.old_secret_until > timezone.now():
        numbers.append(destination.secret_number - 1)
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_secret(destination, number, key) for number in numbers for key in keys]


def _secret(destination: Destination, number: int, key: str) -> str:
    said = f"guildhall.inbound:{destination.id}:{number}"
    return "whsec_" + base64.b64encode(hmac.digest(key.encode(), said.encode(), hashlib.sha256)).decode()
