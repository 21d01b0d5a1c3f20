"""What the sandbox remembers: one SQLite file, so that a kill at any moment leaves a whole state behind."""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLES = """
create table if not exists object (
    id text primary key, kind text not null, created integer not null, body text not null
);
create index if not exists object_kind on object (kind, created);
create table if not exists idempotency (key text primary key, fingerprint text, status integer, body text, created integer);
create table if not exists delivery (
    event text primary key, attempts integer not null default 0, next_at real, delivered_at real, last_answer text
);
create table if not exists journal (n integer primary key autoincrement, at real not null, entry text not null);
"""


class Store:
    """Objects by id, deliveries, idempotency keys and a journal; one writer at a time, all or nothing."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._connection.executescript(TABLES)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it; may be nested, and the outermost counts."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("begin immediate")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("rollback")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("commit")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Run one statement."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def put(self, kind: str, body: dict[str, Any]) -> None:
        """Save an object under its own id."""
        self.rows(
            "insert into object (id, kind, created, body) values (?, ?, ?, ?)"
            " on conflict (id) do update set body = excluded.body",
            body["id"],
            kind,
            body["created"],
            json.dumps(body),
        )

    def get(self, kind: str, object_id: str) -> dict[str, Any] | None:
        """An object, or None."""
        found = self.rows("select body from object where id = ? and kind = ?", object_id, kind)
        return json.loads(found[0]["body"]) if found else None

    def all(self, kind: str) -> list[dict[str, Any]]:
        """All objects of a kind, newest first, as Stripe lists them."""
        found = self.rows("select body from object where kind = ? order by created desc, rowid desc", kind)
        return [json.loads(row["body"]) for row in found]

    def overdue_sessions(self, now: float) -> list[str]:
        """Ids of sessions still open after their time."""
        found = self.rows(
            "select id from object where kind = 'session' and json_extract(body, '$.status') = 'open'"
            " and json_extract(body, '$.expires_at') <= ?",
            now,
        )
        return [row["id"] for row in found]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
