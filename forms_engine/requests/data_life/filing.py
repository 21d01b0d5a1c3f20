"""What was erased, written down outside the database: so that what a backup brings back is erased again (``again``).

An erasure puts a line into ``requests_tofile``, in its own transaction; the worker appends the lines to the file
and takes them out once they are safely there. A crash in between writes a line twice, which does no harm. A line names
ids and a reference, and nobody.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

AT_ONCE = 1000


def where() -> Path:
    """The file: ``ERASED_FILE`` where it is set, otherwise ``erased.jsonl`` in the house's own folder."""
    return Path(settings.ERASED_FILE)


def write_down() -> int:
    """Append what is not written down yet; answers how many lines. Several workers at once take turns.

    Raises:
        OSError: when the file cannot be written. Nothing is taken out then, and the next round tries again.
    """
    written = 0
    while count := _write_some():
        written += count
    return written


def note_asked(customer_id: UUID, asked: str) -> None:
    """Append that somebody asked to be erased, where it could not be done at once: a backup that is restored before it is
    may know nothing of it.

    Raises:
        OSError: when the file cannot be written.
    """
    _append([json.dumps({"customer": str(customer_id), "asked": asked, "at": timezone.now().isoformat()})])


def waiting() -> int:
    """How many lines are not written down yet."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from requests_tofile")
        return int(cursor.fetchone()[0])


def lines() -> Iterator[dict[str, Any]]:
    """What was written down, in its order. A last line that was cut off by a crash is left out."""
    if not where().exists():
        return
    with where().open(encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                continue


@transaction.atomic
def _write_some() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, line from requests_tofile order by id limit %s for update skip locked", [AT_ONCE]
        )
        found = cursor.fetchall()
        if not found:
            return 0
        _append([line if isinstance(line, str) else json.dumps(line) for _, line in found])
        cursor.execute("delete from requests_tofile where id = any(%s)", [[one for one, _ in found]])
        return len(found)


def _append(said: list[str]) -> None:
    where().parent.mkdir(parents=True, exist_ok=True)
    with where().open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # After a line that was cut off, the next begins on one of its own.
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write("".join(f"{one}\n" for one in said).encode())
        file.flush()
        os.fsync(file.fileno())
