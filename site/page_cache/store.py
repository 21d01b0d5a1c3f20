"""Keeping answers, in the shared cache and in each process: one for each address, whichever number it was made at.

The number is kept beside the answer and not in its key, so that a newer answer takes the older one's place and neither
ever holds more than one copy of a page.
"""

import hashlib
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from page_cache.build import build_mark

# Longer than this and an answer is made anew, if only so that what nobody asks for goes.
LONGEST_SECONDS = 24 * 60 * 60
LARGEST_BYTES = 512 * 1024
# What a process holds of the pages asked for last, bodies only.
PROCESS_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept. ``number`` was the freshness before it was made; ``until`` is when it changes by itself."""

    number: int
    until: datetime | None
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def is_good(self, number: int) -> bool:
        """Whether it may be given out while the number is this one."""
        return self.number == number and (self.until is None or timezone.now() < self.until)

    def answer(self) -> HttpResponse:
        """The answer, as it first left."""
        return HttpResponse(self.body, headers=dict(self.headers))


class InProcess:
    """Answers in this process' own memory, those asked for longest ago dropped first."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Kept | None:
        """The answer under this key, good or not."""
        with self._lock:
            kept = self._held.get(key)
            if kept is not None:
                self._held.move_to_end(key)
            return kept

    def put(self, key: str, kept: Kept) -> None:
        """Hold an answer, in place of an older one."""
        with self._lock:
            before = self._held.pop(key, None)
            self._held[key] = kept
            self._bytes += len(kept.body) - (len(before.body) if before else 0)
            while self._bytes > PROCESS_BYTES:
                self._bytes -= len(self._held.popitem(last=False)[1].body)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self._bytes = 0


in_process = InProcess()


def find(request: HttpRequest, number: int) -> Kept | None:
    """The answer kept for this address that is good at this number, if there is one."""
    key = _key(request)
    kept = in_process.get(key)
    if kept is None or not kept.is_good(number):
        held = caches["pages"].get(key)
        if not held:
            return None
        made_at, until, headers, body = held
        kept = Kept(made_at, until, headers, zlib.decompress(body))
        in_process.put(key, kept)
    return kept if kept.is_good(number) else None


def keep(request: HttpRequest, response: HttpResponse, number: int) -> None:
    """Keep an answer that was made after ``number`` was read."""
    until: datetime | None = getattr(request, "page_cache_until", None)
    seconds = LONGEST_SECONDS
    if until is not None:
        seconds = min(seconds, int((until - timezone.now()).total_seconds()) + 1)
    if seconds > 0 and len(response.content) <= LARGEST_BYTES:
        key, headers = _key(request), tuple(response.headers.items())
        in_process.put(key, Kept(number, until, headers, response.content))
        caches["pages"].set(key, (number, until, headers, zlib.compress(response.content, 1)), seconds)


def _key(request: HttpRequest) -> str:
    """By scheme, host, path (which holds the language) and query string; a digest, as caches take no long keys."""
    parts = (
        build_mark(),
        request.scheme or "",
        request.get_host(),
        request.path,
        request.META.get("QUERY_STRING", ""),
    )
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
