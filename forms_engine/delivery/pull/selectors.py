"""What one destination may see through its door: its own deliveries, and of each owner's only the first that is open."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from forms_engine.cursors import read_moment
from forms_engine.delivery.claiming import unsettled_before
from forms_engine.delivery.models import Delivery, Destination

State = Delivery.State
READABLE = (State.READY, State.DELIVERED, State.DEAD, State.HANDLED)


class BadCursor(ValueError):
    """It is none that was handed out."""


def offered(destination: Destination, *, after: str, most: int) -> tuple[list[Delivery], str]:
    """What waits to be fetched, oldest first, ``most`` at most, and the cursor of what comes after it ("" at the end).

    What an owner tells this destination later is not among it before what it told earlier is settled.

    Raises:
        BadCursor: for a cursor that is none.
    """
    if destination.kind != "pull" or destination.paused_at is not None:
        return [], ""
    now = timezone.now()
    due = Q(state=State.READY, next_at__lte=now) | Q(state=State.DELIVERED, replay_at__lte=now)
    waiting = _own(destination).filter(due, ~Exists(unsettled_before()))
    if after:
        at, last = _read_cursor(after)
        waiting = waiting.filter(Q(created_at__gt=at) | Q(created_at=at, id__gt=last))
    found = list(waiting.order_by("created_at", "id")[: most + 1])
    more = len(found) > most
    return found[:most], _cursor(found[most - 1]) if more else ""


def own_delivery(destination: Destination, delivery_id: UUID) -> Delivery | None:
    """One delivery of this destination's that has words, whatever became of it since; None for any other's."""
    return _own(destination).filter(id=delivery_id, state__in=READABLE).exclude(sha256="").first()


def first_before(delivery: Delivery) -> UUID | None:
    """The delivery that has to be settled before this one may be had, if any."""
    earlier = Delivery.objects.filter(
        Q(state__in=[State.READY, State.DEAD, State.HELD]) | Q(replay_at__isnull=False),
        owner_type=delivery.owner_type,
        owner_id=delivery.owner_id,
        destination_id=delivery.destination_id,
        sequence__lt=delivery.sequence,
    )
    return earlier.order_by("sequence").values_list("id", flat=True).first()


def _own(destination: Destination) -> QuerySet[Delivery]:
    return Delivery.objects.filter(destination=destination)


def _cursor(delivery: Delivery) -> str:
    return base64.urlsafe_b64encode(f"{delivery.created_at.isoformat()} {delivery.id}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        at, last = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        moment = read_moment(at)
        if moment is None:
            raise BadCursor
        return moment, UUID(last)
    except (ValueError, binascii.Error) as error:
        raise BadCursor from error
