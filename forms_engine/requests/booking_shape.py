"""The schema of a booking in what back offices are told."""

from forms_engine.requests.bookings.told import OUTSIDE
from forms_engine.requests.payload_shapes import Schema

MOMENT: Schema = {"type": "string", "format": "date-time", "description": "UTC"}
BOOKING: dict[str, Schema] = {
    "id": {"type": "string", "format": "uuid", "description": "Never changes, whenever it is moved to"},
    "state": {
        "enum": list(dict.fromkeys(OUTSIDE.values())),
        "description": "no-place: paid too late, so there is no appointment",
    },
    "kind": {"type": "string"},
    "resource": {"type": "string", "description": "With whom or where, as our calendar calls it"},
    "starts_at": MOMENT,
    "ends_at": MOMENT,
    "where": {"type": "string", "description": "Empty where nobody has to come anywhere"},
    "sequence": {"type": "integer", "minimum": 0, "description": "Grows with each change"},
}
