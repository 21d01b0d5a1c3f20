"""What a back office is told of a request later on, as JSON Schema 2020-12: one schema for each type of message. They do
not depend on a journey. (What it is told first is ``payload_schema``'s, one for each version of a journey.)"""

from django.conf import settings

from forms_engine.requests.booking_shape import BOOKING
from forms_engine.requests.payload_schema import (
    DIALECT,
    FILE,
    LINKED,
    MOMENT,
    REFERENCE,
    TEXT,
    an_object,
    lessened,
)
from forms_engine.requests.payload_shapes import Schema
from forms_engine.requests.states import RequestState

UPDATED = "request.updated"  # its state or its stage
MESSAGE = "request.message"  # from its customer, or to them
CANCELLED = "request.cancelled"

_REFERENCE: Schema = {"type": "string", "pattern": REFERENCE}
_WORDS: Schema = {
    "type": "string",
    "description": "In the language of whoever wrote them; empty where nothing was said",
}
_ALWAYS: dict[str, Schema] = {
    "reference": _REFERENCE,
    "service": TEXT,
    "number": {
        "type": "integer",
        "minimum": 1,
        "description": "Grows with everything that happens to the request; there are gaps",
    },
    "state": {"enum": RequestState.values, "description": "After what happened"},
    "stage": {"type": "integer", "minimum": 1, "description": "1 where the service has only one"},
}
_BOOKING: Schema = an_object(BOOKING) | {"description": "Where something became of what was booked"}
_FILES: Schema = {"type": "array", "items": an_object(FILE | LINKED, optional=("item",))}
_OPTIONAL: dict[str, dict[str, Schema]] = {
    UPDATED: {
        "stage_name": {"type": "string", "description": "Where the next stage began"},
        "duplicate_of": _REFERENCE | {"description": "Where it was closed as a duplicate of that one"},
        "files": _FILES | {"description": "Where files came that were not there at first"},
        "booking": _BOOKING,
        "corrected": {
            "type": "object",
            "description": "Where its customer corrected answers: each as it is now, null where it was taken back, by the "
            "key of its question, of a group's after its key and the item's number (children/2/age)",
        },
        "outcome": an_object({"slug": TEXT, "name": TEXT})
        | {"description": "Where an officer said which of its service's outcomes came of it"},
    },
    MESSAGE: {"files": _FILES | {"description": "Where files were sent with it"}},
    CANCELLED: {"booking": _BOOKING},
}
_SAID: dict[str, dict[str, Schema]] = {
    UPDATED: {"message": _WORDS},
    MESSAGE: {"from": {"enum": ["customer", "council", "back-office"]}, "message": _WORDS},
    CANCELLED: {"by": {"enum": ["customer", "officer", "back-office", "house"]}, "message": _WORDS},
}
SUBJECTS = tuple(_SAID)


def message_schema_url(subject: str) -> str:
    """Where the schema of that type of message is read: on the public site, whoever is told."""
    return f"{settings.ENVIRONMENT.origin('public')}/api/v1/messages/{subject}/payload-schema.json"


def message_schema(subject: str) -> Schema:
    """The schema of the whole body of a message of that type.

    Raises:
        KeyError: when no message of that type is sent.
    """
    said, address = _SAID[subject], message_schema_url(subject)
    properties = {"schema": {"const": address}, **_ALWAYS, **said, **_OPTIONAL[subject]}
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": f"{subject}: what a back office is told",
        "type": "object",
        "properties": {
            "type": {"const": subject},
            "timestamp": MOMENT,
            "data": lessened(an_object(properties, optional=tuple(_OPTIONAL[subject]))),
        },
        "required": ["type", "timestamp", "data"],
    }
