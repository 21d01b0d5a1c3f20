"""One process of the house: started in a group of its own, its output in a log, stopped as it likes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from running.lifeline import Lifeline

LARGEST_LOG = 10_000_000
# A child that ran this long was healthy: its next restart is immediate again.
HEALTHY_SECONDS = 60.0
LONGEST_BACK_OFF = 30.0


@dataclass(slots=True)
class Child:
    """A process the supervisor keeps running.

    Args:
        name: what people read, for instance "worker".
        environment: the whole environment of the process; what the house runs on is added to the PATH alone.
        stop_signal: the signal it takes as "stop cleanly".
        patience: seconds it gets for that before it is killed.
        inherited: file descriptors it is handed, for instance listening sockets.
    """

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0
    inherited: Sequence[int] = ()
    lifeline: Lifeline | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _group: int | None = None
    _started: float = 0.0
    _failures: int = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def age(self) -> float:
        """Seconds since it was started last."""
        return time.monotonic() - self._started

    def start(self) -> None:
        """Start the process; its output is added to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > LARGEST_LOG:
                self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ.get("PATH", os.defpath), **self.environment},
                start_new_session=True,  # Ctrl-C goes to the supervisor, which stops the house in order
                pass_fds=self.inherited,
            )
        self._started = time.monotonic()
        self._group = self._process.pid
        if self.lifeline:
            self.lifeline.entrust(self._group, self.stop_signal)

    def poll(self) -> int | None:
        """None while it runs, afterwards its exit status; what it left of its group is ended."""
        if self._process is None:
            return None
        status = self._process.poll()
        if status is not None:
            self._end_group()
        return status

    def pause_before_restart(self) -> float:
        """Seconds to wait before starting it again: none at first, doubling while it keeps dying."""
        if self.age > HEALTHY_SECONDS:
            self._failures = 0
        pause = min(LONGEST_BACK_OFF, 2.0 ** (self._failures - 1)) if self._failures else 0.0
        self._failures += 1
        return pause

    def ask_to_stop(self) -> None:
        """Send the stop signal and return at once."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self.stop_signal)

    def wait_until_stopped(self) -> bool:
        """Wait for a stop that was asked for, then kill; the answer is whether it stopped by itself."""
        if self._process is None:
            return True
        try:
            self._process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False
        finally:
            self._end_group()
        return True

    def _end_group(self) -> None:
        """Kill what the process started and did not end, and forget it."""
        if self._group is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._group, signal.SIGKILL)
        if self.lifeline:
            self.lifeline.release(self._group)
        self._group = None  # the number may be anybody's from now on


def describe_end(status: int) -> str:
    """Say in words how a process ended, from its exit status."""
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"
