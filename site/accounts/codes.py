"""Six-digit codes that show that an address is somebody's.

Nothing is looked up before a code is right: an address that nobody has gets the same code, in the same words, at the same
cost. A code is for the session of the browser that asked: whoever else asks for codes to the same address
neither replaces the owner's nor uses up its tries. The code itself goes into the message and nowhere else.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import timedelta
from enum import Enum
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.addresses import Address
from accounts.messages import tell
from accounts.models import AddressCode, AddressKind, User

LASTS = timedelta(minutes=15)
TRIES = 5


class Tried(Enum):
    """What came of typing a code."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"  # too old, used, or tried too often: a new one is needed


@transaction.atomic
def send_code(purpose: AddressCode.Purpose, address: Address, user: User | None = None) -> AddressCode:
    """Send a code to ``address``; the caller keeps the answer's id in the session of whoever asked.

    Args:
        user: whose account it is about; ``None`` for signing in, where nobody is known yet.
    """
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = AddressCode(
        purpose=purpose,
        kind=address.kind,
        address=address.value,
        user=user,
        expires_at=timezone.now() + LASTS,
    )
    code.code_hash = _hash(code.id, digits)
    code.save(force_insert=True)
    tell(
        address,
        f"account.{purpose}-code",
        owner_id=str(code.id),
        secret=True,
        code=f"{digits[:3]} {digits[3:]}",
        minutes=LASTS.seconds // 60,
    )
    return code


@transaction.atomic
def use_code(code_id: UUID, purpose: AddressCode.Purpose, typed: str) -> tuple[Tried, AddressCode | None]:
    """Try ``typed`` against the code of that id; what came of it, and the code where it was right.

    Right once only. The row is locked, so that tries made at the same instant are counted one by one.
    """
    code = AddressCode.objects.select_for_update().filter(id=code_id, purpose=purpose).first()
    now = timezone.now()
    if code is None or code.used_at or code.expires_at <= now or code.tries >= TRIES:
        return Tried.OVER, None
    digits = "".join(str(unicodedata.decimal(sign)) for sign in typed if sign.isdecimal())
    if hmac.compare_digest(code.code_hash, _hash(code.id, digits)):
        code.used_at = now
        code.save(update_fields=["used_at"])
        return Tried.RIGHT, code
    code.tries += 1
    code.save(update_fields=["tries"])
    return (Tried.OVER if code.tries >= TRIES else Tried.WRONG), None


def address_of(code: AddressCode) -> Address:
    """Where the code was sent."""
    return Address(AddressKind(code.kind), code.address)


def code_under_way(code_id: UUID, purpose: AddressCode.Purpose) -> AddressCode | None:
    """The code of that id as long as nobody has used it, an old one included: its page says that it is."""
    return AddressCode.objects.filter(id=code_id, purpose=purpose, used_at=None).first()


def forget_codes() -> int:
    """Delete codes that have been over for a day; answers how many there were."""
    deleted, _ = AddressCode.objects.filter(expires_at__lt=timezone.now() - timedelta(days=1)).delete()
    return deleted


def _hash(code_id: UUID, digits: str) -> str:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"address-code:{code_id}:{digits}".encode(), hashlib.sha256
    ).hex()
