"""Outward only: which back office gets what, and the proof that it did."""

from forms_engine.delivery.models.action import DeliveryAction
from forms_engine.delivery.models.batch import Batch
from forms_engine.delivery.models.delivery import TEST, Attempt, Delivery
from forms_engine.delivery.models.destination import Destination
from forms_engine.delivery.models.mapping import MappingVersion
from forms_engine.delivery.models.open311 import Open311Case, Open311Poll
from forms_engine.delivery.models.replay import Replay
from forms_engine.delivery.models.route import Route
from forms_engine.delivery.models.routing import Rerun, RoutingDecision, RoutingStamp, RuleSet
from forms_engine.delivery.models.token import DestinationToken

__all__ = [
    "TEST",
    "Attempt",
    "Batch",
    "Delivery",
    "DeliveryAction",
    "Destination",
    "DestinationToken",
    "MappingVersion",
    "Open311Case",
    "Open311Poll",
    "Replay",
    "Rerun",
    "Route",
    "RoutingDecision",
    "RoutingStamp",
    "RuleSet",
]
