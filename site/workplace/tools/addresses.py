"""Which addresses a tool or a bookmark may have: a path of this host, or a whole address elsewhere."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit, urlunsplit

LONGEST = 1000
# Browsers take a backslash for a slash, and pass over what is not printed: neither is written in an address.
_ODD = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
HTTPS = frozenset({"https"})
WEB = frozenset({"http", "https"})


class NoAddress(ValueError):
    """What was written is no address that may be kept. Its words say why, for whoever wrote it."""


def address_in(said: str, schemes: Collection[str] = WEB, *, own_host: str = "") -> str:
    """The address that somebody wrote, as it is kept: the same address is always the same words.

    Args:
        schemes: those a whole address may have.
        own_host: the host of the request, with its port; a whole address of it is kept as a path.

    Raises:
        NoAddress: for what is neither a path of this host nor a whole address elsewhere.
    """
    said = said.strip()
    if not said or len(said) > LONGEST or _ODD.search(said):
        raise NoAddress(_wrong(schemes))
    if said.startswith("/"):
        # Two slashes lead to another host.
        if said.startswith("//"):
            raise NoAddress(_wrong(schemes))
        return said
    try:
        parts = urlsplit(said)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NoAddress(_wrong(schemes)) from error
    # Somebody's name before the host hides where an address leads.
    if parts.scheme not in schemes or not _HOST.fullmatch(host) or "@" in parts.netloc:
        raise NoAddress(_wrong(schemes))
    where = f"[{host}]" if ":" in host else host
    where = f"{where}:{port}" if port else where
    if where == own_host.lower() and not parts.path.startswith("//"):
        return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
    return urlunsplit((parts.scheme, where, parts.path or "/", parts.query, parts.fragment))


def may_be_address(said: str, schemes: Collection[str] = WEB) -> bool:
    """Whether this is an address that may be kept."""
    try:
        address_in(said, schemes)
    except NoAddress:
        return False
    return True


def host_of(address: str) -> str:
    """The host that an address leads to; "" for a path of this one."""
    return urlsplit(address).hostname or "" if not address.startswith("/") else ""


def _wrong(schemes: Collection[str]) -> str:
    known = "https://" if "http" not in schemes else "http:// or https://"
    return f"Enter a path of the intranet that begins with /, or a whole address that begins with {known}"
