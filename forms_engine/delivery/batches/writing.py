"""Writing what is due: begun in one transaction, written outside any, recorded in another.

Which deliveries a file holds, and its name, are committed before it is written. Whoever dies in between leaves a batch
that is written again under the same name, with the same bytes; a delivery is delivered once its file is safely there.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, Max, Q, QuerySet
from django.utils import timezone

from forms_engine.delivery import breaker
from forms_engine.delivery.arriving import turn_back
from forms_engine.delivery.batches.rows import content_of
from forms_engine.delivery.claiming import LEASE, unsettled_before
from forms_engine.delivery.connectors.batch import BatchSettings
from forms_engine.delivery.drops.interface import DropFailed
from forms_engine.delivery.drops.places import drop_named
from forms_engine.delivery.heard import number_known
from forms_engine.delivery.models import Attempt, Batch, Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.reasons import INSIDE
from forms_engine.delivery.retry import next_attempt_at
from forms_engine.delivery.still_allowed import NOT_ANY_MORE, may_still_be_told
from forms_engine.failures import log_failure

logger = logging.getLogger(__name__)

State = Delivery.State
MOST_ROWS = 5000
STILL_TO_GO = (State.READY, State.DEAD)
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch that is ours to write now, and what is in it."""

    batch: Batch
    deliveries: list[Delivery]
    started_at: datetime


def write_due() -> int:
    """Write every batch that is due; answers how many files are there now that were not before."""
    now = timezone.now()
    destinations = Destination.objects.filter(
        Q(shut_until=None) | Q(shut_until__lte=now), kind="batch", paused_at=None
    )
    written = 0
    for destination_id in list(destinations.order_by("slug").values_list("id", flat=True)):
        try:
            written += _write_due_of(destination_id)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one destination stops no other
            log_failure(logger, f"no batch of {destination_id}", error)
    return written


def _write_due_of(destination_id: UUID) -> int:
    written = 0
    # What did not fit into one file goes into the next at once.
    while (begun := _begin(destination_id)) is not None and _write(begun):
        written += 1
    return written


@transaction.atomic
def _begin(destination_id: UUID) -> _Begun | None:
    """Take the batch under way, or make one of what is due; None where there is neither."""
    now = timezone.now()
    locked = Destination.objects.select_for_update(skip_locked=True, no_key=True)
    destination = locked.filter(id=destination_id).first()
    if destination is None:
        return None
    batch = destination.batches.filter(written_at=None).first()
    if batch is not None and batch.next_at > now:
        return None
    if batch is None:
        batch = _new_batch(destination, now)
    if batch is None:
        return None
    deliveries = _that_may_go(list(_inside(batch).select_for_update(of=("self",))), destination)
    batch.tries += 1
    batch.next_at = now + LEASE
    batch.save(update_fields=["tries", "next_at"])
    for delivery in deliveries:
        delivery.attempts_made += 1
        delivery.leased_until = now + LEASE
    Delivery.objects.bulk_update(deliveries, ["attempts_made", "leased_until"], batch_size=1000)
    Attempt.objects.bulk_create(
        Attempt(delivery=one, number=one.attempts_made, started_at=now, sha256=one.sha256)
        for one in deliveries
    )
    return _Begun(batch, deliveries, now)


def _new_batch(destination: Destination, now: datetime) -> Batch | None:
    # What the same owner tells it later may be in the same file, behind what it told earlier.
    in_the_way = unsettled_before().exclude(state=State.READY, next_at__lte=now)
    due = Delivery.objects.filter(
        ~Exists(in_the_way), destination=destination, state=State.READY, next_at__lte=now
    ).order_by("created_at", "sequence", "id")
    chosen = list(due.values_list("id", flat=True)[:MOST_ROWS])
    if not chosen:
        return None
    number = (destination.batches.aggregate(last=Max("number"))["last"] or 0) + 1
    settings = BatchSettings(**destination.settings)
    batch = Batch.objects.create(
        destination=destination,
        number=number,
        name=f"{destination.slug}-{now.astimezone(LONDON):%Y%m%d-%H%M}-{number:05}.{settings.format}",
        settings=settings.model_dump(mode="json"),
        created_at=now,
        next_at=now,
    )
    Delivery.objects.filter(id__in=chosen).update(batch=batch)
    return batch


