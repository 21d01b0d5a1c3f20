"""One careful HTTP POST to an address that an operator allowed, and to nothing else.

A destination's URL is data, so it could point inwards. The host must be on the operator's list (WEBHOOK_HOSTS);
its name is resolved once and the connection made to that very address, which must be a public one unless the list
itself names it as an address. No redirects, no proxies from the environment.
"""

import ipaddress
import socket
import time
from urllib.parse import urlsplit

import httpx
from django.conf import settings

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
MOST_READ = 64 * 1024
LONGEST_ANSWER = 20.0  # seconds for the body


class AddressRefused(Exception):
    """The URL may not be sent to; the message says why."""


class NameNotResolved(Exception):
    """The host's name has no address just now."""


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """POST ``body``; answers status, headers (names in small letters) and the first 64 KB of the response.

    Raises:
        AddressRefused: when the URL is not allowed; trying again will not help.
        NameNotResolved, httpx.HTTPError: when it could not be reached; trying again may help.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host not in settings.WEBHOOK_HOSTS:
        raise AddressRefused(f"{host or 'The address'} is not on the list of allowed hosts (WEBHOOK_HOSTS).")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_address(host)):
        raise AddressRefused("Webhooks are sent over https only.")
    address = _resolve(host, parts.port or (443 if parts.scheme == "https" else 80))
    netloc = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=netloc + (f":{parts.port}" if parts.port else "")).geturl()
    with (
        httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST",
            pinned,
            content=body,
            headers={**headers, "Host": parts.netloc.rpartition("@")[2]},
            extensions={"sni_hostname": host},
        ) as response,
    ):
        received = b""
        # Each read has its own time limit, so a receiver that drips would hold us for hours. Its status is known.
        deadline = time.monotonic() + LONGEST_ANSWER
        for chunk in response.iter_bytes():
            received += chunk
            if len(received) >= MOST_READ or time.monotonic() > deadline:
                break
        return response.status_code, {k.lower(): v for k, v in response.headers.items()}, received[:MOST_READ]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _resolve(host: str, port: int) -> str:
    if _is_address(host):
        return host
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NameNotResolved(f"{host} could not be found.") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise AddressRefused(f"{host} leads to an address that is not public.")
    return addresses[0]
