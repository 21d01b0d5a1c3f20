"""Asking a look-up, within limits that nobody has to think of again.

- A page never waits longer than the look-up's patience: it is asked in a thread, and an answer that comes later counts
  for nothing.
- What was said is said again for a while. The key it is kept under is a digest: no table holds what was asked.
- One that keeps failing is left alone for half a minute at a time.
- Somebody who tries numbers learns nothing: what is not there, does not fit or does not belong together gets the same
  answer, a submission may ask so often, and a network may be wrong so often.
- Logs hold the look-up's name, what came of it and how long it took; never what was asked or found.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache as only_once
from time import monotonic
from typing import Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError as Refused
from django.utils import timezone
from pydantic import ValidationError

from accounts.throttle import Limit, give_back, take_slot
from forms_engine.journeys.lookup_models import LookupSource
from forms_engine.journeys.lookups.interface import Provider, build
from forms_engine.runtime.facts import DOWN, FOUND, NOT_FOUND

logger = logging.getLogger(__name__)

ASKED_BY_SUBMISSION = Limit(attempts=20, seconds=60 * 60)
WRONG_BY_NETWORK = Limit(
    attempts=30, seconds=60 * 60
)  # a library's people share one: right ones do not count

MOST_AT_ONCE = 8  # calls of one look-up under way in one process
NOTHING_KEPT_SECONDS = 60  # how long "nothing there" is said again: it may be entered any minute
LEFT_ALONE_AFTER, LEFT_ALONE_SECONDS = 3, 30


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose budget it is: a submission's id, and the network it comes from."""

    submission: str
    network: str


@dataclass(frozen=True, slots=True)
class Said:
    """What came of asking: ``values`` by the look-up's own names where it found something. ``why`` says, for people who
    look after it, why it is down. ``at``: when the other system said so, not when it was said again from memory."""

    outcome: Literal["found", "not-found", "down"]
    values: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    at: datetime = field(default_factory=timezone.now)


def ask(slug: str, inputs: Mapping[str, str], asker: Asker, *, said_since: datetime | None = None) -> Said:
    """What a look-up knows about ``inputs``. Never raises, and never takes much longer than the look-up's patience.
    What it said before ``said_since`` does not do: then it is asked anew. Call it outside any transaction.
    """
    start = monotonic()
    said = _ask(slug, inputs, asker, said_since)
    logger.info(
        "look-up %s: %s%s in %d ms",
        slug,
        said.outcome,
        f" ({said.why})" if said.why else "",
        (monotonic() - start) * 1000,
    )
    return said


def _ask(slug: str, inputs: Mapping[str, str], asker: Asker, said_since: datetime | None) -> Said:
    source = LookupSource.objects.filter(slug=slug).first()
    if source is None or not source.is_on:
        return Said(DOWN, why="switched off")
    kept_at, failures_at = _key(source, inputs), f"lookup-failures:{slug}"
    kept = cache.get_many([kept_at, failures_at])
    if take_slot(f"lookup:submission:{asker.submission}", ASKED_BY_SUBMISSION) is None:
        return Said(DOWN, why="asked too often by one submission")
    # A network is only held to what it got wrong. The slot is taken first, so that many wrong ones at once count too.
    slot = take_slot(f"lookup:network:{slug} {asker.network}", WRONG_BY_NETWORK)
    if slot is None:
        return Said(DOWN, why="asked wrongly too often from one network")
    before = _read(kept[kept_at]) if kept_at in kept else None
    if before is not None and (said_since is None or before.at >= said_since):
        said = before
    elif kept.get(failures_at, 0) >= LEFT_ALONE_AFTER:
        said = Said(DOWN, why="left alone after failing")
    else:
        said = _call(source, inputs)
        if said.outcome == DOWN:
            cache.set(failures_at, kept.get(failures_at, 0) + 1, LEFT_ALONE_SECONDS)
        else:
            seconds = source.cache_seconds if said.outcome == FOUND else NOTHING_KEPT_SECONDS
            cache.set(
                kept_at,
                json.dumps([said.outcome, said.values, said.at.isoformat()]),
                min(seconds, source.cache_seconds),
            )
        _note(source, said)
    if said.outcome != NOT_FOUND:
        give_back(slot)
    return said


def try_out(source: LookupSource, inputs: Mapping[str, str]) -> Said:
    """Ask once for somebody who looks after journeys: nothing is kept, nobody's budget is touched."""
    return _call(source, inputs)


def _call(source: LookupSource, inputs: Mapping[str, str]) -> Said:
    try:
        provider = build(source.kind, source.settings)
    except Refused:
        return Said(DOWN, why="its settings will not do")
    try:
        given = provider.inputs.model_validate(dict(inputs))
    except ValidationError:
        return Said(NOT_FOUND)
    patience = source.patience_seconds
    waiting = _threads(source.slug).submit(_in_thread, provider, given, patience)
    try:
        failure = waiting.exception(timeout=patience)
    except TookTooLong:
        waiting.cancel()
        return Said(DOWN, why="too slow")
    if failure is not None:
        # Its name only: what a provider says of a failure often quotes what it was asked for.
        return Said(DOWN, why=type(failure).__name__)
    return waiting.result()


def _in_thread(provider: Provider, given: Any, patience: float) -> Said:
    found = provider.look_up(given, patience)
    return Said(NOT_FOUND) if found is None else Said(FOUND, found.model_dump(mode="json"))


@only_once
def _threads(slug: str) -> ThreadPoolExecutor:
    """The look-up's own: calls of one that stalls are in nobody else's way."""
    return ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix=f"look-up-{slug}")


def _key(source: LookupSource, inputs: Mapping[str, str]) -> str:
    """Where the answer is kept: new settings, new answers."""
    asked = json.dumps([source.slug, source.kind, source.settings, dict(inputs)], sort_keys=True)
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"lookup:{asked}".encode(), hashlib.sha256)
    return f"lookup:{digest.hex()}"


def _read(kept: str) -> Said:
    outcome, values, at = json.loads(kept)
    return Said(outcome, values, at=datetime.fromisoformat(at))


def _note(source: LookupSource, said: Said) -> None:
    """Write down that it began to fail, or works again; nothing while it goes on as before."""
    own = LookupSource.objects.filter(pk=source.pk)
    if said.outcome != DOWN:
        if source.failing_since is not None:
            own.update(failing_since=None, last_failure="")
    elif source.failing_since is None:
        own.filter(failing_since=None).update(failing_since=timezone.now(), last_failure=said.why[:200])
