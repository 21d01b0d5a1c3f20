"""The tests' own PostgreSQL: one server for a run, one migrated template, a clone wherever one is needed.

A clone takes a quarter of a second, migrating takes twenty. Tests that commit get a clone each and never
flush: a flush deletes Wagtail's root pages and locales and skips tables that Django does not manage.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg

from config.environment import ROOT
from running.children import Child
from running.lifeline import Lifeline
from running.postgres import EmbeddedPostgres
from tests import kept

TEMPLATE = "template_migrated"
LONGEST_WAIT = 600.0

# Two commands in one process: starting Django takes longer than making the caches' tables.
MIGRATE = """
import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
call_command("createcachetable")
"""

# A test's data may be lost with the machine: a commit need not wait for the disk.
NO_DURABILITY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "autovacuum": "off",
    # What is kept for the next run (``tests.kept``) is no longer than it need be.
    "min_wal_size": "32MB",
    "wal_recycle": "off",
}


def url_of(house: Path, name: str) -> str:
    """The DATABASE_URL of a database of the run's server."""
    return f"postgresql://guildhall@/{name}?host={house}/socket"


class TestServer:
    """The server of one run, started in the background while pytest collects the tests."""

    __test__ = False

    def __init__(self, house: Path) -> None:
        self._house = house
        self._postgres = EmbeddedPostgres(
            house / "postgres", house / "socket", house / "postgres.log", settings=NO_DURABILITY
        )
        self._lifeline = Lifeline()
        self._child: Child | None = None
        self._migrating: subprocess.Popen[str] | None = None
        self._stopping = False
        self._kept = ""
        self._thread = threading.Thread(target=self._start, daemon=True)

    def start(self) -> None:
        """Begin; `wait_for_template` waits for the end of it, in whichever process."""
        # Made here and not by the server's account: other folders of the house lie beside it.
        self._house.chmod(0o755)
        self._thread.start()

    def _start(self) -> None:
        try:
            self._kept = kept.name_of_now()
            made_before = kept.take(self._kept, self._house)
            self._postgres.prepare()
            self._child = self._postgres.child()
            self._child.lifeline = self._lifeline
            self._child.start()
            self._postgres.wait_until_ready(self._child)
            if not made_before:
                with self._postgres.connect() as connection:
                    connection.execute(f"create database {TEMPLATE}")
                self._migrate()
        except Exception as error:  # noqa: BLE001 - told to every process that waits
            (self._house / "failed").write_text(str(error))
        else:
            (self._house / "ready").touch()

    def _migrate(self) -> None:
        if self._stopping:
            return
        self._migrating = subprocess.Popen(
            [sys.executable, "-c", MIGRATE],
            env={
                **os.environ,
                "DATABASE_URL": url_of(self._house, TEMPLATE),
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        _, complaints = self._migrating.communicate()
        if self._migrating.returncode:
            raise RuntimeError(f"The migrations failed:\n{complaints[-3000:]}")

    def crash(self, down_for: float) -> None:
        """Stop the server as a power cut would (PostgreSQL's "immediate"), leave it down for so many seconds, and start it
        again. What was committed is there again: have the database commit synchronously, which a test's need not."""
        assert self._child is not None and self._child.pid is not None
        os.kill(self._child.pid, signal.SIGQUIT)
        while self._child.poll() is None:
            time.sleep(0.05)
        time.sleep(down_for)
        self._child.start()
        self._postgres.wait_until_ready(self._child)

    def stop(self) -> None:
        """Stop the server, also in the middle of its start: tests that need no database are done before it."""
        self._stopping = True
        if self._migrating is not None:
            self._migrating.kill()
        self._thread.join()
        if self._child is not None:
            only_templates = self._drop_clones()
            self._child.ask_to_stop()
            self._child.wait_until_stopped()
            if only_templates:
                kept.keep(self._kept, self._house)
        self._lifeline.close()

    def _drop_clones(self) -> bool:
        """Drop what tests that ended badly left: the next run would carry it along. Whether there is nothing left of it: not
        where the server does not answer, as after a start that failed."""
        with contextlib.suppress(psycopg.Error), self._postgres.connect() as connection:
            names = connection.execute(
                "select datname from pg_database where datname like 'clone%'"
            ).fetchall()
            for (name,) in names:
                connection.execute(f"drop database if exists {name} with (force)")
            return True
        return False


def wait_for_template(house: Path) -> None:
    """Wait until databases can be cloned.

    Raises:
        RuntimeError: with what went wrong when the server or the migrations failed.
    """
    deadline = time.monotonic() + LONGEST_WAIT
    while not (house / "ready").exists():
        if (house / "failed").exists():
            raise RuntimeError((house / "failed").read_text())
        if time.monotonic() > deadline:
            raise RuntimeError("the tests' database was not ready after ten minutes")
        time.sleep(0.05)


def create(house: Path, name: str, template: str) -> None:
    """Make a database as the template is, in place of one of that name. Nobody may be connected to either."""
    with _maintenance(house) as connection:
        connection.execute(f"drop database if exists {name}")
        connection.execute(f"create database {name} template {template}")


@contextlib.contextmanager
def clone(house: Path, template: str = TEMPLATE) -> Iterator[str]:
    """A database of its own, dropped afterwards; gives its name. Nobody may be connected to the template."""
    name = f"clone_{uuid.uuid4().hex[:12]}"
    create(house, name, template)
    try:
        yield name
    finally:
        with _maintenance(house) as connection:
            connection.execute(f"drop database if exists {name} with (force)")


def _maintenance(house: Path) -> psycopg.Connection:
    return psycopg.connect(url_of(house, "postgres"), autocommit=True)
