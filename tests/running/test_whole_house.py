"""``make run``'s own process: what it starts, what is left when it is killed, what is kept."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from config.environment import ROOT
from tests.live_house import build_assets_once

pytestmark = pytest.mark.faults

LONGEST_START = 300  # seconds; on two idle cores it takes a quarter of that


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(var: Path, port: int) -> tuple[subprocess.Popen, str]:
    """Start the house and wait until it says that it is open; the answer is the process and what it printed."""
    printed = var.parent / f"printed-{time.monotonic_ns()}"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "GUILDHALL_VAR": str(var),
        "PORT": str(port),
    }
    with printed.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "running"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    deadline = time.monotonic() + LONGEST_START
    while "is open" not in printed.read_text():
        assert process.poll() is None, printed.read_text()
        assert time.monotonic() < deadline, printed.read_text()
        time.sleep(0.1)
    return process, printed.read_text()


def _processes_of(var: Path) -> list[str]:
    """The command lines of all processes that this house's folder is named to, by argument or by environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if str(var).encode() in words:
            found.append((folder / "cmdline").read_text().replace("\0", " "))
    return found


def _wait_until_gone(var: Path) -> list[str]:
    deadline = time.monotonic() + 20
    while (left := _processes_of(var)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def test_it_is_ready_leaves_nothing_when_killed_and_keeps_what_was_there(tmp_path):
    var, port = tmp_path / "var", _free_port()
    var.mkdir()
    shutil.copytree(build_assets_once(), var / "assets")

    process, printed = _start(var, port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready") as answer:
        assert json.load(answer)["status"] == "ok"
    passwords = json.loads((var / "demo-passwords.json").read_text())
    assert (var / "demo-passwords.json").stat().st_mode & 0o077 == 0
    assert (var / "secret-key").stat().st_mode & 0o077 == 0
    assert all(password in printed for password in passwords.values())
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert _wait_until_gone(var) == []

    began = time.monotonic()
    process, printed = _start(var, port)
    took = time.monotonic() - began
    assert "Preparing the database" not in printed
    assert all(password in printed for password in passwords.values())
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert _wait_until_gone(var) == []
    print(f"second start: {took:.1f} s")
