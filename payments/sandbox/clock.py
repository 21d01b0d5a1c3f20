"""The sandbox's clock, which tests may set ahead."""

import time


class Clock:
    """Seconds since 1970, plus what was added."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        """The sandbox's own time: sessions expire by it."""
        return time.time() + self.offset