def _that_may_go(deliveries: list[Delivery], destination: Destination) -> list[Delivery]:
    """Those that may still go there; the others are taken out of the file, for a person to see to."""
    allowed: list[Delivery] = []
    for delivery in deliveries:
        delivery.destination = destination
        if may_still_be_told(delivery):
            allowed.append(delivery)
            continue
        turn_back(delivery.id, reason=NOT_ANY_MORE)
        Delivery.objects.filter(id=delivery.id).update(batch=None)
    return allowed


def _inside(batch: Batch) -> QuerySet[Delivery]:
    """What the file is to hold: not what a person has given to somebody else meanwhile."""
    return Delivery.objects.filter(batch=batch, state__in=STILL_TO_GO).order_by(
        "created_at", "sequence", "id"
    )


def _write(begun: _Begun) -> bool:
    """Write a batch that was begun, and record what came of it; answers whether its file is there."""
    batch = begun.batch
    try:
        content = content_of(batch, begun.deliveries)
        digest = hashlib.sha256(content).hexdigest()
        if begun.deliveries:
            # Where to is asked anew: it may be what was mended. How it is written is kept.
            chosen = BatchSettings(**batch.destination.settings)
            drop = drop_named(chosen.drop, chosen.folder)
            if batch.tries == 1 or not drop.listing().has_taken(batch.name):
                drop.put({batch.name: content, f"{batch.name}.sha256": f"{digest}  {batch.name}\n".encode()})
        outcome = Outcome(None, f"In {batch.name}.")
    except DropFailed as error:
        digest, outcome = "", Outcome(error.fault, str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the tries are recorded as failed
        log_failure(logger, f"batch {batch.id} failed inside", error)
        digest, outcome = "", Outcome(Fault.PASSING, f"{INSIDE} ({type(error).__name__}).")
    _record(begun, outcome, digest)
    breaker.note(batch.destination_id, outcome)
    return outcome.succeeded


@transaction.atomic
def _record(begun: _Begun, outcome: Outcome, digest: str) -> None:
    now = timezone.now()
    batch = Batch.objects.select_for_update().get(id=begun.batch.id)
    Attempt.objects.filter(
        delivery__in=[one.id for one in begun.deliveries], started_at=begun.started_at, finished_at=None
    ).update(
        finished_at=now,
        succeeded=outcome.succeeded,
        fault=outcome.fault.value if outcome.fault else "",
        detail=outcome.detail[:500],
    )
    if batch.written_at is not None:
        return  # our lease ran out, and somebody else has written the same
    if not outcome.succeeded:
        _put_off(batch, begun, outcome, now)
        return
    batch.sha256, batch.rows, batch.written_at = digest, len(begun.deliveries), now
    batch.save(update_fields=["sha256", "rows", "written_at"])
    for delivery in _inside(batch).select_for_update(of=("self",)):
        delivery.state, delivery.delivered_at = State.DELIVERED, now
        delivery.next_at = delivery.leased_until = delivery.dead_at = None
        delivery.last_error = ""
        number_known(delivery)
        delivery.save()


def _put_off(batch: Batch, begun: _Begun, outcome: Outcome, now: datetime) -> None:
    """Try again later; or, where the setting is at fault, pause the destination at once: everything that waits for it
    would need a person, one by one, for the same reason."""
    batch.next_at = now if outcome.fault is Fault.SETTING else next_attempt_at(batch.tries, now, None)
    batch.save(update_fields=["next_at"])
    _inside(batch).update(leased_until=None, last_error=outcome.detail[:500])
    if outcome.fault is Fault.SETTING:
        Destination.objects.filter(id=batch.destination_id, paused_at=None).update(
            paused_at=now, paused_because=outcome.detail[:300]
        )
        logger.error("batch %s cannot be written: its destination is paused", batch.id)
