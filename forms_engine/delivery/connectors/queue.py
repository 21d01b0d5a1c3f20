"""A queue of our own: the request is shown to the team's officers."""

from pydantic import Field

from forms_engine.delivery import receivers
from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings, render_json
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Fault, Outcome


class QueueSettings(ConnectorSettings):
    """Which queue."""

    queue: str = Field(title="Queue", description="The slug of the queue.", min_length=1, max_length=50)


def send(delivery: Delivery) -> Outcome:
    """Put the delivery's owner in the destination's queue; doing it again changes nothing."""
    queue = QueueSettings(**delivery.destination.settings).queue
    try:
        receivers.place_in_queue(delivery.owner_type, delivery.owner_id, queue)
    except LookupError as error:
        return Outcome(Fault.THIS_ONE, str(error))
    return Outcome(None, f"Placed in {queue}.", remote_id=queue, acknowledged=True)


CONNECTOR = Connector(
    kind="queue",
    label="A queue of ours",
    settings=QueueSettings,
    render=render_json,
    send=send,
    tests=False,
    takes_mapping=False,
)
