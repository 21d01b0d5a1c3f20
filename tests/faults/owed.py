"""What a house still owes to whom, but for what the demonstration council came with: a contractor who asks for jobs
never does here, so theirs wait."""

import time

from django.db.models import QuerySet

from forms_engine.delivery.models import Delivery

COMES_TO_REST_WITHIN = 60.0


def deliveries(house) -> QuerySet[Delivery]:
    """What has not been delivered."""
    return Delivery.objects.exclude(owner_id__in=house.before).exclude(state="delivered")


def let_come_to_rest() -> None:
    """Wait until what the council came with is where it can be sent to, so that it takes no turn of what a test sends.

    Raises:
        AssertionError: where it does not get there.
    """
    deadline = time.monotonic() + COMES_TO_REST_WITHIN
    theirs = Delivery.objects.exclude(destination__kind="pull").exclude(state="delivered")
    while theirs.exists():
        assert time.monotonic() < deadline, f"what the council came with is not delivered: {list(theirs[:5])}"
        time.sleep(0.2)
