"""A queue of our own: the request is shown to the team's officers."""

from forms_engine.delivery import receivers
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Outcome


def send(delivery: Delivery) -> Outcome:
    """Put the delivery's owner in the destination's queue; doing it again changes nothing."""
    queue = delivery.destination.queue
    try:
        receivers.place_in_queue(delivery.owner_type, delivery.owner_id, queue)
    except LookupError as error:
        return Outcome(succeeded=False, permanent=True, detail=str(error))
    return Outcome(succeeded=True, remote_id=queue, detail=f"Placed in {queue}.")
