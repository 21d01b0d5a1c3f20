"""The whole house as real processes, for tests that need to meet it from outside or to kill part of it."""

import fcntl
import os
import shutil
import signal
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from config.environment import ROOT, Environment, read_environment
from running import assets, house, ports
from running.children import Child
from running.lifeline import Lifeline
from running.preparation import Prepared, prepare
from running.waiting import wait_for_port, wait_for_web

# What Django writes after each mail of a file.
BETWEEN_MAILS = "-" * 79 + "\n"


def build_assets_once() -> Path:
    """The built stylesheets and scripts of this checkout; parallel test processes wait for one another."""
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    with (var / "assets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assets.build(var)
    return var / "assets"


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class PreparedHouse:
    """A house before anything of it is started."""

    environment: Environment
    ports: dict[str, int]
    told: dict[str, str]
    answer: Prepared


def prepare_house(var: Path, database_url: str, port: int) -> PreparedHouse:
    """Bring folder and database of a house to where its processes can start, as `make run` does."""
    var.mkdir(parents=True, exist_ok=True)
    if not (var / "assets").exists():
        (var / "assets").symlink_to(build_assets_once())
    given = {
        **os.environ,
        "GUILDHALL_MODE": "demo",
        "GUILDHALL_VAR": str(var),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    house.keep_secret_key(var)
    environment = read_environment(given)
    picked = ports.pick(["back office", "sandbox"], var / "ports.json", also_taken=port)
    told = house.child_environment(environment, picked, given)
    return PreparedHouse(environment, picked, told, prepare(environment, told))


class LiveHouse:
    """Web server, worker, payment sandbox and example back office over one database.

    Whatever is killed is started again at once, as the supervisor and systemd do.

    Args:
        extra: what the processes are told besides.
        loaded: the folder of a house that was prepared on this database's template.
    """

    def __init__(
        self,
        var: Path,
        database_url: str,
        extra: dict[str, str] | None = None,
        loaded: Path | None = None,
    ) -> None:
        self.var, self.port = var, free_port()
        if loaded is not None:
            shutil.copytree(loaded, var, symlinks=True)
        prepared = prepare_house(var, database_url, self.port)
        self.environment, picked, self.told = prepared.environment, prepared.ports, prepared.told
        self.prepared = prepared.answer
        self.told.update(extra or {})
        self.sandbox = self.told["STRIPE_API"]
        self.sockets = ports.reserve(self.port)
        ports.listen(self.sockets, self.port)
        self.children: dict[str, Child] = {
            child.name: child
            for child in (
                house.payment_sandbox(self.environment, self.told, picked["sandbox"]),
                house.example_back_office(
                    self.environment, self.told, picked["back office"], self.prepared.signing_secrets
                ),
                house.web_server(self.environment, self.told, self.sockets),
                house.worker(self.environment, self.told),
            )
        }
        self._lifeline, self._closing, self._lock = Lifeline(), threading.Event(), threading.Lock()
        for child in self.children.values():
            child.lifeline = self._lifeline
            child.start()
        wait_for_port(picked["sandbox"], self.children["payment sandbox"])
        wait_for_port(picked["back office"], self.children["example back office"])
        wait_for_web(self.port, self.children["web server"])
        self._watch = threading.Thread(target=self._start_again, daemon=True)
        self._watch.start()

    @property
    def public(self) -> str:
        """The public site's origin."""
        return f"http://localhost:{self.port}"

    @property
    def staff(self) -> str:
        """The intranet's origin."""
        return f"http://staff.localhost:{self.port}"

    @property
    def partners(self) -> str:
        """The extranet's origin."""
        return f"http://partners.localhost:{self.port}"

    def kill(self, name: str) -> None:
        """SIGKILL a child with everything it started."""
        with self._lock:
            pid = self.children[name].pid
            if pid is not None and self.children[name].poll() is None:
                os.killpg(pid, signal.SIGKILL)

    def mails(self) -> list[str]:
        """Every email sent so far, oldest first; those of one second in no order that means anything.

        A file is named after the second and the sender's place in memory, so that two of one second may be in one file.
        """
        files = sorted((self.var / "mail").glob("*.log"))
        return [mail for file in files for mail in file.read_text().split(BETWEEN_MAILS) if mail.strip()]

    def close(self) -> None:
        """Stop everything."""
        self._closing.set()
        self._watch.join()
        for child in reversed(self.children.values()):
            child.ask_to_stop()
        for child in reversed(self.children.values()):
            child.wait_until_stopped()
        self._lifeline.close()
        for listening in self.sockets:
            listening.close()

    def _start_again(self) -> None:
        while not self._closing.is_set():
            with self._lock:
                for child in self.children.values():
                    if child.poll() is not None:
                        child.start()
            time.sleep(0.1)
