"""The number that every kept answer is held against."""

from django.db import connection


def current() -> int:
    """The number as it is now. Read it before anything of the answer is read: an answer made while something changes
    then carries the older number and is never given out."""
    with connection.cursor() as cursor:
        cursor.execute("select number from page_cache_freshness")
        return int(cursor.fetchone()[0])


def touch() -> None:
    """What the public site shows is about to change by something no watched table holds: call it in the transaction of
    the change. Watched tables (see ``watching``) need nobody to call it."""
    with connection.cursor() as cursor:
        cursor.execute("select page_cache_touch()")
