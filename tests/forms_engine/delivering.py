"""Sending deliveries in a test's own thread, as the worker's dispatcher does in its threads."""

from unittest.mock import patch

from django.db.models import QuerySet

from forms_engine.delivery import claiming
from forms_engine.delivery.claiming import claim
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.sending import send_claimed


def deliver_due(most: int = 100) -> int:
    """Try once everything that is due; answers how many there were."""
    claimed = claim(most)
    for one in claimed:
        send_claimed(one)
    return len(claimed)


def deliver(delivery_id: object) -> None:
    """Try one delivery, if it is due and may be claimed, and no other."""
    due = claiming._due

    def only_this(now: object) -> QuerySet[Delivery]:
        return due(now).filter(id=delivery_id)

    with patch.object(claiming, "_due", only_this):
        deliver_due()
