"""What the other side of a drop says about files: that it has one, with its own number perhaps, or that it will not.

It says so by moving the file to ``done/``, by ``<file>.ack`` beside it, empty or with its number in the first line, or by
``<file>.err`` with the reason in the first line. What is there is left there: tidying is theirs.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError

from forms_engine.delivery.arriving import Contradiction, take_over, turn_back
from forms_engine.delivery.connectors.file_drop import DropSettings
from forms_engine.delivery.drops.interface import PLAIN_NAME, Drop, DropFailed
from forms_engine.delivery.drops.places import drop_named
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.failures import log_failure

logger = logging.getLogger(__name__)

ANSWER = re.compile(r"(?P<file>.+)\.(?P<kind>ack|err)")
OF_ONE = re.compile(r"(?:.*-)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.json")
MOST_READ = 1000  # bytes of an answer
LONGEST_CASE = 200
AT_A_TIME = 500

KINDS = ("file", "batch")

T = TypeVar("T")


def look_everywhere() -> int:
    """Look into every drop in which something lies that nobody has acknowledged; answers how much was heard of. A drop
    that cannot be looked into is looked into again the next time."""
    waiting = Destination.objects.filter(
        kind__in=KINDS,
        retired_at=None,
        id__in=Delivery.objects.filter(
            state=Delivery.State.DELIVERED, acknowledged_at=None, destination__kind__in=KINDS
        ).values("destination"),
    )
    heard = 0
    for destination in waiting.order_by("slug"):
        try:
            heard += look(destination)
        except DropFailed as error:
            logger.warning("no look into the drop of %s: %s", destination.slug, error)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one destination stops no other
            log_failure(logger, f"no look into the drop of {destination.slug}", error)
    return heard


def look(destination: Destination) -> int:
    """Record what one destination's drop says; answers of how many files.

    Raises:
        DropFailed: when it cannot be looked into.
    """
    chosen = DropSettings(
        **{name: destination.settings[name] for name in ("drop", "folder") if name in destination.settings}
    )
    drop = drop_named(chosen.drop, chosen.folder)
    lies = drop.listing()
    answers = [
        found for name in lies.here if (found := ANSWER.fullmatch(name)) and PLAIN_NAME.fullmatch(name)
    ]
    waiting = _waiting(destination, {*lies.done, *(found["file"] for found in answers)})
    words = _words(drop, [found[0] for found in answers if found["file"] in waiting])
    heard = 0
    for name, deliveries in waiting.items():
        if f"{name}.err" in words:
            heard += _refused(deliveries, words[f"{name}.err"])
        elif name in lies.done or f"{name}.ack" in words:
            heard += _taken(deliveries, name, words.get(f"{name}.ack", ""))
    return heard


def _waiting(destination: Destination, names: set[str]) -> dict[str, list[UUID]]:
    """Which of these files have deliveries in them that nobody has acknowledged yet."""
    unheard = Delivery.objects.filter(
        destination=destination, state=Delivery.State.DELIVERED, acknowledged_at=None
    )
    by_id = {UUID(found[1]): name for name in names if (found := OF_ONE.fullmatch(name))}
    waiting: dict[str, list[UUID]] = {}
    for ids in _at_a_time(by_id):
        for delivery_id in unheard.filter(id__in=ids, batch=None).values_list("id", flat=True):
            waiting.setdefault(by_id[delivery_id], []).append(delivery_id)
    for some in _at_a_time(names):
        for name, delivery_id in unheard.filter(batch__name__in=some).values_list("batch__name", "id"):
            waiting.setdefault(name, []).append(delivery_id)
    return waiting


def _at_a_time(things: Iterable[T]) -> Iterator[list[T]]:
    every = list(things)
    return (every[start : start + AT_A_TIME] for start in range(0, len(every), AT_A_TIME))


def _words(drop: Drop, names: list[str]) -> dict[str, str]:
    """The first line of each, as far as it is text."""
    read = drop.read(names, MOST_READ) if names else {}
    return {name: _first_line(content) for name, content in read.items()}


def _first_line(content: bytes) -> str:
    line = content.decode("utf-8-sig", "replace").partition("\n")[0]
    return "".join(sign for sign in line if sign.isprintable()).strip()


def _taken(deliveries: list[UUID], name: str, case: str) -> int:
    # A number is of one case: many in one file have none by it.
    number = case[:LONGEST_CASE] if len(deliveries) == 1 else ""
    heard = 0
    for delivery_id in deliveries:
        try:
            take_over(delivery_id, case=number, how=f"{name} was acknowledged.")
            heard += 1
        except Contradiction as error:
            logger.warning("delivery %s: %s", delivery_id, error)
    return heard


def _refused(deliveries: list[UUID], reason: str) -> int:
    heard = 0
    for delivery_id in deliveries:
        try:
            heard += turn_back(
                delivery_id, reason=f"Refused by the back office: {reason or 'no reason given'}"
            )
        except Contradiction as error:
            logger.warning("delivery %s: %s", delivery_id, error)
    return heard
