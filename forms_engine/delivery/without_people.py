"""What a destination that may not have personal data is told instead: the one place where that is decided, whatever its
connector."""

from collections.abc import Mapping
from dataclasses import replace

from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Destination

# Nothing of these is about a person. Anything else is left out, so that what is added to a payload one day is too.
ABOUT_NOBODY = frozenset(
    {
        "reference",
        "title",
        "schema",
        "journey",
        "service",
        "received_at",
        "at",
        "channel",
        "language",
        "number",
        "state",
        "stage",
        "paid_pence",
        "link",
        "test",
    }
)
# Where something is that was reported, but for the words that somebody typed about it. Of an application it would be
# somebody's home.
REPORT = "report"
SPOT = ("uprn", "postcode", "latitude", "longitude", "ward")


def fit_for(destination: Destination, message: Message) -> Message:
    """The message as this destination may have it. What is left out is named in ``withheld``, so that nobody takes it
    for not having been asked."""
    if destination.takes_personal_data or message.data is None:
        return message
    data = message.data
    kept = {name: value for name, value in data.items() if name in ABOUT_NOBODY}
    journey, location = data.get("journey"), data.get("location")
    if isinstance(journey, Mapping) and journey.get("kind") == REPORT and isinstance(location, Mapping):
        kept["location"] = {name: value for name, value in location.items() if name in SPOT}
    return replace(message, data={**kept, "withheld": sorted(data.keys() - kept.keys())})
