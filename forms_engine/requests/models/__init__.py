"""A submitted request and everything that happened to it."""

from forms_engine.requests.models.clock import Clock, UrgentAlert
from forms_engine.requests.models.first_contact import RepeatWindow
from forms_engine.requests.models.following import DuplicateMark, Follower, PossibleDuplicate
from forms_engine.requests.models.inward import (
    FileRead,
    Inbound,
    InboundRefusal,
    Letter,
    OutsideCase,
    StatusMapping,
)
from forms_engine.requests.models.promises import Stage, StateWording, Urgency
from forms_engine.requests.models.reads import RequestRead
from forms_engine.requests.models.request import Customer, Request, RequestFile
from forms_engine.requests.models.timeline import TimelineEntry

__all__ = [
    "Clock",
    "Customer",
    "DuplicateMark",
    "FileRead",
    "Follower",
    "Inbound",
    "InboundRefusal",
    "Letter",
    "OutsideCase",
    "PossibleDuplicate",
    "RepeatWindow",
    "Request",
    "RequestFile",
    "RequestRead",
    "Stage",
    "StateWording",
    "StatusMapping",
    "TimelineEntry",
    "Urgency",
    "UrgentAlert",
]
