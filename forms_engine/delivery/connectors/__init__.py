"""One module for each kind of destination, each with one ``send(delivery) -> Outcome``.

``send`` runs outside any transaction and may be called again for the same delivery: what it does for the second
time must change nothing at the other end, or carry the delivery's id so that the other end can tell.
"""

from collections.abc import Callable

from forms_engine.delivery.connectors import queue, webhook
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.outcome import Outcome

CONNECTORS: dict[str, Callable[[Delivery], Outcome]] = {
    Destination.Kind.QUEUE: queue.send,
    Destination.Kind.WEBHOOK: webhook.send,
}
