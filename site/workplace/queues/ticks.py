"""What a ticked row sends: which request, and how it stood when it was listed. So what is done with many at once is done to
what was seen, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_AT_ONCE = 100
LONGEST = 200  # letters
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A request as it was listed: its state, who had it, its queue, and the number of its newest timeline entry."""

    reference: str
    state: str
    holder: str
    queue: str
    read: int

    def __str__(self) -> str:
        return "|".join([self.reference, self.state, self.holder, self.queue, str(self.read)])

    @classmethod
    def read_from(cls, said: str) -> "Tick | None":
        """A tick as a page sent it; None for what is none."""
        parts = said.split("|") if len(said) <= LONGEST and "\0" not in said else []
        if len(parts) != 5 or not (parts[4].isascii() and parts[4].isdigit()):
            return None
        number = int(parts[4])
        reference, state, holder, queue = parts[:4]
        return cls(reference, state, holder, queue, number) if number <= LARGEST else None


def ticks_in(said: Iterable[str]) -> list[Tick]:
    """The ticks that were sent, each request once, in their order."""
    found = {tick.reference: tick for one in said if (tick := Tick.read_from(one)) is not None}
    return list(found.values())
