"""The secrets that webhooks are signed with: derived, so that no table and no backup holds one."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings


def signing_secrets(destination_id: UUID) -> list[str]:
    """The destination's Standard Webhooks secrets (``whsec_…``), the current one first.

    Each is an HMAC of the installation's SECRET_KEY over the destination's id. While SECRET_KEY is being changed
    (SECRET_KEY_FALLBACKS), a message carries a signature by each, so receivers move over in their own time.
    """
    return [
        "whsec_"
        + base64.b64encode(
            hmac.digest(key.encode(), f"guildhall.destination:{destination_id}".encode(), hashlib.sha256)
        ).decode()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
