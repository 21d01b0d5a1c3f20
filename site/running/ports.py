"""The ports: PORT for the three sites, every other picked free and kept over restarts where it still is."""

from __future__ import annotations

import errno
import json
import socket
from collections.abc import Iterable
from pathlib import Path

from running.steps import CannotRun


def reserve(port: int) -> list[socket.socket]:
    """Bind ``port`` on this machine's own addresses only: 127.0.0.1, and ::1 where there is one.

    Browsers take ``staff.localhost`` for either. The sockets do not listen yet, so that a browser opened
    too early is told so at once.

    Raises:
        CannotRun: when the port is in use, or may not be used.
    """
    sockets = [_bind(socket.AF_INET, "127.0.0.1", port)]
    if _has_ipv6_loopback():
        sockets.append(_bind(socket.AF_INET6, "::1", port))
    return sockets


def listen(sockets: Iterable[socket.socket], port: int) -> None:
    """Begin to listen: from now on a connection waits for the web server, also while it is being restarted.

    Raises:
        CannotRun: when somebody else took the port in the meantime.
    """
    for listening in sockets:
        try:
            listening.listen(1024)
        except OSError as error:
            raise _busy(port) from error


def pick(names: Iterable[str], memory: Path, also_taken: int) -> dict[str, int]:
    """A free port for each name, the same as at the last start where it is still free.

    Args:
        memory: the JSON file that remembers them.
        also_taken: a port that may not be picked, though nothing listens on it yet.
    """
    try:
        remembered = json.loads(memory.read_text())
    except (FileNotFoundError, ValueError):
        remembered = {}
    picked: dict[str, int] = {}
    held: list[socket.socket] = []
    for name in names:
        holder = _hold(remembered.get(name, 0)) or _hold(0)
        while holder is None or holder.getsockname()[1] == also_taken:
            holder = _hold(0)
        held.append(holder)
        picked[name] = holder.getsockname()[1]
    for holder in held:
        holder.close()
    memory.write_text(json.dumps(picked))
    return picked


def _hold(port: int) -> socket.socket | None:
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind(("127.0.0.1", port))
        holder.listen(1)
    except OSError:
        holder.close()
        return None
    return holder


def _bind(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    bound = socket.socket(family)
    # Without it, connections of the last run that are still closing would keep the port for a minute.
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address, port))
    except PermissionError as error:
        raise CannotRun(
            f"Port {port} may only be used by root: choose one from 1024, as in make run PORT=8000."
        ) from error
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise _busy(port) from error
        raise
    return bound


def _busy(port: int) -> CannotRun:
    return CannotRun(
        f"Port {port} is in use by another program: end that, or choose another port, as in make run PORT={port + 10}."
    )


def _has_ipv6_loopback() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
