"""Keeps the house's processes running, and stops them in order."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator, Sequence
from types import FrameType

from running.children import Child, describe_end
from running.lifeline import Lifeline
from running.steps import say

LOOK_EVERY = 0.2


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal, at whatever step."""


class Supervisor:
    """Starts children in the order given, starts a dead one again, stops them in the opposite order."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._lifeline = Lifeline()
        self._stopping = False

    @property
    def children(self) -> Sequence[Child]:
        return tuple(self._children)

    @contextlib.contextmanager
    def stopped_by_signals(self) -> Iterator[None]:
        """Within it, Ctrl-C, SIGTERM and SIGHUP raise StopRequested; afterwards everything is stopped."""

        def request_stop(signum: int, frame: FrameType | None) -> None:
            # Once is enough: what stops the house must not be interrupted half-way by the same signal,
            # which make passes on in addition to the terminal.
            if not self._stopping:
                self._stopping = True
                raise StopRequested

        caught = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, request_stop) for number in caught}
        try:
            yield
        finally:
            self._stopping = True
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def start(self, child: Child) -> None:
        """Start a child and look after it from now on."""
        child.lifeline = self._lifeline
        self._children.append(child)
        child.start()

    def run(self) -> None:
        """Look after the children for ever; only a signal ends it."""
        due: dict[str, float] = {}
        while True:
            for child in self._children:
                status = child.poll()
                if status is None:
                    continue
                if child.name not in due:
                    pause = child.pause_before_restart()
                    when = f"in {pause:.0f} s" if pause else "now"
                    say(f"! The {child.name} stopped ({describe_end(status)}); starting it again {when}.")
                    due[child.name] = time.monotonic() + pause
                if time.monotonic() >= due[child.name]:
                    del due[child.name]
                    child.start()
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop the latest started first, and the one all others stand on, the database, last and alone."""
        if self._children:
            first, *others = self._children
            for child in reversed(others):
                child.ask_to_stop()
            for child in (*reversed(others), first):
                child.ask_to_stop()
                if not child.wait_until_stopped():
                    say(f"  … the {child.name} did not stop in {child.patience:.0f} s and was ended")
            self._children.clear()
        self._lifeline.close()
