"""Idempotency keys exactly as Stripe documents them."""

import hashlib
import json
import threading
from collections.abc import Callable
from typing import Any

from payments.sandbox.clock import Clock
from payments.sandbox.errors import ApiError
from payments.sandbox.store import Store

Answer = tuple[int, dict[str, Any]]

KEPT_FOR = 24 * 60 * 60


class Idempotency:
    """Remembers the first answer to a key, errors included, and gives it again."""

    def __init__(self, store: Store, clock: Clock, pause: Callable[[], None]) -> None:
        """``pause`` is called while a call is under way, before it takes effect."""
        self._store = store
        self._clock = clock
        self._pause = pause
        self._lock = threading.Lock()
        self._under_way: set[str] = set()

    def run(
        self, key: str, path: str, params: dict[str, Any], call: Callable[[], Answer]
    ) -> tuple[Answer, bool]:
        """The answer for this key, and whether it is a repeated one.

        Raises:
            ApiError: 400 for the same key with other parameters, 409 while the first call is under way, and
                whatever the call raises that Stripe would not remember.
        """
        if not key:
            self._pause()
            return call(), False
        if len(key) > 255:
            raise ApiError(400, "Idempotency keys can be at most 255 characters", kind="idempotency_error")
        with self._lock:
            if key in self._under_way:
                raise ApiError(
                    409,
                    "There is currently another in-progress request using this Idempotent Key.",
                    kind="idempotency_error",
                    code="idempotency_key_in_use",
                )
            self._under_way.add(key)
        try:
            self._pause()
            return self._run(key, path, params, call)
        finally:
            with self._lock:
                self._under_way.discard(key)

    def _run(
        self, key: str, path: str, params: dict[str, Any], call: Callable[[], Answer]
    ) -> tuple[Answer, bool]:
        fingerprint = hashlib.sha256(json.dumps([path, params], sort_keys=True).encode()).hexdigest()
        now = int(self._clock.now())
        kept = self._store.rows(
            "select * from idempotency where key = ? and created > ?", key, now - KEPT_FOR
        )
        if kept:
            if kept[0]["fingerprint"] != fingerprint:
                raise ApiError(
                    400,
                    "Keys for idempotent requests can only be used with the same parameters they were first used with.",
                    kind="idempotency_error",
                )
            return (kept[0]["status"], json.loads(kept[0]["body"])), True
        with self._store.transaction():
            try:
                answer = call()
            except ApiError as error:
                if not error.saved:
                    raise
                answer = (error.status, error.body)
            self._store.rows(
                "insert or replace into idempotency values (?, ?, ?, ?, ?)",
                key,
                fingerprint,
                answer[0],
                json.dumps(answer[1]),
                now,
            )
        return answer, False
