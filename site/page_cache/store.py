"""Keeping answers in the shared cache: one for each address, whichever number it was made at.

The number is kept beside the answer and not in its key, so that a newer answer takes the older one's place and the
cache never holds more than one copy of a page.
"""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from page_cache.build import build_mark

# Longer than this and an answer is made anew, if only so that what nobody asks for goes.
LONGEST_SECONDS = 24 * 60 * 60
LARGEST_BYTES = 512 * 1024


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
        return HttpResponse(zlib.decompress(self.body), headers=dict(self.headers))


def find(request: HttpRequest) -> Kept | None:
    """The answer kept for this address, good or not."""
    held = caches["pages"].get(_key(request))
    return Kept(*held) if held else None


def keep(request: HttpRequest, response: HttpResponse, number: int) -> None:
    """Keep an answer that was made after ``number`` was read."""
    until: datetime | None = getattr(request, "page_cache_until", None)
    seconds = LONGEST_SECONDS
    if until is not None:
        seconds = min(seconds, int((until - timezone.now()).total_seconds()) + 1)
    if seconds > 0 and len(response.content) <= LARGEST_BYTES:
        body = zlib.compress(response.content, 1)
        held = (number, until, tuple(response.headers.items()), body)
        caches["pages"].set(_key(request), held, seconds)


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
