"""The number that every kept answer is held against."""

from time import monotonic

from django.conf import settings
from django.db import connection

_read: tuple[float, int] | None = None  # when (monotonic), and what it was


def current() -> int:
    """The number as it is now. Read it before anything of the answer is read: an answer made while something changes
    then carries the older number and is never given out."""
    with connection.cursor() as cursor:
        cursor.execute("select number from page_cache_freshness")
        return int(cursor.fetchone()[0])


def recent() -> int:
    """The number as this process last read it, at most ``PAGE_CACHE_READ_EVERY`` seconds ago: for giving out what is
    kept, where the database need not be asked for every visitor."""
    global _read
    now = monotonic()
    if _read is None or now - _read[0] >= settings.PAGE_CACHE_READ_EVERY:
        # The moment before it was read, so that it is never older than it says. Two threads at once read it twice.
        _read = (now, current())
    return _read[1]


def touch() -> None:
    """What the public site shows is about to change by something no watched table holds: call it in the transaction of
    the change. Watched tables (see ``watching``) need nobody to call it."""
    with connection.cursor() as cursor:
        cursor.execute("select page_cache_touch()")
