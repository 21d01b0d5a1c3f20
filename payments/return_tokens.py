"""The secret in the address a payer comes back to.

Only its hash is stored. The token itself is derived from the attempt's id with the site's key, because the call
that opens the session must be repeatable, word for word, after a crash.
"""

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.utils.crypto import salted_hmac


def return_token(attempt_uuid: UUID) -> str:
    """The token of an attempt: 43 characters that nobody can work out from the attempt's id."""
    digest = salted_hmac("payments.return_token", str(attempt_uuid), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
