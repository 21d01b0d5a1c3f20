"""Two at once, the same way every time: the second comes while the first stands in the middle.

No waiting and no luck: the first is held where it has looked and not yet written, and goes on when the second is done or,
if there is a lock, waits for it. Both need connections of their own, so ask for ``committing_db``.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, connections

LONGEST = 30.0  # seconds

# Whether somebody in this database waits for what another transaction has locked.
WAITING = """
select exists (
    select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()
)
"""


def at_once(
    patch: pytest.MonkeyPatch, inside: str, first: Callable[[], Any], second: Callable[[], Any]
) -> tuple[Any, Any]:
    """What ``first`` and ``second`` answer when the second comes while the first is about to call ``inside``.

    Args:
        inside: a dotted name, of the function where its caller looks it up, or of a class's method.
    """
    place, _, name = inside.rpartition(".")
    owner, really = _named(place), _named(inside)
    arrived, go_on = threading.Event(), threading.Event()
    held: list[int] = []

    def hold(*args: Any, **kwargs: Any) -> Any:
        if threading.get_ident() in held and not arrived.is_set():
            arrived.set()
            assert go_on.wait(LONGEST), "the second never came to its end"
        return really(*args, **kwargs)

    def begin(what: Callable[[], Any], *, is_held: bool) -> Any:
        if is_held:
            held.append(threading.get_ident())
        try:
            return what()
        finally:
            connections.close_all()

    patch.setattr(owner, name, hold)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(begin, first, is_held=True)
        _until(lambda: arrived.is_set() or one.done())
        assert arrived.is_set(), f"{inside} was never called: {one.result()}"
        other = pool.submit(begin, second, is_held=False)
        try:
            _until(lambda: other.done() or _somebody_waits())
        finally:
            go_on.set()
        return one.result(LONGEST), other.result(LONGEST)


def _named(name: str) -> Any:
    """A module, or what stands in one or in a class of one, by its dotted name."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        place, _, last = name.rpartition(".")
        return getattr(_named(place), last)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not done():
        assert time.monotonic() < end, "neither was done nor waited for the other"
        threading.Event().wait(0.01)
