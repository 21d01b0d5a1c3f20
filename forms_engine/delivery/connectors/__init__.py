"""One module for each kind of destination. Adding one: write its ``CONNECTOR`` and name it here."""

from forms_engine.delivery.connectors import batch, email, file_drop, open311, pull, queue, webhook
from forms_engine.delivery.connectors.interface import Connector

CONNECTORS: dict[str, Connector] = {
    module.CONNECTOR.kind: module.CONNECTOR
    for module in (queue, email, webhook, open311, file_drop, batch, pull)
}

# The others wait to be fetched, or for their batch.
SENT_ONE_BY_ONE = [kind for kind, connector in CONNECTORS.items() if connector.send is not None]
