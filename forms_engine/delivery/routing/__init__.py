"""Who hears of a request: rules as data, in ``RuleSet``."""

from forms_engine.delivery.routing.facts import Decision, RoutingFacts
from forms_engine.delivery.routing.loading import decide

__all__ = ["Decision", "RoutingFacts", "decide"]
