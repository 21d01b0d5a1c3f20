"""From a decision that somebody has to hear of something to a delivery that is on its way. Nothing here is lost,
nothing is pruned undelivered. What sends is ``dispatcher``."""

import hashlib
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from forms_engine.delivery.claiming import unsettled_before
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.file_links import linked
from forms_engine.delivery.mapping.services import mapped, newest_mappings
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import TEST, Delivery, Destination, MappingVersion
from forms_engine.delivery.notify import say_due
from forms_engine.delivery.retry import GIVE_UP_AFTER
from forms_engine.delivery.without_people import fit_for

logger = logging.getLogger(__name__)


def hold(*, owner_type: str, owner_id: str, subject: str, destinations: Iterable[UUID]) -> list[Delivery]:
    """Write one held delivery for each destination (``routing.decide`` says which), in the caller's transaction.

    Each says that something is owed to that destination; ``release`` gives it its words.

    Raises:
        ValueError: when none is given: nobody would hear of it, so it would be lost. Routing always names one.
    """
    wanted = list(dict.fromkeys(destinations))
    if not wanted:
        raise ValueError("Nobody is to hear of it.")
    return Delivery.objects.bulk_create(
        Delivery(
            owner_type=owner_type,
            owner_id=owner_id,
            subject=subject,
            destination_id=destination,
            state=Delivery.State.HELD,
        )
        for destination in wanted
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
    mappings = newest_mappings(delivery.destination_id for delivery in released)
    for delivery in released:
        give_words(delivery, message, mappings)
    Delivery.objects.bulk_update(
        released,
        [
            "state",
            "body",
            "message",
            "sha256",
            "mapping_version",
            "next_at",
            "give_up_at",
            "dead_at",
            "last_error",
        ],
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
    give_words(delivery, message)
    delivery.save()
    say_due()
    return delivery


def give_words(
    delivery: Delivery, message: Message, mappings: Mapping[UUID, MappingVersion] | None = None
) -> None:
    """Render a delivery's message, hash and make it ready; the caller saves. What cannot be rendered is kept as it is,
    for a person to see to. ``mappings`` are the destinations' mappings in use, where the caller has them already."""
    now = timezone.now()
    if delivery.destination.is_test:
        message = Message(message.subject, message.at, message.data, {**message.beside, "test": True})
    told = message.as_json()
    connector = CONNECTORS[delivery.destination.kind]
    if not connector.takes_mapping:
        mappings = {}
    elif mappings is None:
        mappings = newest_mappings([delivery.destination_id])
    delivery.mapping_version = mappings.get(delivery.destination_id)
    try:
        message = mapped(
            linked(delivery.id, fit_for(delivery.destination, message)), delivery.mapping_version
        )
        delivery.body = connector.render(delivery.destination, message)
        delivery.message = told if delivery.body != told else ""
        delivery.sha256 = hashlib.sha256(delivery.body.encode()).hexdigest()
        make_ready(delivery, now)
    except CannotRender as error:
        # Without a digest: it is rendered when somebody sends it again.
        delivery.body, delivery.message, delivery.sha256 = told, "", ""
        delivery.state, delivery.dead_at, delivery.last_error = Delivery.State.DEAD, now, str(error)[:500]
        if delivery.is_test:
            delivery.state, delivery.dead_at = Delivery.State.CANCELLED, None
            return
        logger.error("a delivery to %s could not be rendered", delivery.destination_id)


def make_ready(delivery: Delivery, now: datetime) -> None:
    """Set a delivery's columns so that it is sent now, with the clock of its retries started anew."""
    due_at = CONNECTORS[delivery.destination.kind].due_at
    due = due_at(delivery.destination, now) if due_at else now
    delivery.state, delivery.next_at, delivery.give_up_at = Delivery.State.READY, due, due + GIVE_UP_AFTER
    delivery.batch, delivery.dead_at, delivery.leased_until, delivery.last_error = None, None, None, ""
    delivery.replay_at = None


@transaction.atomic
def cancel_held(*, owner_type: str, owner_id: str) -> None:
    """Nobody will hear of this owner: what was held for it is not needed any more (see ``hold_again``)."""
    Delivery.objects.filter(owner_type=owner_type, owner_id=owner_id, state=Delivery.State.HELD).update(
        state=Delivery.State.CANCELLED
    )


@transaction.atomic
def hold_again(*, owner_type: str, owner_id: str) -> None:
    """Somebody has to hear of this owner after all: what ``cancel_held`` cancelled is owed again. What was cancelled for a
    reason of its own (``last_error``) is not."""
    Delivery.objects.filter(
        owner_type=owner_type, owner_id=owner_id, state=Delivery.State.CANCELLED, body="", last_error=""
    ).update(state=Delivery.State.HELD)


@transaction.atomic
def give_up_overdue() -> int:
    """Put before a person what has waited longer than it may without a try that could have ended it, as behind a
    destination that is shut. Answers how many there were. What is paused is a person's already; so is what waits for
    an earlier one, which goes out once that is settled."""
    now = timezone.now()
    overdue = Delivery.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=now),
        ~Exists(unsettled_before()),
        state=Delivery.State.READY,
        give_up_at__lt=now,
        destination__paused_at=None,
    )
    overdue.filter(owner_type=TEST).update(state=Delivery.State.CANCELLED, next_at=None, leased_until=None)
    return overdue.exclude(owner_type=TEST).update(
        state=Delivery.State.DEAD,
        dead_at=now,
        next_at=None,
        leased_until=None,
        last_error="The back office has not taken anything for 72 hours.",
    )
