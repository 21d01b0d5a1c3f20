"""What a drop can do, whatever it is reached by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from forms_engine.delivery.outcome import Fault

# One plain name: no slash, no dot at its beginning, nothing a shell or sftp would read as more than a name.
PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}")
DONE = "done"  # where the back office may move what it has taken


class DropFailed(Exception):
    """It could not be done; the message says why, ``fault`` whose failure that is."""

    def __init__(self, fault: Fault, words: str) -> None:
        self.fault = fault
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Listing:
    """The names of what lies in a drop, and of what has been moved to its ``done``."""

    here: frozenset[str]
    done: frozenset[str]

    def has_taken(self, name: str) -> bool:
        """Whether the back office says that it has this file: nobody leaves it there again unasked."""
        return name in self.done or f"{name}.ack" in self.here


class Drop(Protocol):
    """A folder to leave files in. Each raises ``DropFailed``. All that is asked of one ``Drop`` is over within
    ``outbound.LONGEST`` seconds of its first question, which is less than a delivery's lease."""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Leave these files, in this order: each is there whole under its name before the next is begun."""

    def remove(self, name: str) -> None:
        """Take one file away, where it is there and we may."""

    def listing(self) -> Listing:
        """What lies there now."""

    def read(self, names: list[str], most: int) -> dict[str, bytes]:
        """The first ``most`` bytes of these files, those that are still there."""


def checked_name(name: str) -> str:
    """The name, if it is one plain name.

    Raises:
        ValueError: for anything that could lead elsewhere.
    """
    if not PLAIN_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a plain file name.")
    return name


def unfinished(name: str) -> str:
    """What a file is called until it is whole. Nobody takes it for one: it begins with a dot."""
    return f".{checked_name(name)}.part"
