"""How often somebody may try to sign in, ask for a code, or ask for something else that anybody may ask for.

A limit is a number of slots in a table of the database. An attempt takes one before the password is looked at and gives
it back if it was right; a slot frees itself when its time is up, so nobody is ever locked out for good. Taking one is a
single statement, so attempts made at the same instant cannot share it. The shared cache would not do: it makes room by
dropping entries, and a flood of entries is easily made.

The tight limit is for one account from one network: a stranger who fails on purpose shuts out nobody but themselves.
The wide limits stop one network that tries many accounts and many networks that try one account. Neither of them holds
for a browser that has signed in to that account before (``accounts.known_browsers``): it has a limit of its own, so that
nobody else can use up what its owner has.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import TakenSlot

# A slot nobody has, or one whose time is up; nothing where somebody has it.
TAKE = """
insert into accounts_takenslot (name, until) values (%(name)s, %(until)s)
on conflict (name) do update set until = excluded.until where accounts_takenslot.until <= %(now)s
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failed attempts in so many seconds."""

    attempts: int
    seconds: int


BY_ACCOUNT_AND_NETWORK = Limit(attempts=10, seconds=15 * 60)
BY_ACCOUNT = Limit(attempts=100, seconds=15 * 60)
BY_NETWORK = Limit(attempts=50, seconds=15 * 60)

# Codes asked for: for one address from one network, from one network, and for one address from everywhere.
CODES_BY_ADDRESS_AND_NETWORK = Limit(attempts=5, seconds=15 * 60)
CODES_BY_ADDRESS_AND_NETWORK_A_DAY = Limit(attempts=12, seconds=24 * 60 * 60)
CODES_BY_NETWORK = Limit(attempts=60, seconds=60 * 60)
CODES_BY_ADDRESS = Limit(attempts=50, seconds=24 * 60 * 60)

# Questions asked of passkeys, each of which makes a session.
PASSKEYS_BY_NETWORK = Limit(attempts=100, seconds=15 * 60)

# Wrong codes typed in one browser, over all the codes it asked for. Each code has five tries of its own.
WRONG_CODES_BY_BROWSER = Limit(attempts=15, seconds=60 * 60)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The slots one attempt holds."""

    slots: tuple[str, ...]

    def release(self) -> None:
        """Give the slots back: the attempt was right."""
        _free(self.slots)


def take_attempt(account: str, network: str, known_browser: str = "") -> Attempt | None:
    """Take a slot of each limit, or ``None`` when one of them has none free.

    ``account`` is what the person typed: an account that does not exist is counted like one that does.
    ``known_browser`` is the mark of a browser that has signed in to it before.
    """
    if known_browser:
        return _take(("sign-in:known-browser", f"{account} {known_browser}", BY_ACCOUNT_AND_NETWORK))
    # The narrowest first: what it refuses never counts against an account or a network as a whole.
    return _take(
        ("sign-in:account-and-network", f"{account} {network}", BY_ACCOUNT_AND_NETWORK),
        ("sign-in:network", network, BY_NETWORK),
        ("sign-in:account", account, BY_ACCOUNT),
    )


def may_ask_for_code(address: str, network: str, known_browser: str = "") -> bool:
    """Whether one more code may be sent to ``address``; counts it if so. Nothing is looked up: an address that nobody
    has is counted like one that somebody has."""
    if known_browser:
        return (
            _take(("codes:known-browser", f"{address} {known_browser}", CODES_BY_ADDRESS_AND_NETWORK))
            is not None
        )
    return (
        _take(
            ("codes:address-and-network", f"{address} {network}", CODES_BY_ADDRESS_AND_NETWORK),
            # Far below what one address gets from everywhere: one network cannot use that up.
            ("codes:address-and-network-a-day", f"{address} {network}", CODES_BY_ADDRESS_AND_NETWORK_A_DAY),
            ("codes:network", network, CODES_BY_NETWORK),
            ("codes:address", address, CODES_BY_ADDRESS),
        )
        is not None
    )


def _take(*wanted: tuple[str, str, Limit]) -> Attempt | None:
    """One slot of each (kind, subject, limit), or none of them."""
    taken: list[str] = []
    for kind, subject, limit in wanted:
        slot = take_slot(f"{kind}:{subject}", limit)
        if slot is None:
            _free(taken)
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
    now = timezone.now()
    slots = _slots(subject, limit)
    occupied = set(TakenSlot.objects.filter(name__in=slots, until__gt=now).values_list("name", flat=True))
    for slot in slots:
        if slot not in occupied and _take_one(slot, now, limit):
            return slot
    return None


def is_used_up(subject: str, limit: Limit) -> bool:
    """Whether this subject has no slot left; takes none."""
    taken = TakenSlot.objects.filter(name__in=_slots(subject, limit), until__gt=timezone.now())
    return taken.count() >= limit.attempts


def frees_at(subject: str, limit: Limit) -> datetime | None:
    """When the next of this subject's taken slots is free again, or None where none is taken."""
    taken = TakenSlot.objects.filter(name__in=_slots(subject, limit), until__gt=timezone.now())
    return taken.order_by("until").values_list("until", flat=True).first()


def give_back(slot: str) -> None:
    """Free a slot before its time: what it was taken for went well."""
    _free([slot])


def forget_slots() -> int:
    """Delete the slots whose time is up; answers how many there were."""
    return TakenSlot.objects.filter(until__lte=timezone.now()).delete()[0]


def _slots(subject: str, limit: Limit) -> list[str]:
    # Addresses are personal: the table has a digest.
    digest = hashlib.blake2b(
        subject.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
    ).hexdigest()
    return [f"{digest}:{number}" for number in range(limit.attempts)]


def _take_one(slot: str, now: datetime, limit: Limit) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"name": slot, "now": now, "until": now + timedelta(seconds=limit.seconds)})
        return cursor.rowcount == 1


def _free(slots: Iterable[str]) -> None:
    TakenSlot.objects.filter(name__in=slots).delete()
