"""Deliveries to destinations of a kind, without a council around them."""

import itertools
from datetime import UTC, datetime

from forms_engine.delivery import services
from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Destination

_numbers = itertools.count(1)

DATA = {
    "reference": "K7W-Q3X-T9D4",
    "title": "Report a pothole",
    "journey": {"slug": "report-a-pothole", "kind": "report", "version": 1},
    "service": "highways-maintenance",
    "received_at": "2026-11-22T10:00:00+00:00",
    "channel": "web",
    "language": "en",
    "contact": {"name": "Ann Archer", "email": "ann@example.com", "mobile": "+447700900123"},
    "location": {"description": "High Street", "postcode": "ZZ1 1AA", "latitude": 52.1, "longitude": -1.9},
    "answers": [
        {
            "question": "category",
            "label": "What is it?",
            "answer": "road",
            "words": ["A road"],
            "sensitive": False,
        },
        {
            "question": "harm",
            "label": "Was anybody hurt?",
            "answer": "My knee",
            "words": ["My knee"],
            "sensitive": True,
        },
    ],
    "files": [],
    "paid_pence": 0,
    "link": "http://staff.localhost/workplace/requests/K7W-Q3X-T9D4/",
}


def make_destination(kind, settings=None, **columns):
    """A destination of that kind with a slug of its own."""
    number = next(_numbers)
    return Destination.objects.create(
        slug=columns.pop("slug", f"{kind}-{number}"),
        name=columns.pop("name", f"Office {number}"),
        kind=kind,
        settings=checked_settings(kind, settings or {}),
        **columns,
    )


def message(subject="request.received", **data):
    """What a request tells, with parts of it changed."""
    return Message(subject, datetime(2026, 11, 22, 10, tzinfo=UTC), {**DATA, **data})


def tell(destination, owner="1", sequence=1, subject="request.received", **data):
    """One delivery to that destination, ready to go."""
    return services.tell(
        owner_type="test",
        owner_id=str(owner),
        destination=destination,
        sequence=sequence,
        message=message(subject, **data),
    )
