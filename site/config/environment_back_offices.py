"""What the operator allows deliveries to do besides calling WEBHOOK_HOSTS: files, and letters that come back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from config.environment_refused import EnvironmentRefused
from config.environment_values import read_words

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# Room is left for the delivery's id and its seal: the part before the @ has 64 signs at most (RFC 5321).
BOUNCES = re.compile(r"[A-Za-z0-9._-]{1,14}@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class BackOffices:
    """``file_drops``: by name, a ``file:///folder`` or an ``sftp://user@host:port/folder``. ``sftp_keys``: the folder
    with ``<name>.key`` and ``<name>.known_hosts`` of each. ``bounce_address``: "" where bounces are not recorded.
    ``open311_keys``: the API keys that Open311 servers gave us, by name."""

    file_drops: dict[str, str]
    sftp_keys: Path | None
    bounce_address: str
    open311_keys: dict[str, str] = field(default_factory=dict)


def read_back_offices(env: Mapping[str, str], *, demo_drop: Path | None) -> BackOffices:
    """Read and check FILE_DROPS, SFTP_KEYS, BOUNCE_ADDRESS and OPEN311_API_KEYS. ``demo_drop`` is the folder that the demonstration
    drops files in.

    Raises:
        EnvironmentRefused: for what cannot work.
    """
    drops: dict[str, str] = {"demonstration": demo_drop.as_uri()} if demo_drop else {}
    for word in read_words(env, "FILE_DROPS"):
        name, _, url = word.partition("=")
        if not NAME.fullmatch(name) or not _is_place(url):
            raise EnvironmentRefused(
                f"FILE_DROPS cannot be read at {name!r}: write it as highways=file:///srv/drops/highways or "
                "revenues=sftp://guildhall@sftp.council.example:22/incoming, with commas between them."
            )
        drops[name] = url
    keys = env.get("SFTP_KEYS", "")
    remote = [name for name, url in drops.items() if url.startswith("sftp:")]
    if remote and not keys:
        raise EnvironmentRefused(
            f"SFTP_KEYS is not set: name the folder that has {remote[0]}.key (the private key) and "
            f"{remote[0]}.known_hosts (the server's)."
        )
    for name in remote:
        for file in (Path(keys) / f"{name}.key", Path(keys) / f"{name}.known_hosts"):
            if not file.is_file():
                raise EnvironmentRefused(
                    f"{file} is not there: FILE_DROPS names {name}, and SFTP_KEYS its folder."
                )
    bounces = env.get("BOUNCE_ADDRESS", "")
    if bounces and not BOUNCES.fullmatch(bounces):
        raise EnvironmentRefused(
            "BOUNCE_ADDRESS cannot be read: write it as bounces@council.example, with 14 signs at most before the @."
        )
    return BackOffices(drops, Path(keys) if keys else None, bounces, _open311_keys(env))


def _open311_keys(env: Mapping[str, str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for word in read_words(env, "OPEN311_API_KEYS"):
        name, _, key = word.partition("=")
        if not NAME.fullmatch(name) or not key:
            # Not the word itself: it may be a key that was written without its name.
            raise EnvironmentRefused(
                "OPEN311_API_KEYS cannot be read: write it as highways=KEY, with commas between several."
            )
        keys[name] = key
    return keys


def _is_place(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it raises for what is no port
    except ValueError:
        return False
    if (
        parts.query
        or parts.fragment
        or parts.password
        or not parts.path.startswith("/")
        or ".." in parts.path
    ):
        return False
    if parts.scheme == "file":
        return not parts.netloc and len(parts.path) > 1
    return parts.scheme == "sftp" and bool(parts.hostname) and bool(parts.username)
