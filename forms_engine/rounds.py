"""A worker's round over many requests, bookings or schedules: what fails of one of them ends nothing for those behind it.

What failed is logged by its id, with the lines that were gone through and not the error's own words, which may quote what
somebody wrote. When all have had their turn the round says that it was not whole, so that its job counts as failed: the
operations page and the metrics show that. The next round tries the same again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from forms_engine.failures import log_failure

logger = logging.getLogger(__name__)

Attempt = Callable[[object, Callable[[], int]], int]


class RoundNotWhole(RuntimeError):
    """Some of what a round was to do failed; the rest is done."""


class NothingMoreNow(Exception):
    """Raised by what is tried where the next would fail alike: it is not caught, and does not count as a failure."""


@contextmanager
def going_on(name: str) -> Iterator[Attempt]:
    """A round of that name. What it gives is called with an item's id and with what to do, which has a transaction of its
    own, and answers what that answers, or 0 where it failed.

    Raises:
        RoundNotWhole: at the end, where anything failed. Where the database has gone nothing else is tried, and its own
            error comes at once.
    """
    failed = 0

    def attempt(item: object, do: Callable[[], int]) -> int:
        nonlocal failed
        try:
            return do()
        except NothingMoreNow:
            raise
        except Exception as error:  # whatever it is, those behind it have their turn
            if not connection.is_usable():
                raise
            log_failure(logger, f"{name} failed for {item}", error)
            failed += 1
            return 0

    yield attempt
    if failed:
        raise RoundNotWhole(f"{failed} of this round of {name} failed; the log names them.")
