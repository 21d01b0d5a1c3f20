"""Files by reference: a body names where each file is fetched and with what, as long as the delivery stands."""

import hashlib
import hmac
from dataclasses import replace
from uuid import UUID

from django.conf import settings

from forms_engine.delivery.message import Message

EXPIRES = "when this delivery is cancelled, settled by a person or sent elsewhere"


def bearer_of(delivery_id: UUID, file_id: str, *, key: str | None = None) -> str:
    """What opens one file of one delivery, and nothing else: derived, so that no table holds it."""
    said = f"guildhall.delivery-file:{delivery_id}:{file_id}"
    return hmac.digest((key or settings.SECRET_KEY).encode(), said.encode(), hashlib.sha256).hex()


def opens(token: str, delivery_id: UUID, file_id: str) -> bool:
    """Whether the token opens the file, by SECRET_KEY or one that it has replaced."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    # Each is tried, whichever is right: the time taken tells nothing.
    return any(
        [
            hmac.compare_digest(token.encode(), bearer_of(delivery_id, file_id, key=key).encode())
            for key in keys
        ]
    )


def linked(delivery_id: UUID, message: Message) -> Message:
    """The message with each of its files' ``url`` and ``bearer`` for this delivery."""
    files = message.data.get("files") if message.data else None
    if not files:
        return message
    origin = settings.ENVIRONMENT.origin("public")
    given = [
        {
            **file,
            "url": f"{origin}/api/v1/deliveries/{delivery_id}/files/{file['id']}",
            "bearer": bearer_of(delivery_id, file["id"]),
            "expires": EXPIRES,
        }
        for file in files
    ]
    return replace(message, data={**(message.data or {}), "files": given})
