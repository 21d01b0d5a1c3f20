"""A submitted request and everything that happened to it."""

from forms_engine.requests.models.casework import Casework, Councillor
from forms_engine.requests.models.clock import Clock, UrgentAlert
from forms_engine.requests.models.contact import CallTotals, Contact, Line
from forms_engine.requests.models.customer import Customer, CustomerChange, CustomerMerge
from forms_engine.requests.models.duty import Threshold, ThresholdDecision
from forms_engine.requests.models.first_contact import RepeatWindow
from forms_engine.requests.models.following import DuplicateMark, Follower, PossibleDuplicate
from forms_engine.requests.models.glass import BrokenGlass
from forms_engine.requests.models.inward import (
    FileRead,
    Inbound,
    InboundRefusal,
    Letter,
    OutsideCase,
    StatusMapping,
)
from forms_engine.requests.models.measures import CountedMonth, LoggedCalls, MonthClocks, MonthFigures
from forms_engine.requests.models.promises import Stage, StateWording, Urgency
from forms_engine.requests.models.reads import RequestRead
from forms_engine.requests.models.replies import Outcome, ReplyTemplate
from forms_engine.requests.models.request import Request, RequestFile
from forms_engine.requests.models.timeline import TimelineEntry

__all__ = [
    "BrokenGlass",
    "CallTotals",
    "Casework",
    "Clock",
    "Contact",
    "Councillor",
    "CountedMonth",
    "Customer",
    "CustomerChange",
    "CustomerMerge",
    "DuplicateMark",
    "FileRead",
    "Follower",
    "Inbound",
    "InboundRefusal",
    "Letter",
    "Line",
    "LoggedCalls",
    "MonthClocks",
    "MonthFigures",
    "Outcome",
    "OutsideCase",
    "PossibleDuplicate",
    "RepeatWindow",
    "ReplyTemplate",
    "Request",
    "RequestFile",
    "RequestRead",
    "Stage",
    "StateWording",
    "StatusMapping",
    "Threshold",
    "ThresholdDecision",
    "TimelineEntry",
    "Urgency",
    "UrgentAlert",
]
