"""Makes ``.venv`` hold exactly what ``requirements.lock`` says, then becomes a module inside it.

``PYTHONPATH=.:site python3 -m running.bootstrap MODULE ARGUMENTS…`` runs on the machine's own Python with
its standard library only, and ends as ``.venv/bin/python -m MODULE ARGUMENTS…``. Every make target starts
here, so each of them does its own set-up. When nothing changed it costs a few milliseconds.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from running.steps import CannotRun, refuse, say, step

ROOT = Path(__file__).resolve().parents[2]
OLDEST_PYTHON = (3, 11)
# The installed packages take about 750 MB, unpacking them needs a little more.
ROOM_FOR_PACKAGES = 1_200_000_000


def suitable_python() -> str:
    """The path of a Python new enough: this one, or a newer one on the PATH.

    Raises:
        CannotRun: when the machine has none.
    """
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    for minor in (14, 13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise CannotRun(
        f"It needs Python 3.11 or newer, and this is Python {sys.version_info[0]}.{sys.version_info[1]}: "
        "install a newer one, or name it with make PYTHON=/path/to/python3."
    )


def check_room(folder: Path, needed: int) -> None:
    """Refuse to begin what would fill the disk half-way.

    Raises:
        CannotRun: when the disk under ``folder`` has fewer than ``needed`` bytes free.
    """
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise CannotRun(
            f"The disk that holds {folder} has {free / 1e9:.1f} GB free, "
            f"and {needed / 1e9:.1f} GB are needed: make room and try again."
        )


def make_environment(root: Path) -> Path:
    """Create or complete ``.venv`` from the lock; the answer is its Python.

    A stamp holding the lock's hash is written last, so an interrupted installation is taken up again.

    Raises:
        CannotRun: when the machine lacks what is needed, or a package cannot be installed.
    """
    environment = root / ".venv"
    python = environment / "bin" / "python"
    lock = root / "requirements.lock"
    stamp = environment / "installed-from"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and python.exists():
        return python

    base = suitable_python()
    check_room(environment, ROOM_FOR_PACKAGES)
    with _one_at_a_time(lock):
        if stamp.exists() and stamp.read_text() == wanted and python.exists():
            return python  # somebody else made it while we waited
        if not python.exists():
            with step("Making a Python environment in .venv"):
                _create(base, environment)
        count = len(re.findall(r"^[A-Za-z0-9]", lock.read_text(), re.MULTILINE))
        with step(f"Installing the {count} packages of requirements.lock (a minute or two, once)"):
            _install(python, lock)
        stamp.write_text(wanted)
    return python


@contextlib.contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Let two make targets started together install once: the second waits for the first."""
    with file.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("• Waiting for another make target, which is installing the packages")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _create(base: str, environment: Path) -> None:
    # --clear: what is there has no working Python, for instance after an upgrade of the machine.
    made = subprocess.run([base, "-m", "venv", "--clear", str(environment)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(environment, ignore_errors=True)
        raise CannotRun(
            f"{base} cannot make an environment: on Debian and Ubuntu install python3-venv. "
            f"It said: {_last_line(made.stdout + made.stderr)}"
        )


def _install(python: Path, lock: Path) -> None:
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", str(lock)]
    installed = subprocess.run(command, capture_output=True, text=True)
    if installed.returncode:
        raise CannotRun(
            "The packages could not be installed: check that this machine reaches its Python package index. "
            f"pip said: {_last_line(installed.stderr or installed.stdout)}"
        )


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["nothing"])[-1]


def _interrupt(signum: int, frame: FrameType | None) -> None:
    """Make SIGTERM unwind like Ctrl-C, so that a running pip is ended too."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Make the environment ready, then become the module named first in ``arguments``."""
    if not arguments:
        return refuse("Say which module to run: python3 -m running.bootstrap MODULE ARGUMENTS…")
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        python = make_environment(ROOT)
    except CannotRun as reason:
        return refuse(reason)
    except KeyboardInterrupt:
        say("\nStopped. The next start goes on from here.")
        return 130
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    os.execv(python, [str(python), "-m", *arguments])  # noqa: S606 - no shell wanted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
