"""``make run``: the whole demonstration in one terminal, from nothing to three addresses."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sys
from typing import IO

from config.environment import Environment, EnvironmentRefused, read_environment
from config.environment_database import embedded_socket_folder
from running import assets, house, ports
from running.bootstrap import check_room
from running.database import check_database
from running.postgres import EmbeddedPostgres
from running.preparation import Prepared, prepare
from running.steps import CannotRun, refuse, say, step
from running.summary import summary
from running.supervisor import StopRequested, Supervisor
from running.waiting import wait_for_port, wait_for_web, wait_for_worker

ROOM_AT_FIRST = 1_000_000_000
ROOM_LATER = 200_000_000


def main() -> int:
    """Run until stopped; the answer is the exit status."""
    os.environ.setdefault("GUILDHALL_MODE", "demo")
    try:
        environment = read_environment()
        if not environment.demo:
            raise CannotRun(
                "make run is the demonstration: take GUILDHALL_MODE=production out of the environment."
            )
        environment.var.mkdir(parents=True, exist_ok=True)
        with (environment.var / "run.lock").open("a+") as lock:
            _take(lock)
            return _run(environment)
    except (CannotRun, EnvironmentRefused) as reason:
        return refuse(str(reason))
    except KeyboardInterrupt:
        say("\nStopped before anything was started.")
        return 130
    except PermissionError as error:
        return refuse(f"{error.filename} belongs to another user: start it as that user, or move var/ away.")
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
            raise
        return refuse(f"{error.filename or 'The disk'}: {error.strerror}. Make room and try again.")


def _take(lock: IO[str]) -> None:
    """Hold the house for this process; the kernel lets go of it when the process ends, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        where = lock.read().strip() or "in another terminal"
        raise CannotRun(f"It is running already, {where}: stop it there with Ctrl-C first.") from None


def _run(environment: Environment) -> int:
    port = environment.public_port or 8000
    sockets = ports.reserve(port)
    database = _embedded_database(environment)
    is_first_start = database is not None and not database.exists
    check_room(environment.var, ROOM_AT_FIRST if is_first_start else ROOM_LATER)
    (environment.var / "run.lock").write_text(f"as process {os.getpid()} on http://localhost:{port}/")

    supervisor = Supervisor()
    try:
        with supervisor.stopped_by_signals():
            if database is None:
                with step("Looking at the database of DATABASE_URL"):
                    check_database(environment.database)
            else:
                _start_database(supervisor, database)
            assets.build(environment.var)
            wanted = ["back office"] if "STRIPE_SECRET_KEY" in os.environ else ["back office", "sandbox"]
            picked = ports.pick(wanted, environment.var / "ports.json", also_taken=port)
            house.keep_secret_key(environment.var)
            environment = read_environment()  # it knows the key from now on
            told = house.child_environment(environment, picked, os.environ)
            prepared = prepare(environment, told, takings="sandbox" in picked)
            _start_processes(supervisor, environment, told, picked, sockets, prepared)
            say(summary(environment, prepared, picked))
            supervisor.run()
    except StopRequested:
        say("Stopped. What was entered is kept in var/; the next start goes on from there.")
    return 0


def _embedded_database(environment: Environment) -> EmbeddedPostgres | None:
    """Our own PostgreSQL, or None where DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL"):
        return None
    var = environment.var
    return EmbeddedPostgres(var / "postgres", embedded_socket_folder(var), var / "log" / "postgres.log")


def _start_database(supervisor: Supervisor, database: EmbeddedPostgres) -> None:
    words = "Starting PostgreSQL" if database.exists else "Making a PostgreSQL of its own in var/postgres"
    with step(words):
        database.prepare()
        child = database.child()
        supervisor.start(child)
        database.wait_until_ready(child)


def _start_processes(
    supervisor: Supervisor,
    environment: Environment,
    told: dict[str, str],
    picked: dict[str, int],
    sockets: list[socket.socket],
    prepared: Prepared,
) -> None:
    port = environment.public_port or 8000
    with step("Starting the web server, the worker and the example back office"):
        if "sandbox" in picked:
            supervisor.start(house.payment_sandbox(environment, told, picked["sandbox"]))
        supervisor.start(
            house.example_back_office(environment, told, picked["back office"], prepared.signing_secrets)
        )
        ports.listen(sockets, port)
        web = house.web_server(environment, told, sockets)
        supervisor.start(web)
        worker = house.worker(environment, told)
        supervisor.start(worker)
        for name, number in picked.items():
            child = next(child for child in supervisor.children if child.name.endswith(name))
            wait_for_port(number, child)
        wait_for_web(port, web)
        wait_for_worker(port, worker)


if __name__ == "__main__":
    sys.exit(main())
