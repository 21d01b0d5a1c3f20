"""Which addresses of the internet are anybody's, and which are the council's own inside."""

import ipaddress
import socket
import threading
import time
from queue import Empty, Queue

LONGEST_LOOK_UP = 10.0  # seconds
MOST_TRIED = 4

# Within the unicast space that is given out to the world, still not the world: 6to4 and Teredo carry IPv4 addresses
# inside them, and so may lead anywhere that those do.
ONLY_WORLD = ipaddress.IPv6Network("2000::/3")
CARRY_OTHERS = (ipaddress.IPv6Network("2001::/32"), ipaddress.IPv6Network("2002::/16"))
RELAYS = ipaddress.IPv4Network("192.88.99.0/24")


class AddressRefused(Exception):
    """The address may not be called; the message says why."""


class NotReached(Exception):
    """No answer came; the message says why."""


def is_public(address: str) -> bool:
    """Whether an address is one that anybody could reach: not private, not loopback, not link-local (where clouds
    keep their metadata), not shared, not multicast, not reserved, and not a wrapping around another address
    (IPv4-mapped, NAT64, 6to4, Teredo)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        # With a zone ("fe80::1%eth0"), or no address at all.
        return False
    if found.is_multicast or not found.is_global:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found not in RELAYS
    return found in ONLY_WORLD and not any(found in network for network in CARRY_OTHERS)


def look_up(host: str, port: int, ends: float) -> list[str]:
    """The addresses of a name, in the order to try them, by ``ends`` (``time.monotonic``).

    Raises:
        NotReached: when the name has none just now.
        AddressRefused: when any of them is not public: whoever answers so is up to something.
    """
    # The system's look-up cannot be told when to stop, so it is waited for from beside.
    answers: Queue[list[str] | OSError] = Queue()
    threading.Thread(target=_ask, args=(host, port, answers), daemon=True, name="look-up").start()
    try:
        found = answers.get(timeout=max(0.0, min(LONGEST_LOOK_UP, ends - time.monotonic())))
    except Empty:
        raise NotReached(f"{host} could not be looked up in time.") from None
    if isinstance(found, OSError) or not found:
        raise NotReached(f"{host} could not be found.") from None
    if not all(map(is_public, found)):
        raise AddressRefused(f"{host} leads to an address that is not public.")
    return found[:MOST_TRIED]


def _ask(host: str, port: int, answers: "Queue[list[str] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        answers.put(error if isinstance(error, OSError) else OSError(str(error)))
    else:
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
