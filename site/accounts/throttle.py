"""How often somebody may try to sign in, or ask for something that anybody may ask for.

A limit is a number of slots in the shared cache. An attempt takes one before the password is looked at and gives
it back if it was right; a slot frees itself when its time is up, so nobody is ever locked out for good. ``add`` is
atomic in every cache we run on, so attempts made at the same instant cannot share a slot.

The tight limit is for one account from one network: a stranger who fails on purpose shuts out nobody but themselves.
The wide limits stop one network that tries many accounts and many networks that try one account.
"""

import hashlib
import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failed attempts in so many seconds."""

    attempts: int
    seconds: int


BY_ACCOUNT_AND_NETWORK = Limit(attempts=10, seconds=15 * 60)
BY_ACCOUNT = Limit(attempts=100, seconds=15 * 60)
BY_NETWORK = Limit(attempts=50, seconds=15 * 60)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The slots one attempt holds."""

    slots: tuple[str, ...]

    def release(self) -> None:
        """Give the slots back: the attempt was right."""
        cache.delete_many(self.slots)


def take_attempt(account: str, network: str) -> Attempt | None:
    """Take a slot of each limit, or ``None`` when one of them has none free.

    ``account`` is what the person typed: an account that does not exist is counted like one that does.
    """
    taken: list[str] = []
    # The narrowest first: what it refuses never counts against an account or a network as a whole.
    for subject, limit in (
        (f"account-and-network:{account} {network}", BY_ACCOUNT_AND_NETWORK),
        (f"network:{network}", BY_NETWORK),
        (f"account:{account}", BY_ACCOUNT),
    ):
        slot = take_slot(f"sign-in:{subject}", limit)
        if slot is None:
            cache.delete_many(taken)
            return None
        taken.append(slot)
    return Attempt(tuple(taken))


def network_of(request: HttpRequest) -> str:
    """The network a request comes from: an IPv4 address, or the /64 an IPv6 address belongs to.

    Behind a proxy the address is the last one of X-Forwarded-For, the only one the proxy wrote itself.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (forwarded := request.headers.get("X-Forwarded-For")):
        address = forwarded.rsplit(",", 1)[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def take_slot(subject: str, limit: Limit) -> str | None:
    """Take one of the slots of ``limit`` for this subject, or None when none is free. It frees itself in time."""
    # Addresses are personal: the cache sees a digest.
    digest = hashlib.blake2b(
        subject.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
    ).hexdigest()
    slots = [f"slot:{digest}:{number}" for number in range(limit.attempts)]
    occupied = cache.get_many(slots)
    for slot in slots:
        if slot not in occupied and cache.add(slot, 1, limit.seconds):
            return slot
    return None
