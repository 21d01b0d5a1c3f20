"""For those who can host no endpoint: the delivery waits until they come for it (``delivery.pull``)."""

from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings, render_json


class PullSettings(ConnectorSettings):
    """Nothing to set: whoever has a token of the destination comes for its deliveries."""


CONNECTOR = Connector(
    kind="pull",
    label="They come for it (pull door)",
    settings=PullSettings,
    render=render_json,
    send=None,
    replays=True,
)
