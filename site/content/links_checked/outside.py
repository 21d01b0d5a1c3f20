"""Asking addresses elsewhere whether they are still there, politely and carefully.

An address is whatever an editor typed, so it could lead inwards: its name is looked up once, every address found has to
be public, and the connection is made to that very one (``forms_engine.delivery``'s guard). So is each address it
redirects to. First HEAD; where that is not liked, GET, of which nothing but the status is read.
"""

import ssl
import time
from functools import cache
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore
from django.conf import settings

from forms_engine.delivery.connectors.public_addresses import AddressRefused, NotReached, look_up
from forms_engine.delivery.connectors.timed_network import TimedNetwork

LONGEST = 10.0  # seconds for one address with all its redirects
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2000
# Statuses that say "not you", "not so often" or "sign in": there is something there.
THERE_ALL_THE_SAME = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451})
GONE = frozenset({404, 410})


class Gone(Exception):
    """The address leads nowhere, for certain; the message says why, for an editor."""


class NoAnswer(Exception):
    """It did not answer as it should this time; another time it may. The message says why."""


def ask(url: str) -> None:
    """Ask an address whether it is there.

    Raises:
        Gone: when it is not, or may not be asked at all.
        NoAnswer: when it did not say.
    """
    ends = time.monotonic() + LONGEST
    try:
        status = _status("HEAD", url, ends)
        if status >= 400 and status not in THERE_ALL_THE_SAME - {405}:
            # Some answer nothing but GET.
            status = _status("GET", url, ends)
    except AddressRefused as refused:
        raise Gone(f"It cannot be asked: {refused}") from None
    except NotReached as error:
        raise NoAnswer(str(error)) from None
    if status in GONE:
        raise Gone("The page is not there any more (404)." if status == 404 else "The page is gone (410).")
    if status >= 400 and status not in THERE_ALL_THE_SAME:
        raise NoAnswer(f"The site answered with an error ({status}).")


def _status(method: str, url: str, ends: float) -> int:
    """The status at the end of the redirects."""
    for _hop in range(MOST_REDIRECTS + 1):
        status, location = _call(method, url, ends)
        if status not in {301, 302, 303, 307, 308} or not location:
            return status
        url = urljoin(url, location)
    raise NotReached("It redirects too often.")


def _call(method: str, url: str, ends: float) -> tuple[int, str]:
    """One call: its status and where it leads on to.

    Raises:
        AddressRefused: when the address may not be called.
        NotReached: when no answer came.
    """
    scheme, host, path = _parts(url)
    network = TimedNetwork(look_up(host, PORTS[scheme], ends), ends)
    address = httpcore.URL(
        scheme=scheme.encode(), host=host.encode("idna"), port=PORTS[scheme], target=path.encode("ascii")
    )
    headers = {"Host": host, "User-Agent": _name(), "Accept": "*/*"}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), max_connections=1, network_backend=network) as pool,
            pool.stream(method, address, headers=list(headers.items())) as response,
        ):
            found = {name.lower(): value for name, value in response.headers}
            return response.status, found.get(b"location", b"").decode("latin-1")
    except httpcore.TimeoutException:
        raise NotReached(f"{host} did not answer in time.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise NotReached(f"{host} could not be reached ({type(error).__name__}).") from None


def _parts(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise AddressRefused("the address cannot be read.") from None
    if parts.scheme not in PORTS or not host or parts.username is not None or len(url) > LONGEST_URL:
        raise AddressRefused("the address cannot be read.")
    if port not in {None, PORTS[parts.scheme]}:
        raise AddressRefused("it is not on the usual port.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # What a browser would write for letters beyond ASCII and for spaces.
    quoted = "".join(
        sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path
    )
    return parts.scheme, host, quoted


def _name() -> str:
    return f"Guildhall link check (+{settings.ENVIRONMENT.origin('public')})"


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
