"""The part of the environment that says which database: by address, or the embedded one of the demonstration."""

import hashlib
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from config.environment_refused import EnvironmentRefused

# A unix socket's whole path has to fit in 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock" to the folder.
LONGEST_SOCKET_FOLDER = 85


def embedded_socket_folder(var: Path) -> Path:
    """Where the embedded PostgreSQL of this ``var`` puts its socket: inside it, or in the temporary folder
    under a name derived from it where the path would be too long for a socket."""
    inside = var / "postgres" / "socket"
    if len(str(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"guildhall-{digest}"


def parse_database_url(url: str) -> dict[str, object]:
    """Turn ``postgresql://user:password@host:port/name?option=value`` into Django's DATABASES entry.

    A ``host`` option names a unix socket folder, as libpq has it.

    Raises:
        EnvironmentRefused: for another scheme, a missing name, or a URL that cannot be read.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise EnvironmentRefused(
            "DATABASE_URL cannot be read: write it as postgresql://user:password@host:5432/name."
        ) from error
    if parts.scheme not in {"postgresql", "postgres"}:
        raise EnvironmentRefused(
            "DATABASE_URL must start with postgresql://, as Guildhall runs on PostgreSQL only."
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise EnvironmentRefused(
            "DATABASE_URL names no database: write it as postgresql://user:password@host:5432/name."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": {"connect_timeout": 5, **options},
    }
