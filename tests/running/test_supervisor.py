"""A dead child is started again, and everything is stopped in order."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from running.children import Child, describe_end
from running.supervisor import StopRequested, Supervisor

# Writes its name when it starts and when it is told to stop.
TALKER = """
import signal, sys, time
log, name = sys.argv[1:]
def say(what):
    with open(log, "a") as handle:
        handle.write(f"{name} {what}\\n")
def stop(*_):
    say("stopped"); sys.exit(0)
signal.signal(signal.SIGTERM, stop)
say("started")
time.sleep(60)
"""


def _talker(folder: Path, name: str, **options) -> Child:
    command = [sys.executable, "-c", TALKER, str(folder / "said"), name]
    return Child(name, command, folder / f"{name}.log", environment={}, **options)


def _said(folder: Path) -> list[str]:
    file = folder / "said"
    return file.read_text().splitlines() if file.exists() else []


def _wait_for(folder: Path, count: int) -> list[str]:
    deadline = time.monotonic() + 10
    while len(_said(folder)) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    return _said(folder)


def test_a_dead_child_is_started_again_and_all_are_stopped_the_first_last(tmp_path, capfd):
    def play() -> None:
        _wait_for(tmp_path, 2)
        os.kill(web.pid, signal.SIGKILL)
        _wait_for(tmp_path, 3)
        os.kill(os.getpid(), signal.SIGTERM)

    supervisor = Supervisor()
    database, web = _talker(tmp_path, "database"), _talker(tmp_path, "web")
    with pytest.raises(StopRequested), supervisor.stopped_by_signals():
        supervisor.start(database)
        _wait_for(tmp_path, 1)
        supervisor.start(web)
        threading.Thread(target=play, daemon=True).start()
        supervisor.run()
    assert _said(tmp_path) == [
        "database started",
        "web started",
        "web started",
        "web stopped",
        "database stopped",
    ]
    assert "The web stopped (killed by SIGKILL); starting it again now." in capfd.readouterr().out


def test_a_child_that_keeps_dying_is_started_ever_later(tmp_path):
    child = _talker(tmp_path, "web")
    child.start()
    pauses = [child.pause_before_restart() for _ in range(8)]
    child.ask_to_stop()
    child.wait_until_stopped()
    assert pauses == [0, 1, 2, 4, 8, 16, 30, 30]


def test_a_child_that_will_not_stop_is_ended(tmp_path):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    child = Child("deaf", [sys.executable, "-c", deaf], tmp_path / "log", environment={}, patience=0.3)
    child.start()
    while "deaf" not in child.log.read_text():
        time.sleep(0.02)
    child.ask_to_stop()
    assert child.wait_until_stopped() is False
    assert child.poll() == -signal.SIGKILL


def test_what_a_dead_child_started_is_ended_too(tmp_path):
    parent = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True)"
    child = Child("parent", [sys.executable, "-c", parent], tmp_path / "log", environment={})
    child.start()
    while child.poll() is None:
        time.sleep(0.02)
    grandchild = Path(f"/proc/{child.log.read_text().strip()}/stat")
    deadline = time.monotonic() + 5
    while grandchild.exists() and ") Z " not in grandchild.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not grandchild.exists() or ") Z " in grandchild.read_text()


def test_ends_are_described_in_words():
    assert describe_end(-9) == "killed by SIGKILL"
    assert describe_end(3) == "exit status 3"
