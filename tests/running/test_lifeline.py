"""What a killed supervisor leaves behind is ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from running.lifeline import read_entrusted

SUPERVISOR = """
import signal, subprocess, sys, time
from running.lifeline import Lifeline
lifeline = Lifeline()
child = subprocess.Popen(["sleep", "60"], start_new_session=True)
lifeline.entrust(child.pid, signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(60)
"""


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_released_groups_are_not_touched():
    assert read_entrusted(["+ 10 15", "+ 11 2", "- 10"]) == {11: 2}


def test_children_of_a_killed_supervisor_end():
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR], stdout=subprocess.PIPE, text=True)
    child = int(supervisor.stdout.readline())
    assert _runs(child)
    os.kill(supervisor.pid, signal.SIGKILL)
    supervisor.wait()
    deadline = time.monotonic() + 15
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)
