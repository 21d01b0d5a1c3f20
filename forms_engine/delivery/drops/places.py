"""From the name that a destination's settings give to the drop that the operator meant by it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from forms_engine.delivery.drops.interface import Drop, DropFailed
from forms_engine.delivery.drops.local import LocalDrop
from forms_engine.delivery.drops.sftp import Server, SftpDrop
from forms_engine.delivery.outcome import Fault

SFTP_PORT = 22


def drop_named(name: str, folder: str = "") -> Drop:
    """The drop of that name, and the folder in it.

    Raises:
        DropFailed: where the operator names none so.
    """
    url = settings.FILE_DROPS.get(name)
    if url is None:
        raise DropFailed(Fault.SETTING, f"There is no file drop “{name}” (FILE_DROPS).")
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalDrop(Path(unquote(parts.path)), folder)
    keys = settings.SFTP_KEYS
    if keys is None:
        raise DropFailed(Fault.SETTING, f"The keys of the file drop “{name}” are nowhere (SFTP_KEYS).")
    server = Server(
        user=unquote(parts.username or ""),
        host=parts.hostname or "",
        port=parts.port or SFTP_PORT,
        path=unquote(parts.path),
        key=keys / f"{name}.key",
        known_hosts=keys / f"{name}.known_hosts",
    )
    return SftpDrop(server, folder)
