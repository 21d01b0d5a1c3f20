"""Asking a provider, within limits: nobody waits for long, and what it said is said again for an hour.

What is kept is under a digest and never for longer than the day it was said on. A provider that keeps failing is left alone
for half a minute at a time. Logs hold its name, what came of it and how long it took, never for which property.
"""

import hashlib
import hmac
import logging
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from datetime import date, datetime, timedelta
from functools import cache as only_once
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.throttle import Limit, take_slot
from content.address_lookups.interface import Answer, Provider
from forms_engine.locations.lookup import AddressesUnavailable, FoundAddress, address_of

logger = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds
KEPT_SECONDS = 60 * 60
MOST_AT_ONCE = 8  # calls of one provider under way in one process
LEFT_ALONE_AFTER, LEFT_ALONE_SECONDS = 3, 30
# Of one network: a library's people share one, and a calendar program asks for all its users at once.
ASKED_BY_NETWORK = Limit(attempts=300, seconds=60 * 60)


class Down(Exception):
    """The provider does not answer, or has been asked too often."""


class NothingKnown(Exception):
    """There is no such property, or nothing is known of it."""


def answer_for(provider: Provider, uprn: str, *, asker: str) -> Answer:
    """What holds for a property from today on.

    Raises:
        NothingKnown: where the provider knows nothing of it.
        Down: where it cannot be asked.
    """
    now = timezone.localtime()
    name = _name(f"answer:{provider.slug}:{uprn}:{now.date()}")
    kept = cache.get(name)
    if kept is None:
        kept = _asked(provider, uprn, now.date(), asker)
        # Lazy words become those of whoever reads them.
        cache.set(name, kept, min(KEPT_SECONDS, _seconds_of_day_left(now)))
    if kept == "":
        raise NothingKnown
    assert isinstance(kept, Answer)
    return kept


def address_words(uprn: str, *, asker: str) -> str:
    """The address of a property on one line, "" where the gazetteer cannot say.

    Raises:
        NothingKnown: where the gazetteer has no such property.
    """
    name = _name(f"address:{uprn}")
    kept = cache.get(name)
    if kept is None:
        try:
            found: FoundAddress | None = address_of(uprn, asker=f"answers:{asker}")
        except AddressesUnavailable:
            return ""
        kept = found.words if found else "-"
        cache.set(name, kept, KEPT_SECONDS)
    if kept == "-":
        raise NothingKnown
    return str(kept)


def _asked(provider: Provider, uprn: str, day: date, asker: str) -> Answer | str:
    failures_at = f"answers-failed:{provider.slug}"
    failures = cache.get(failures_at, 0)
    if failures >= LEFT_ALONE_AFTER:
        raise Down
    if take_slot(f"answers:{provider.slug}:{asker}", ASKED_BY_NETWORK) is None:
        raise Down
    start = monotonic()
    waiting = _threads(provider.slug).submit(provider.answers, uprn, day, PATIENCE)
    try:
        failure = waiting.exception(timeout=PATIENCE)
        why = type(failure).__name__ if failure else ""
    except TookTooLong:
        waiting.cancel()
        why = "too slow"
    logger.info("answers of %s: %s in %d ms", provider.slug, why or "answered", (monotonic() - start) * 1000)
    if why:
        cache.set(failures_at, failures + 1, LEFT_ALONE_SECONDS)
        raise Down
    return waiting.result() or ""


@only_once
def _threads(slug: str) -> ThreadPoolExecutor:
    """The provider's own: one that stalls is in nobody else's way."""
    return ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix=f"answers-{slug}")


def _name(of: str) -> str:
    return f"address-answers:{hmac.digest(settings.SECRET_KEY.encode(), of.encode(), hashlib.sha256).hex()}"


def _seconds_of_day_left(now: datetime) -> int:
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((midnight - now).total_seconds()))
