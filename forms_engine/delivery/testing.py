"""Trying a destination out: one delivery that is about nobody, on the road that all deliveries go."""

import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import TEST, Delivery, DeliveryAction, Destination
from forms_engine.delivery.services import tell

# Somebody watches what becomes of it, and nobody needs it later.
TRIED_FOR = timedelta(hours=1)


class CannotTest(ValueError):
    """No test can be sent there; the message says why, to whoever asked."""


@transaction.atomic
def send_test(destination: Destination, message: Message, *, by: User | None = None) -> Delivery:
    """Send a destination a made-up message, marked as a test. What cannot be delivered of it is nobody's to see to: it
    ends (``Delivery.State.CANCELLED``) with the reason in its last try.

    Raises:
        CannotTest: where the destination is given up, or a test would be taken for a request.
    """
    if destination.retired_at is not None:
        raise CannotTest("This destination is retired: nothing is sent to it.")
    if not CONNECTORS[destination.kind].tests:
        raise CannotTest(
            f"A test cannot be told from a request there ({CONNECTORS[destination.kind].label})."
        )
    marked = Message(message.subject, message.at, message.data, {**message.beside, "test": True})
    reference = str((message.data or {}).get("reference") or uuid.uuid4())
    delivery = tell(owner_type=TEST, owner_id=reference, destination=destination, sequence=1, message=marked)
    if delivery.state == Delivery.State.READY:
        delivery.give_up_at = timezone.now() + TRIED_FOR
        delivery.save(update_fields=["give_up_at"])
    if by is not None:
        DeliveryAction.objects.create(
            destination=destination, delivery=delivery, kind=DeliveryAction.Kind.TESTED, by=by
        )
    return delivery


def tests_of(destination: Destination, most: int = 10) -> QuerySet[Delivery]:
    """The latest tests of a destination, with their tries and who sent them."""
    latest = Delivery.objects.filter(owner_type=TEST, destination=destination).order_by("-created_at")
    return latest.prefetch_related("attempts", "actions__by")[:most]


def note_heard_of_test(destination: Destination, their_id: str, about: str, at: datetime) -> bool:
    """A back office speaks about a test, by its own number, by our delivery's id or by our reference. Answers whether it
    does; that it did is kept with the test."""
    tests = Delivery.objects.filter(owner_type=TEST, destination=destination, state=Delivery.State.DELIVERED)
    named = tests.filter(owner_id=about) if about else tests.none()
    with suppress(ValueError):
        named = named | tests.filter(id=uuid.UUID(about))
    if their_id:
        named = named | tests.filter(remote_id=their_id)
    found = named.first()
    if found is None:
        return False
    Delivery.objects.filter(id=found.id, acknowledged_at=None).update(acknowledged_at=at)
    return True
