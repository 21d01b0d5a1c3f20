"""An Open311 server (GeoReport v2), such as a contractor's or another council's: what it does is in
``forms_engine.delivery.open311``."""

from forms_engine.delivery.connectors.interface import Connector
from forms_engine.delivery.open311 import filing, reports
from forms_engine.delivery.open311.settings import Open311Settings

CONNECTOR = Connector(
    kind="open311",
    label="An Open311 server",
    settings=Open311Settings,
    render=reports.render,
    send=filing.send,
)
