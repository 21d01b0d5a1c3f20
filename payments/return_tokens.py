"""The secret in the address a payer comes back to, and in that of a receipt for money taken at the counter.

Only its hash is stored. The token itself is derived from the attempt's id with the site's key, because the call
that opens the session must be repeatable, word for word, after a crash.
"""

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.utils.crypto import salted_hmac


def return_token(attempt_uuid: UUID) -> str:
    """The token of an attempt: 43 characters that nobody can work out from the attempt's id."""
    return _token("payments.return_token", attempt_uuid)


def counter_receipt_token(payment_uuid: UUID) -> str:
    """The token of a counter payment's receipt. A card payment's receipt has its return token."""
    return _token("payments.counter_receipt", payment_uuid)


def _token(purpose: str, uuid: UUID) -> str:
    digest = salted_hmac(purpose, str(uuid), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
