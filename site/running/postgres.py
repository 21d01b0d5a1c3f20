"""The embedded PostgreSQL: one server of our own, on a unix socket, its data kept under ``var/postgres``.

It listens on no network port. The socket's folder is closed to everybody but its owner (and root), which is
why connections on it need no password.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from running.children import Child
from running.postgres_account import Account, choose_account
from running.postgres_binaries import Binaries, find_binaries
from running.steps import CannotRun, say

USER = DATABASE = "guildhall"
# Recovery after a hard stop reads everything written since the last checkpoint; a slow disk takes its time.
LONGEST_START = 600.0
# What a backend of a killed server needs to notice that its postmaster is gone.
LEFTOVER_SECONDS = 30.0

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    # A statement that failed would be logged with its values: what residents typed stays out of logs.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


class EmbeddedPostgres:
    """One cluster in ``folder/data`` and its socket in ``socket_folder``.

    Args:
        folder: made when missing; holds everything that is to be kept.
        socket_folder: where clients connect; see ``config.environment_database.embedded_socket_folder``.
        log: the file the server's messages are added to.
        settings: server settings that differ from ours, for instance ``fsync=off`` for tests.
    """

    def __init__(
        self, folder: Path, socket_folder: Path, log: Path, settings: dict[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.socket_folder = socket_folder
        self.log = log
        self.settings = {**SETTINGS, **(settings or {})}
        self._binaries: Binaries | None = None
        self._account: Account | None = None

    @property
    def url(self) -> str:
        """The DATABASE_URL of the database in it."""
        return f"postgresql://{USER}@/{DATABASE}?host={self.socket_folder}"

    @property
    def exists(self) -> bool:
        """Has it been made already? The data is moved into place only when it is whole."""
        return (self.data / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Choose binaries and account, make the cluster where there is none, and clear what a killed one left.

        Raises:
            CannotRun: with what is missing.
        """
        version = int((self.data / "PG_VERSION").read_text()) if self.exists else None
        self._binaries = find_binaries(version)
        self._account = choose_account(self._binaries.postgres, self.folder)
        self._own_socket_folder(self._account)
        if self.exists:
            self._clear_leftover()
        else:
            self._make_cluster(self._binaries, self._account)

    def child(self) -> Child:
        """The server as a process for the supervisor (``prepare`` has been called)."""
        if self._binaries is None or self._account is None:
            raise RuntimeError("prepare() comes first")
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        command = self._account.command(
            self._binaries.postgres, "-D", self.data, "-k", self.socket_folder, *options
        )
        return Child("database", command, self.log, environment={}, stop_signal=signal.SIGINT, patience=60)

    def wait_until_ready(self, child: Child) -> None:
        """Wait until the server takes connections, saying so when it needs long, and make our database.

        Raises:
            CannotRun: when the server ends instead, or is not ready after ten minutes.
        """
        began = told = time.monotonic()
        leftover_until = began + LEFTOVER_SECONDS
        while not self._answers():
            now = time.monotonic()
            if child.poll() is not None:
                # Backends of a server that was killed hold its memory until they notice.
                if now < leftover_until and "shared memory" in _end_of(self.log):
                    time.sleep(1)
                    child.start()
                    continue
                raise CannotRun(f"PostgreSQL did not start; {self.log} says: {_last_complaint(self.log)}")
            if now - began > LONGEST_START:
                raise CannotRun(f"PostgreSQL was not ready after ten minutes: {self.log} says why.")
            if now - told > 10:
                told = now
                say(
                    f"  … PostgreSQL is not ready yet (after a hard stop it recovers first), {now - began:.0f} s"
                )
            time.sleep(0.1)
        self._make_database()

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection that commits each statement, for making and dropping databases."""
        return psycopg.connect(
            f"postgresql://{USER}@/{database}?host={self.socket_folder}", autocommit=True, connect_timeout=5
        )

    def _own_socket_folder(self, account: Account) -> None:
        """Take the socket's folder, which may lie in the shared temporary folder where anybody can put one."""
        folder = self.socket_folder
        if folder.is_symlink() or (
            folder.exists() and folder.stat().st_uid not in {account.uid, os.geteuid()}
        ):
            raise CannotRun(f"{folder} belongs to somebody else: remove it and try again.")
        account.own(folder)

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_database(self) -> None:
        with self.connect() as connection:
            query = "select 1 from pg_database where datname = %s"
            if connection.execute(query, [DATABASE]).fetchone() is None:
                connection.execute(f"create database {DATABASE}")

    def _make_cluster(self, binaries: Binaries, account: Account) -> None:
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        account.own(unfinished)
        # The built-in provider's C.UTF-8 depends on no library of the machine, so its order never changes.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if binaries.major >= 17 else []
        command = account.command(
            binaries.initdb, "-D", unfinished, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C"
        )
        made = subprocess.run([*command, *locale], capture_output=True, text=True, cwd="/")
        if made.returncode:
            complaint = (made.stderr or made.stdout).strip().splitlines() or ["nothing"]
            raise CannotRun(f"PostgreSQL could not make its data folder; it said: {complaint[0]}")
        unfinished.rename(self.data)

    def _clear_leftover(self) -> None:
        """Stop a server whose supervisor was killed, and forget a lock file whose process number is another's.

        Only called by the holder of the house's own lock, so a running server can only be a leftover.
        """
        lock_file = self.data / "postmaster.pid"
        try:
            pid = int(lock_file.read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return
        if not _is_postgres_on(pid, self.data):
            lock_file.unlink(missing_ok=True)
            return
        say("  … stopping the PostgreSQL that an earlier run left behind")
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + LEFTOVER_SECONDS
        while _is_postgres_on(pid, self.data) and time.monotonic() < deadline:
            time.sleep(0.1)


def _is_postgres_on(pid: int, data: Path) -> bool:
    """Is process ``pid`` a PostgreSQL server on this data folder? After a restart the number may be anybody's."""
    command = _command_line(pid)
    return "postgres" in command and str(data) in command


def _command_line(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    answer = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True)
    return answer.stdout


def _end_of(log: Path) -> str:
    with log.open("rb") as handle:
        handle.seek(max(0, log.stat().st_size - 2000))
        return handle.read().decode(errors="replace")


def _last_complaint(log: Path) -> str:
    lines = [line for line in _end_of(log).splitlines() if line.strip()]
    complaints = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    return (complaints or lines or ["nothing"])[-1]
