"""What a person sees in the terminal while Guildhall gets ready: one plain sentence a step."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator


class CannotRun(Exception):
    """Guildhall cannot go on; the message is one sentence saying why and what to do."""


def say(sentence: str) -> None:
    """Print one line at once, also when the output is a file or a pipe."""
    print(sentence, flush=True)


def refuse(reason: CannotRun | str) -> int:
    """Print why Guildhall cannot run; the answer is the exit status to end with."""
    print(f"\nGuildhall cannot start. {reason}", file=sys.stderr, flush=True)
    return 1


@contextlib.contextmanager
def step(sentence: str, *, remind_every: float = 10.0) -> Iterator[None]:
    """Say what is being done, remind every ``remind_every`` seconds that it still is, and say how long it took."""
    say(f"• {sentence}")
    began = time.monotonic()
    done = threading.Event()

    def remind() -> None:
        while not done.wait(remind_every):
            say(f"  … still at it, {time.monotonic() - began:.0f} s")

    reminder = threading.Thread(target=remind, daemon=True)
    reminder.start()
    try:
        yield
    finally:
        done.set()
        reminder.join()
    took = time.monotonic() - began
    if took >= 1:
        say(f"  done in {took:.0f} s")
