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
    """Put the delivery's owner in the destination's queue, unless an officer has moved it since that was decided; doing it
    again changes nothing. What is told of it later moves it nowhere: whoever looks at it in its queue sees that."""
    queue = QueueSettings(**delivery.destination.settings).queue
    decided_at = delivery.created_at if delivery.sequence == 1 else None
    try:
        is_there = receivers.place_in_queue(delivery.owner_type, delivery.owner_id, queue, decided_at)
    except LookupError as error:
        return Outcome(Fault.THIS_ONE, str(error))
    said = (
        f"Placed in {queue}." if is_there else "An officer has put it in another queue since: it stays there."
    )
    return Outcome(None, said, acknowledged=True)


CONNECTOR = Connector(
    kind="queue",
    label="A queue of ours",
    settings=QueueSettings,
    render=render_json,
    send=send,
    tests=False,
    takes_mapping=False,
)
