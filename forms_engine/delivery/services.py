"""From a decision that somebody has to hear of something to a delivery that is on its way. Nothing here is lost,
nothing is pruned undelivered. What sends is ``dispatcher``."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.notify import say_due
from forms_engine.delivery.retry import GIVE_UP_AFTER

logger = logging.getLogger(__name__)


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


@transaction.atomic
def release(*, owner_type: str, owner_id: str, message: Message) -> None:
    """Give what the owner's held deliveries of this subject are to say, and send them off, in the caller's
    transaction. Doing it again changes nothing: what was released keeps its words."""
    held = (
        Delivery.objects.select_for_update(of=("self",))
        .filter(owner_type=owner_type, owner_id=owner_id, subject=message.subject, state=Delivery.State.HELD)
        .select_related("destination")
        .order_by("id")
    )
    released = list(held)
    for delivery in released:
        _give_words(delivery, message)
    Delivery.objects.bulk_update(
        released, ["state", "body", "sha256", "next_at", "give_up_at", "dead_at", "last_error"]
    )
    say_due()


@transaction.atomic
def tell(
    *, owner_type: str, owner_id: str, destination: Destination, sequence: int, message: Message
) -> Delivery:
    """Write one delivery to one destination and send it off, in the caller's transaction: for what is owed to a
    destination by itself, along no route. ``sequence`` numbers what this owner tells this destination.

    Raises:
        IntegrityError: when the owner has told this destination something under this number already.
    """
    delivery = Delivery(
        owner_type=owner_type,
        owner_id=owner_id,
        subject=message.subject,
        sequence=sequence,
        destination=destination,
    )
    _give_words(delivery, message)
    delivery.save()
    say_due()
    return delivery


def _give_words(delivery: Delivery, message: Message) -> None:
    """Render, hash and make ready. What cannot be rendered is kept as it is, for a person to see to."""
    now = timezone.now()
    try:
        delivery.body = CONNECTORS[delivery.destination.kind].render(delivery.destination, message)
        _make_ready(delivery, now)
    except CannotRender as error:
        delivery.body = message.as_json()
        delivery.state, delivery.dead_at, delivery.last_error = Delivery.State.DEAD, now, str(error)[:500]
        logger.error("a delivery to %s could not be rendered", delivery.destination_id)
    delivery.sha256 = hashlib.sha256(delivery.body.encode()).hexdigest()


def _make_ready(delivery: Delivery, now: datetime) -> None:
    delivery.state, delivery.next_at, delivery.give_up_at = Delivery.State.READY, now, now + GIVE_UP_AFTER
    delivery.dead_at, delivery.leased_until, delivery.last_error = None, None, ""


@transaction.atomic
def cancel_held(*, owner_type: str, owner_id: str) -> None:
    """Nobody will hear of this owner: what was held for it is not needed any more."""
    Delivery.objects.filter(owner_type=owner_type, owner_id=owner_id, state=Delivery.State.HELD).update(
        state=Delivery.State.CANCELLED
    )


@transaction.atomic
def resend(delivery_id: UUID) -> bool:
    """Send a delivery that needs attention off again, with the clock of its retries started anew. Answers whether it
    did: not where the delivery needs none, as after a second click."""
    delivery = Delivery.objects.select_for_update().filter(id=delivery_id, state=Delivery.State.DEAD).first()
    if delivery is None:
        return False
    _make_ready(delivery, timezone.now())
    delivery.save()
    say_due()
    return True


@transaction.atomic
def mark_handled(delivery_id: UUID, *, by: User, note: str) -> bool:
    """A person has seen to a delivery that needs attention in another way, and says how. Answers whether it needed
    any. What its owner tells this destination later goes out from now on.

    Raises:
        ValueError: without a note.
    """
    if not note.strip():
        raise ValueError("Say what you did instead, so that the next person knows.")
    delivery = Delivery.objects.select_for_update().filter(id=delivery_id, state=Delivery.State.DEAD).first()
    if delivery is None:
        return False
    delivery.state, delivery.handled_by, delivery.handled_note = Delivery.State.HANDLED, by, note.strip()
    delivery.save()
    say_due()
    return True


@transaction.atomic
def give_up_overdue() -> int:
    """Put before a person what has waited longer than it may without a try that could have ended it, as behind a
    destination that is shut. Answers how many there were. What a person has paused is theirs already."""
    now = timezone.now()
    overdue = Delivery.objects.filter(
        state=Delivery.State.READY, give_up_at__lt=now, leased_until=None, destination__paused_at=None
    )
    return overdue.update(
        state=Delivery.State.DEAD,
        dead_at=now,
        next_at=None,
        last_error="The back office has not taken anything for 72 hours.",
    )


@transaction.atomic
def resume(destination_id: UUID) -> None:
    """Try a paused or shut destination again at once."""
    Destination.objects.filter(id=destination_id).update(
        paused_at=None, paused_because="", shut_until=None, failures_in_row=0, next_slot_at=None
    )
    say_due()
