"""One module for each kind of destination. Adding one: write its ``CONNECTOR`` and name it here."""

from forms_engine.delivery.connectors import queue, webhook
from forms_engine.delivery.connectors.interface import Connector

CONNECTORS: dict[str, Connector] = {
    connector.kind: connector for connector in (queue.CONNECTOR, webhook.CONNECTOR)
}

# The others wait to be fetched, or for their batch.
SENT_ONE_BY_ONE = [kind for kind, connector in CONNECTORS.items() if connector.send is not None]
