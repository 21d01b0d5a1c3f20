"""Patterns of questions and conditions: RE2, which takes time in proportion to the text whatever the pattern."""

from functools import lru_cache
from typing import Any

import re2

LONGEST_PATTERN = 1000
# What a compiled pattern may take (bytes); RE2 refuses one that needs more.
MOST_MEMORY = 1 << 20


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any | None:
    """The pattern compiled, or None where RE2 refuses it."""
    options = re2.Options()
    options.max_mem = MOST_MEMORY
    options.log_errors = False
    try:
        return re2.compile(pattern, options=options) if len(pattern) <= LONGEST_PATTERN else None
    except (re2.error, UnicodeEncodeError):
        return None


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches; never with a pattern that RE2 refuses."""
    ready = compiled(pattern)
    try:
        return ready is not None and ready.fullmatch(text) is not None
    except UnicodeEncodeError:  # half a surrogate pair is no text
        return False
