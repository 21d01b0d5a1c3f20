"""A folder on somebody else's server, by OpenSSH's own ``sftp``: its keys, its ciphers and its care, not ours.

The server's key is pinned (``known_hosts``) and ours is the only one tried; nothing is read from anybody's configuration
or agent, nothing is asked at a terminal.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from forms_engine.delivery.connectors.outbound import LONGEST
from forms_engine.delivery.drops.interface import DONE, DropFailed, Listing, checked_name, unfinished
from forms_engine.delivery.outcome import Fault

CONNECT = 10  # seconds
MOST_HEARD = 300  # signs of what sftp said

# What sftp and ssh say where trying again will not help: our key, their key, the folder.
OUR_MISTAKE = (
    "Host key verification failed",
    "Permission denied",
    "Couldn't canonicalize",
    "No such file or directory",
    "Load key",
    "No matching host key",
)


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, and how it and we are known to each other."""

    user: str
    host: str
    port: int
    path: str
    key: Path
    known_hosts: Path


class SftpDrop:
    """Implements ``Drop`` for a server and one folder below its path ("" for none)."""

    def __init__(self, server: Server, folder: str) -> None:
        self._server = server
        self._ends: float | None = None  # of ``time.monotonic``
        self._path = f"{server.path.rstrip('/')}/{checked_name(folder)}" if folder else server.path

    def put(self, files: Mapping[str, bytes]) -> None:
        """Leave these files: each is sent beside its place, flushed where the server can, and then given its name."""
        with tempfile.TemporaryDirectory(prefix="guildhall-") as beside:
            commands = []
            for number, (name, content) in enumerate(files.items()):
                ours = Path(beside) / str(number)
                ours.write_bytes(content)
                commands += [
                    f'put -f "{ours}" "{unfinished(name)}"',
                    f'rename "{unfinished(name)}" "{checked_name(name)}"',
                ]
            self._run(commands)

    def remove(self, name: str) -> None:
        """Take one file away."""
        self._run([f'-rm "{checked_name(name)}"'])

    def listing(self) -> Listing:
        """What lies there now."""
        # A minus before a command: that there is no such folder is no failure.
        said = self._run(["ls -1", f"-ls -1 {DONE}"])
        names = [line.strip() for line in said.splitlines() if not line.startswith("sftp>")]
        inside = frozenset(name.removeprefix(f"{DONE}/") for name in names if name.startswith(f"{DONE}/"))
        return Listing(frozenset(name for name in names if "/" not in name), inside)

    def read(self, names: list[str], most: int) -> dict[str, bytes]:
        """The first bytes of these files. They come whole, so the session's time bounds them too."""
        with tempfile.TemporaryDirectory(prefix="guildhall-") as beside:
            self._run([f'-get "{checked_name(name)}" "{beside}/{name}"' for name in names])
            found = {}
            for name in names:
                kept = Path(beside) / name
                if kept.is_file():
                    with kept.open("rb") as handle:
                        found[name] = handle.read(most)
            return found

    def _run(self, commands: Sequence[str]) -> str:
        """Have sftp do these, stopping at the first that fails; answers what it wrote."""
        script = "\n".join([f'cd "{self._path}"', *commands, ""])
        try:
            process = subprocess.Popen(  # noqa: S603 - the operator's words, and plain names
                _command(self._server),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # Its own group, so that the ssh it starts ends with it; nothing of our environment goes along.
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                text=True,
                errors="replace",
            )
        except FileNotFoundError as error:
            raise DropFailed(Fault.SETTING, "OpenSSH’s sftp is not installed on this server.") from error
        # Looking and leaving share one time: together they end before the lease of what is left does.
        self._ends = self._ends or time.monotonic() + LONGEST
        try:
            said, complained = process.communicate(script, timeout=self._ends - time.monotonic())
        except subprocess.TimeoutExpired as error:
            raise DropFailed(
                Fault.PASSING, f"The server was not done within {LONGEST:.0f} seconds."
            ) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
        if process.returncode:
            raise _failed(complained)
        return said


def _command(server: Server) -> list[str]:
    options = {
        "BatchMode": "yes",
        "LogLevel": "ERROR",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": str(server.known_hosts),
        "GlobalKnownHostsFile": "none",
        "UpdateHostKeys": "no",
        "IdentitiesOnly": "yes",
        "IdentityFile": str(server.key),
        "IdentityAgent": "none",
        "ConnectTimeout": str(CONNECT),
        "ConnectionAttempts": "1",
        "ServerAliveInterval": str(CONNECT),
        "ServerAliveCountMax": "2",
        "ControlPath": "none",
        "ProxyCommand": "none",
    }
    return [
        "sftp",
        *("-F", "none", "-P", str(server.port), "-b", "-"),
        *(word for name, value in options.items() for word in ("-o", f"{name}={value}")),
        f"{server.user}@{server.host}",
    ]


def _failed(complained: str) -> DropFailed:
    lines = [line.strip() for line in complained.splitlines() if line.strip()]
    ours = [line for line in lines if any(mark in line for mark in OUR_MISTAKE)]
    words = " ".join((ours or lines)[-2:])[:MOST_HEARD] or "The server closed the connection."
    return DropFailed(Fault.SETTING if ours else Fault.PASSING, f"SFTP: {words}")
