"""The production web server and nginx as real processes on a test's own database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config.environment import ROOT

CONFIGURATION = ROOT / "deploy" / "nginx" / "guildhall.conf"
OUTER = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log warn; worker_processes 1;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }}
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {more}
    include {folder}/guildhall.conf;
}}
"""


def find_nginx() -> str | None:
    """The nginx of this machine, if it has one."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A child process with a log; ``stop`` ends it and no other."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.log = log
        with log.open("w") as out:
            self._process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=ROOT
            )

    def wait_for(self, port: int) -> None:
        """Until it listens.

        Raises:
            RuntimeError: with its log, when it ends or has not begun after half a minute.
        """
        deadline = time.monotonic() + 30
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(self.log.read_text())

    def stop(self) -> None:
        """End it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)


def gunicorn(
    folder: Path,
    environment: dict[str, str],
    settings: str,
    port: int,
    app: str = "config.wsgi:application",
) -> Process:
    """Our web server with the house's own settings of it, on a test's database."""
    told = {
        **environment,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": settings,
        "GUILDHALL_MODE": "demo",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.web_server"]
    command += ["--bind", f"127.0.0.1:{port}", app]
    process = Process(command, folder / "gunicorn.log", told)
    process.wait_for(port)
    return process


def nginx(folder: Path, port: int, upstream: int, more: str = "") -> Process:
    """nginx with the configuration that we ship, filled in for this test."""
    (folder / "static").mkdir(exist_ok=True)
    filled = CONFIGURATION.read_text()
    for name, value in {
        "LISTEN": f"127.0.0.1:{port}",
        "HOSTS": "localhost staff.localhost partners.localhost",
        "PUBLIC_HOST": "localhost",
        "GUNICORN": f"127.0.0.1:{upstream}",
        "STATIC": str(folder / "static"),
        "CACHE": str(folder / "cache"),
        "LOG": str(folder / "access.log"),
        "PROXIES": "192.0.2.0/24",
    }.items():
        filled = filled.replace(f"@{name}@", value)
    (folder / "guildhall.conf").write_text(filled)
    (folder / "nginx.conf").write_text(OUTER.format(folder=folder, more=more))
    # Unprivileged where we are; where the tests run as root, its worker has to be able to write here too.
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    process = Process([str(find_nginx()), "-c", str(folder / "nginx.conf"), *user], folder / "nginx.log")
    process.wait_for(port)
    return process
