"""Promises about rows, each asked of the database as one statement, so that it is true of one moment.

What breaks a promise comes back a few rows at a time over a cursor that the server keeps: neither side holds more than
that in memory, however many millions of rows are looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

ROWS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Law:
    """``breaches`` selects what breaks it; ``says`` is the sentence about one row, with the row's columns by position.
    Ids only: what it prints is read by operators."""

    breaches: str
    says: str


def broken(laws: Sequence[Law]) -> Iterator[str]:
    """A sentence for each breach; nothing where all hold."""
    for law in laws:
        with connection.chunked_cursor() as cursor:
            cursor.execute(law.breaches)
            while rows := cursor.fetchmany(ROWS_AT_A_TIME):
                for row in rows:
                    yield law.says.format(*row)
