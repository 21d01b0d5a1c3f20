"""Ends what a killed supervisor leaves behind.

The supervisor holds the write end of a pipe; a small process in a session of its own reads the other. When
the supervisor is gone, however it went (SIGKILL included), the pipe closes and the small process stops
every process group that was still entrusted to it, with the signal each of them takes as "stop cleanly".
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

# Time to stop cleanly before the rest is killed. PostgreSQL then recovers at its next start.
GRACE_SECONDS = 10.0


class Lifeline:
    """The supervisor's end of the pipe."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "running.lifeline"],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        )

    def entrust(self, group: int, stop_signal: signal.Signals) -> None:
        """Have the process group ended with ``stop_signal`` should this process die."""
        self._write(f"+ {group} {int(stop_signal)}")

    def release(self, group: int) -> None:
        """The process group has ended and its number may be anybody's from now on."""
        self._write(f"- {group}")

    def close(self) -> None:
        """Let go: whatever is still entrusted is stopped."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _write(self, line: str) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        # A lifeline killed by hand must not take the website down; it only protects against worse.
        with contextlib.suppress(BrokenPipeError):
            print(line, file=pipe, flush=True)


def read_entrusted(lines: Iterable[str]) -> dict[int, int]:
    """Follow the supervisor's messages to their end; the answer is the groups left, with their stop signals."""
    entrusted: dict[int, int] = {}
    for line in lines:
        sign, group, *rest = line.split()
        if sign == "+":
            entrusted[int(group)] = int(rest[0])
        else:
            entrusted.pop(int(group), None)
    return entrusted


def end(entrusted: dict[int, int], grace: float = GRACE_SECONDS) -> None:
    """Stop the process groups cleanly, and kill what is left after ``grace`` seconds."""
    for group, stop_signal in entrusted.items():
        _send(group, stop_signal)
    deadline = time.monotonic() + grace
    left = list(entrusted)
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = [group for group in left if _send(group, 0)]
    for group in left:
        _send(group, signal.SIGKILL)


def _send(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end(read_entrusted(sys.stdin))
