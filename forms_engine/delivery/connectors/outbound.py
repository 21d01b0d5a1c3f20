"""Careful HTTP to an address that an operator allowed, and to nothing else: whatever a connector sends or asks by HTTP
goes through here.

    answer = outbound.call("GET", url, headers={"Accept": "application/json"}, most=1_000_000)
    answer.status, answer.headers, answer.body, answer.whole

A destination's address is data, so it could point inwards. Therefore:

- its host is on the operator's list (WEBHOOK_HOSTS: ``office.example`` for port 443, ``office.example:8443`` for
  another), over https. A loopback address that is itself on the list may be plain http, on any port: that is for what
  runs beside Guildhall, as in the demonstration and in tests;
- its name is looked up once, every address found has to be a public one (``public_addresses``), and the connection is
  made to that very address. The certificate is checked against the name;
- redirects are answered as they are, never followed; no proxy is taken from the environment;
- the whole call, from the look-up to the last byte, is over after ``LONGEST`` seconds, however slowly the other end
  drips. That is less than a delivery's lease, so nobody else sends it meanwhile;
- no more of an answer than ``most`` bytes is read, and nothing is unpacked.
"""

import ipaddress
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import certifi
import httpcore
from django.conf import settings

from forms_engine.delivery.connectors.public_addresses import AddressRefused, NotReached, look_up
from forms_engine.delivery.connectors.timed_network import TimedNetwork

__all__ = ["LONGEST", "AddressRefused", "Answer", "NotReached", "call", "check", "post"]

LONGEST = 40.0  # seconds for a whole call; claiming.LEASE is longer
MOST_READ = 64 * 1024  # bytes of an answer
LONGEST_ADDRESS = 2000
# What RFC 3986 lets an address be made of, and a backslash is not among it: browsers and libraries read that differently.
PRINTABLE = re.compile(r"[\x21-\x5b\x5d-\x7e]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Names of headers are in small letters; ``whole`` says that ``body`` is all there was of it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class _Target:
    scheme: str
    host: str
    port: int
    authority: str
    path: str
    literal: bool


def check(url: str) -> None:
    """Whether the operator lets us call this address: for whoever types it in. It is checked again at every call.

    Raises:
        AddressRefused: saying why not.
    """
    _target(url)


def call(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    most: int = MOST_READ,
    within: float = LONGEST,
) -> Answer:
    """Make one HTTP call and read its answer, whatever its status.

    Args:
        method: GET, POST and so on.
        url: absolute; an address that is not allowed is never looked up.
        body: sent as it is, with its length.
        headers: besides Host and Content-Length.
        most: how many bytes of the answer's body are read.
        within: seconds for all of it, at most ``LONGEST``.

    Raises:
        AddressRefused: when the address is not allowed, or its name leads inwards; trying again will not help.
        NotReached: when no answer came; trying again may help, and the call may have arrived all the same. The message
            says why, without the address's path.
    """
    target = _target(url)
    ends = time.monotonic() + min(within, LONGEST)
    addresses = [target.host] if target.literal else look_up(target.host, target.port, ends)
    asked = httpcore.URL(
        scheme=target.scheme.encode(),
        host=target.host.encode(),
        port=target.port,
        target=target.path.encode(),
    )
    sent = {"Host": target.authority, "User-Agent": "Guildhall", **(headers or {})}
    if body or method in {"POST", "PUT", "PATCH"}:
        sent["Content-Length"] = str(len(body))
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_trust(), max_connections=1, network_backend=TimedNetwork(addresses, ends)
            ) as pool,
            pool.stream(method, asked, headers=list(sent.items()), content=body or None) as response,
        ):
            received, whole = _read(response, most)
            found = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
            }
            return Answer(response.status, found, received, whole)
    except httpcore.TimeoutException as error:
        raise NotReached(f"{target.host} did not answer in time.") from error
    except httpcore.ConnectError as error:
        raise NotReached(_why_not_connected(target.host, error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise NotReached(f"{target.host} broke off ({type(error).__name__}).") from error


def post(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
    """POST ``body``; answers status, headers and the first 64 KB. Raises as ``call``."""
    answer = call("POST", url, body=body, headers=headers)
    return answer.status, answer.headers, answer.body


def _target(url: str) -> _Target:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused("The address cannot be read.") from error
    if not PRINTABLE.fullmatch(url) or len(url) > LONGEST_ADDRESS or parts.fragment:
        raise AddressRefused("The address has signs in it that no address of ours may have, or is too long.")
    if "@" in parts.netloc:
        raise AddressRefused("The address must not hold a user name or password.")
    loopback, literal = _is_loopback(host), _is_literal(host)
    usual = {"https": 443, "http": 80}.get(parts.scheme, 0)
    if not host or not _is_listed(host, port or usual, any_port=loopback):
        shown = f"{host}:{port}" if host and port not in {None, usual} else host
        raise AddressRefused(f"{shown or 'The address'} is not on the list of allowed hosts (WEBHOOK_HOSTS).")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise AddressRefused("The address must start with https://.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Target(parts.scheme, host, port or usual, parts.netloc.lower(), path, literal)


def _is_listed(host: str, port: int, *, any_port: bool) -> bool:
    listed = {entry.lower() for entry in settings.WEBHOOK_HOSTS}
    bare = f"[{host}]" if ":" in host else host
    return f"{bare}:{port}" in listed or (bool({host, bare} & listed) and (any_port or port == 443))


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return _is_literal(host) and ipaddress.ip_address(host).is_loopback


@cache
def _trust() -> ssl.SSLContext:
    """The public authorities' certificates, with no word from the environment; TLS 1.2 or newer."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _read(response: httpcore.Response, most: int) -> tuple[bytes, bool]:
    """The body up to ``most`` bytes. Once the status is there the other end has spoken: where its body stops short,
    what came of it is the answer."""
    received = b""
    try:
        for chunk in response.iter_stream():
            received += chunk
            if len(received) > most:
                return received[:most], False
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        return received, False
    return received, True


def _why_not_connected(host: str, error: httpcore.ConnectError) -> str:
    cause = error.args[0]
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"The certificate of {host} is not good: {cause.verify_message}."
    if isinstance(cause, ssl.SSLError):
        return f"No secure connection to {host} could be made ({cause.reason or 'TLS'})."
    return f"{host} did not take the connection ({type(cause).__name__})."
