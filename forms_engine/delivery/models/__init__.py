"""Outward only: which back office gets what, and the proof that it did."""

from forms_engine.delivery.models.delivery import Attempt, Delivery
from forms_engine.delivery.models.destination import Destination
from forms_engine.delivery.models.route import Route

__all__ = ["Attempt", "Delivery", "Destination", "Route"]
