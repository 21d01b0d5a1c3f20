"""Who sends what next: claimed under the destination's lock, which is what keeps its limits across all workers.

A claim is a lease. Whoever holds it sends outside any transaction and then records; where the holder dies, the lease
runs out and the delivery is claimed again, under the same id.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from forms_engine.delivery.connectors import SENT_ONE_BY_ONE
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.failures import log_failure

logger = logging.getLogger(__name__)

# Longer than any connector may take (`outbound.LONGEST`), so that a lease runs out only where its holder is gone.
LEASE = timedelta(seconds=60)

# What does not stand in the way of what the same owner tells the same destination later, unless it is being replayed.
SETTLED = (Delivery.State.DELIVERED, Delivery.State.HANDLED, Delivery.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery to send now, with its destination, and the attempt that this is."""

    delivery: Delivery
    attempt: Attempt


def claim(most: int, most_of_one: int | None = None, busy: Mapping[UUID, int] | None = None) -> list[Claimed]:
    """Lease up to ``most`` deliveries that are due, those that have waited longest first; of one destination no more
    than ``most_of_one``, together with those that the caller is ``busy`` with.

    A destination is asked for no more at once than its ``concurrency``, for no more in a minute than its
    ``per_minute``, for one at a time from when it has failed until it takes something again (so that many that stall
    together leave room for the rest), and not at all while it is shut or paused. An owner's deliveries to a destination
    go out in their sequence: one waits until those before it are settled.
    """
    taken: list[Claimed] = []
    for destination_id in _with_something_due(timezone.now()):
        if len(taken) >= most:
            break
        try:
            mine = (most if most_of_one is None else most_of_one) - (busy or {}).get(destination_id, 0)
            taken += _claim_from(destination_id, min(most - len(taken), mine))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one destination stops no other
            log_failure(logger, f"nothing claimed for {destination_id}", error)
    return taken


def _open(now: datetime) -> QuerySet[Destination]:
    return Destination.objects.filter(
        Q(shut_until=None) | Q(shut_until__lte=now),
        Q(next_slot_at=None) | Q(next_slot_at__lte=now),
        kind__in=SENT_ONE_BY_ONE,
        paused_at=None,
    )


def unsettled_before() -> QuerySet[Delivery]:
    """What stands in the way of the delivery that it is a subquery of: what its owner told its destination earlier."""
    return Delivery.objects.filter(
        owner_type=OuterRef("owner_type"),
        owner_id=OuterRef("owner_id"),
        destination=OuterRef("destination"),
        sequence__lt=OuterRef("sequence"),
    ).filter(~Q(state__in=SETTLED) | Q(replay_at__isnull=False))


def _due(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=now),
        ~Exists(unsettled_before()),
        state=Delivery.State.READY,
        next_at__lte=now,
    ).order_by("next_at", "created_at")


def _to_replay(now: datetime) -> QuerySet[Delivery]:
    """What has arrived once and is sent again: after all that has not, in the order in which it arrived."""
    return Delivery.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=now),
        ~Exists(unsettled_before()),
        state=Delivery.State.DELIVERED,
        replay_at__lte=now,
    ).order_by("replay_at", "created_at")


def _with_something_due(now: datetime) -> list[UUID]:
    """The longest-waiting first, and then those that are only sent something again."""
    found: list[UUID] = []
    for due, at in ((_due(now), "next_at"), (_to_replay(now), "replay_at")):
        oldest = due.filter(destination=OuterRef("pk")).values(at)[:1]
        waiting = _open(now).annotate(oldest=Subquery(oldest, output_field=DateTimeField()))
        found += waiting.exclude(oldest=None).order_by("oldest").values_list("id", flat=True)
    return list(dict.fromkeys(found))


@transaction.atomic
def _claim_from(destination_id: UUID, most: int) -> list[Claimed]:
    now = timezone.now()
    # Against other claims, and not against whoever is writing a delivery to it: no submit waits for a claim.
    locked = _open(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
    destination = locked.filter(id=destination_id).first()
    if destination is None:
        # Shut, paused or at its limit since; or another worker is claiming from it and will take what there is.
        return []
    in_flight = Delivery.objects.filter(destination=destination, leased_until__gt=now).count()
    has_failed_last = bool(destination.failures_in_row) or destination.shut_until is not None
    room = min(most, (1 if has_failed_last else destination.concurrency) - in_flight)
    room = min(room, _slots(destination, now))
    if room <= 0:
        return []
    due: list[Delivery] = []
    for waiting in (_due(now), _to_replay(now)):
        if len(due) < room:
            mine = waiting.filter(destination=destination).select_for_update(skip_locked=True, of=("self",))
            due += mine[: room - len(due)]
    if not due:
        return []
    if destination.per_minute:
        _take_slots(destination, now, len(due))
    for delivery in due:
        delivery.destination = destination
        delivery.leased_until = now + LEASE
        delivery.attempts_made += 1
    Delivery.objects.bulk_update(due, ["leased_until", "attempts_made"])
    attempts = Attempt.objects.bulk_create(
        Attempt(
            delivery=delivery,
            number=delivery.attempts_made,
            started_at=now,
            sha256=delivery.sha256,
            replay_id=delivery.replay_id if delivery.replay_at else None,
        )
        for delivery in due
    )
    return [Claimed(delivery, attempt) for delivery, attempt in zip(due, attempts, strict=True)]


def _slots(destination: Destination, now: datetime) -> int:
    """How many may be sent now without passing the limit per minute: at most ``concurrency`` together."""
    if not destination.per_minute:
        return destination.concurrency
    return int((now - _since(destination, now)) / _interval(destination)) + 1


def _take_slots(destination: Destination, now: datetime, number: int) -> None:
    destination.next_slot_at = _since(destination, now) + number * _interval(destination)
    destination.save(update_fields=["next_slot_at"])


def _since(destination: Destination, now: datetime) -> datetime:
    """From when on slots have gathered: what nobody used is not kept for longer than one burst."""
    one_burst_ago = now - (destination.concurrency - 1) * _interval(destination)
    return max(destination.next_slot_at or one_burst_ago, one_burst_ago)


def _interval(destination: Destination) -> timedelta:
    # A microsecond is the shortest there is: a limit beyond that is none.
    return max(timedelta(minutes=1) / destination.per_minute, timedelta.resolution)
