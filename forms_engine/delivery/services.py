"""From a route's name to a back office that has it. Nothing here is lost, nothing is pruned undelivered."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from forms_engine.delivery import tasks
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.delivery.outcome import Outcome
from forms_engine.delivery.retry import GIVE_UP_AFTER, next_attempt_at

logger = logging.getLogger(__name__)

# Longer than any connector may take; a worker that died is taken over from after this.
LEASE = timedelta(seconds=60)


class NoDestination(LookupError):
    """A route leads nowhere, so what is sent along it would be lost."""


def hold(*, owner_type: str, owner_id: str, subject: str, routes: Iterable[str]) -> list[Delivery]:
    """Write one held delivery for each destination on the routes, in the caller's transaction.

    Each says that something is owed to that destination; ``release`` gives it its words.

    Raises:
        NoDestination: when a route is unknown or has no destination.
    """
    destinations: dict[UUID, Destination] = {}
    for route in routes:
        found = list(Destination.objects.filter(routes__slug=route))
        if not found:
            raise NoDestination(f"The route “{route}” leads to no destination.")
        destinations.update({destination.id: destination for destination in found})
    if not destinations:
        raise NoDestination("No route is named.")
    return Delivery.objects.bulk_create(
        Delivery(
            owner_type=owner_type,
            owner_id=owner_id,
            subject=subject,
            destination=destination,
            state=Delivery.State.HELD,
        )
        for destination in destinations.values()
    )


def release(*, owner_type: str, owner_id: str, subject: str, body: str) -> None:
    """Give the owner's held deliveries their body and send them off, in the caller's transaction."""
    now = timezone.now()
    held = Delivery.objects.filter(
        owner_type=owner_type, owner_id=owner_id, subject=subject, state=Delivery.State.HELD
    )
    ids = list(held.values_list("id", flat=True))
    held.filter(id__in=ids).update(
        state=Delivery.State.READY,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        next_at=now,
        give_up_at=now + GIVE_UP_AFTER,
    )
    for delivery_id in ids:
        tasks.deliver.defer(delivery_id=str(delivery_id))


def send(*, owner_type: str, owner_id: str, subject: str, destination: Destination, body: str) -> Delivery:
    """Write one delivery to one destination and send it off, in the caller's transaction: for what is owed to a
    destination by itself, along no route.

    Raises:
        IntegrityError: when the owner has a delivery of this subject to this destination already.
    """
    now = timezone.now()
    delivery = Delivery.objects.create(
        owner_type=owner_type,
        owner_id=owner_id,
        subject=subject,
        destination=destination,
        state=Delivery.State.READY,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        next_at=now,
        give_up_at=now + GIVE_UP_AFTER,
    )
    tasks.deliver.defer(delivery_id=str(delivery.id))
    return delivery


def deliver(delivery_id: str) -> None:
    """Try one delivery if it is due and nobody else has it: claim and commit, send outside any transaction,
    then record."""
    claimed = _claim(delivery_id)
    if claimed is None:
        return
    delivery, attempt = claimed
    try:
        outcome = CONNECTORS[delivery.destination.kind](delivery)
    except Exception as error:
        # The attempt is recorded as failed first, so that it is retried and seen; then the error goes on.
        _record(
            delivery.id, attempt.number, Outcome(False, detail=f"Failed inside ({type(error).__name__}).")
        )
        raise
    _record(delivery.id, attempt.number, outcome)


@transaction.atomic
def _claim(delivery_id: str) -> tuple[Delivery, Attempt] | None:
    now = timezone.now()
    delivery = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(Q(leased_until=None) | Q(leased_until__lt=now), id=delivery_id, state=Delivery.State.READY)
        .filter(next_at__lte=now)
        .select_related("destination")
        .first()
    )
    if delivery is None:
        return None
    delivery.leased_until = now + LEASE
    delivery.attempts_made += 1
    delivery.save(update_fields=["leased_until", "attempts_made"])
    attempt = Attempt.objects.create(delivery=delivery, number=delivery.attempts_made, started_at=now)
    return delivery, attempt


@transaction.atomic
def _record(delivery_id: UUID, number: int, outcome: Outcome) -> None:
    now = timezone.now()
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    Attempt.objects.filter(delivery=delivery, number=number).update(
        finished_at=now,
        succeeded=outcome.succeeded,
        status_code=outcome.status_code,
        detail=outcome.detail[:500],
    )
    taken_over = delivery.attempts_made != number
    if delivery.state != Delivery.State.READY or (taken_over and not outcome.succeeded):
        # Our lease ran out and somebody else took it over: their word counts, unless ours is the better news.
        return
    delivery.leased_until = None
    delivery.last_error = "" if outcome.succeeded else outcome.detail[:500]
    if outcome.succeeded:
        delivery.state, delivery.delivered_at = Delivery.State.DELIVERED, now
        delivery.remote_id, delivery.next_at = outcome.remote_id, None
    elif outcome.permanent or (delivery.give_up_at and now >= delivery.give_up_at):
        delivery.state, delivery.next_at = Delivery.State.DEAD, None
        logger.error("delivery %s to %s needs attention", delivery.id, delivery.destination_id)
    else:
        delivery.next_at = next_attempt_at(delivery.attempts_made, now, outcome.retry_after)
        tasks.deliver.configure(schedule_at=delivery.next_at).defer(delivery_id=str(delivery.id))
    delivery.save()


@transaction.atomic
def resend(delivery_id: UUID) -> bool:
    """Send a delivery that needs attention off again, with the clock of its retries started anew. Answers whether it
    did: not where the delivery needs none, as after a second click."""
    now = timezone.now()
    changed = Delivery.objects.filter(id=delivery_id, state=Delivery.State.DEAD).update(
        state=Delivery.State.READY, next_at=now, give_up_at=now + GIVE_UP_AFTER, leased_until=None
    )
    if changed:
        tasks.deliver.defer(delivery_id=str(delivery_id))
    return bool(changed)


def sweep(limit: int = 500) -> int:
    """Send off again what is overdue by more than its lease: whatever happened to its task, it is not lost.
    Answers how many there were."""
    overdue = timezone.now() - LEASE
    ids = list(
        Delivery.objects.filter(Q(leased_until=None) | Q(leased_until__lt=timezone.now()))
        .filter(state=Delivery.State.READY, next_at__lt=overdue)
        .order_by(F("next_at"))
        .values_list("id", flat=True)[:limit]
    )
    for delivery_id in ids:
        tasks.deliver.defer(delivery_id=str(delivery_id))
    return len(ids)
