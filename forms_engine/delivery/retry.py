"""When a failed delivery is tried again: soon at first, then every four hours, for 72 hours in all."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DELAYS = (5, 30, 2 * 60, 10 * 60, 30 * 60, 60 * 60, 2 * 60 * 60)  # seconds
LAST_DELAY = 4 * 60 * 60
GIVE_UP_AFTER = timedelta(hours=72)
LONGEST_WAIT_ASKED = 24 * 60 * 60  # a Retry-After beyond this is cut to it


def next_attempt_at(attempts_made: int, now: datetime, retry_after: int | None) -> datetime:
    """When to try again after ``attempts_made`` tries: a fifth either side so that a recovering back office is
    not met by everything at once, and never before it asked (``retry_after``, seconds)."""
    delay = DELAYS[attempts_made - 1] if attempts_made <= len(DELAYS) else LAST_DELAY
    seconds = delay * random.uniform(0.8, 1.2)  # noqa: S311 - spreading load, not a secret
    return now + timedelta(seconds=max(seconds, min(retry_after or 0, LONGEST_WAIT_ASKED)))


def wait_asked(retry_after: str, now: datetime) -> int | None:
    """The seconds that a ``Retry-After`` asks us to wait, given as a number or as a moment (RFC 9110, 10.2.3); None where
    it says neither."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:10]), LONGEST_WAIT_ASKED)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(0, round((at - now).total_seconds())), LONGEST_WAIT_ASKED)
