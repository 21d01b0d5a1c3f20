"""A submitted request and everything that happened to it."""

from forms_engine.requests.models.after_sending import AfterSending, Amendment, Unreachable
from forms_engine.requests.models.casework import Casework, Councillor
from forms_engine.requests.models.clock import Clock, UrgentAlert
from forms_engine.requests.models.contact import CallTotals, Contact, Line
from forms_engine.requests.models.customer import Customer, CustomerChange, CustomerMerge
from forms_engine.requests.models.data_life import Erasure, LegalHold, RetentionRule, Tombstone
from forms_engine.requests.models.duty import Threshold, ThresholdDecision
from forms_engine.requests.models.feedback import Feedback
from forms_engine.requests.models.first_contact import RepeatWindow
from forms_engine.requests.models.following import DuplicateMark, Follower, PossibleDuplicate
from forms_engine.requests.models.glass import BrokenGlass
from forms_engine.requests.models.helping import ActingFor
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
    "ActingFor",
    "AfterSending",
    "Amendment",
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
    "Erasure",
    "Feedback",
    "FileRead",
    "Follower",
    "Inbound",
    "InboundRefusal",
    "LegalHold",
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
    "RetentionRule",
    "Stage",
    "StateWording",
    "StatusMapping",
    "Threshold",
    "ThresholdDecision",
    "TimelineEntry",
    "Tombstone",
    "Unreachable",
    "Urgency",
    "UrgentAlert",
]
