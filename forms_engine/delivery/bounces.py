"""Letters that come back: which delivery one was, and why it could not be brought.

Each letter's envelope names its own address to come back to (as VERP does), with a seal that only we can make: nobody
can declare a delivery undelivered who has not had a letter of ours. What comes back is read as RFC 3464 has it.
"""

import hashlib
import hmac
import re
from email import message_from_bytes
from email.message import Message
from email.policy import default
from uuid import UUID

from django.conf import settings

from forms_engine.delivery.arriving import Contradiction, turn_back
from forms_engine.delivery.models import Delivery

SEAL_SIGNS = 16  # 64 bits, and each guess is an email
NAMED = re.compile(rf"\+([0-9a-f]{{32}})-([0-9a-f]{{{SEAL_SIGNS}}})@", re.IGNORECASE)

# Of an enhanced status code (RFC 3463): the first that fits.
WHY = {
    "5.1.1": "There is no such mailbox",
    "5.1.2": "There is no mail server for its address",
    "5.1": "Its address is wrong",
    "5.2.2": "The mailbox is full",
    "5.2": "The mailbox takes nothing",
    "5.3.4": "It was too large",
    "5.4": "Its mail server could not be reached",
    "4.4": "Its mail server could not be reached, for days",
    "5.7": "Its mail server would not have it from us",
}


class NotABounce(Exception):
    """It is none of our letters coming back; the message says what else it is."""


def return_path(delivery_id: UUID) -> str:
    """The envelope's sender of a delivery's letter; the council's own address where bounces are not recorded."""
    local, _, domain = settings.BOUNCE_ADDRESS.partition("@")
    if not domain:
        return str(settings.DEFAULT_FROM_EMAIL)
    return f"{local}+{delivery_id.hex}-{_seal(delivery_id, settings.SECRET_KEY)}@{domain}"


def delivery_named(address: str) -> UUID | None:
    """The delivery whose return path this is; None for any other address, and for a seal that is not ours."""
    found = NAMED.search(address)
    if found is None:
        return None
    delivery_id, seal = UUID(found[1]), found[2].lower()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    fits = [hmac.compare_digest(seal, _seal(delivery_id, key)) for key in keys]
    return delivery_id if any(fits) else None


def record_bounce(raw: bytes, recipient: str) -> str:
    """Take in one message that came to a return path; answers what came of it, in words for the operator's log.

    Raises:
        NotABounce: when the address is no return path of ours, or nobody has such a delivery any more.
    """
    delivery_id = delivery_named(recipient)
    if delivery_id is None:
        raise NotABounce("the address is no return path of ours")
    reason = reason_in(message_from_bytes(raw, policy=default))
    if not reason:
        return f"delivery {delivery_id}: nothing to record, it says of no failure"
    try:
        changed = turn_back(delivery_id, reason=reason, even_acknowledged=True)
    except Delivery.DoesNotExist:
        raise NotABounce(f"there is no delivery {delivery_id}") from None
    except Contradiction:
        changed = False
    return f"delivery {delivery_id}: {'needs attention' if changed else 'was seen to or needs attention already'}"


def reason_in(message: Message) -> str:
    """Why a letter failed for good, in words; "" for one that says of no failure: an automatic reply, a delay that may
    pass, a receipt."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        # The first block is about the message, each of the others about one recipient.
        for block in part.get_payload():
            if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
                return _words(str(block.get("Status", "")).strip(), str(block.get("Diagnostic-Code", "")))
    return ""


def _words(status: str, diagnostic: str) -> str:
    code = re.match(r"[245]\.\d{1,3}\.\d{1,3}", status)
    number = code[0] if code else ""
    why = next(
        (words for start, words in WHY.items() if number.startswith(start)), "It could not be brought there"
    )
    said = " ".join(diagnostic.partition(";")[2].split())
    return f"The letter came back. {why}{f' ({number})' if number else ''}." + (
        f" {said[:300]}" if said else ""
    )


def _seal(delivery_id: UUID, key: str) -> str:
    return hmac.digest(key.encode(), f"guildhall.bounce:{delivery_id}".encode(), hashlib.sha256).hex()[
        :SEAL_SIGNS
    ]
