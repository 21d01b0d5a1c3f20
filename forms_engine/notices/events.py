"""What a request's customer can be told, and which words each notice may hold.

A notice travels through other people's systems and lights up on screens that others look at. So it says that there is
something, and where to read it: never what anybody wrote, asked or answered, and of a service that is not open to
everybody not even what it is about. What is not named here for an event reaches none of its templates, ours or an
administrator's (``requests.telling``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Known in every one of them, each with what a preview shows. ``service`` and ``title`` are empty unless the service is
# open to everybody.
COMMON: Mapping[str, str] = {
    "reference": "K7W-9RF-TH2P",
    "link": "https://www.marlshire.example/requests/K7W-9RF-TH2P/",
    "phone": "0300 555 0142",
    "hours": "Monday to Friday, 9am to 5pm",
    "service": "Highways maintenance",
    "title": "Report a pothole",
}
_WHEN = {"when": "Monday 7 December 2026, 10:30am to 11am"}
_BOOKING = {
    **_WHEN,
    "what": "Visit of an officer",
    "where": "Marlshire Hall, High Street, Marlbury",
    "to_bring": "Your passport",
    "move_until": "Friday 4 December 2026, 5pm",
    "cancel_until": "Sunday 6 December 2026, 10:30am",
    "again": "https://www.marlshire.example/journeys/book-a-visit/",
}
_RECEIVED = {"outcome": "We inspect it within 3 working days.", "fee": "£20.00", "urgent": "Call 999."}
_MONEY = {"money": "We will pay back £20.00 to the card you paid with."}
_FEE = {"fee": "£20.00"}
_AMOUNT = {"amount": "£20.00"}

# Said only where the service is open to everybody: they could tell what a request is about.
TELLING = frozenset({"service", "title", "what", "to_bring", "outcome", "state", "signposting", "lines"})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that customers are told. ``names`` are its own words, each with what a preview shows; ``turns`` are what
    our own templates ask as well, to say one thing or another: an administrator's cannot."""

    title: str
    names: Mapping[str, str] = field(default_factory=dict)
    turns: frozenset[str] = frozenset()

    @property
    def samples(self) -> dict[str, str]:
        """Every word that a template of this event may hold, with what a preview shows for it."""
        return {**COMMON, **self.names}

    def allowed(self, context: Mapping[str, object], *, is_open: bool) -> dict[str, object]:
        """What of a context its templates are given: nothing that is not named here, and of a service that is not open to
        everybody nothing that tells what a request is about."""
        known = {*COMMON, *self.names, *self.turns, *ALWAYS}
        return {
            name: value if is_open or name not in TELLING else ""
            for name, value in context.items()
            if name in known
        }


ALWAYS = frozenset({"at_work"})

EVENTS: Mapping[str, Event] = {
    "request.received": Event("We have their request", _RECEIVED),
    "request.begun-outside": Event("A back office has opened a request for them"),
    "request.awaiting-payment": Event(
        "Their request waits for payment",
        {**_FEE, **_WHEN, "pay_by": "Monday 7 December", "until": "10:30am"},
    ),
    "request.pay-reminder": Event("A reminder to pay", {**_FEE, "pay_by": "Monday 7 December"}),
    "request.unpaid": Event("Cancelled, because nobody paid", _FEE, frozenset({"was_booked"})),
    "request.receipt": Event(
        "The receipt of a payment",
        {
            **_AMOUNT,
            "day": "Monday 7 December",
            "how": "Card",
            "number": "C-000012",
            "receipt": "https://www.marlshire.example/payments/receipt/x/",
            "vat_number": "GB 123 4567 89",
        },
        frozenset({"lines", "vat_lines"}),
    ),
    "request.refunded": Event("Money has gone back", _AMOUNT, frozenset({"is_part", "by_hand"})),
    "request.updated": Event(
        "Their request has moved on",
        {
            "state": "In progress",
            "appointment": "Monday 7 December 2026, 10:30am to 11am",
            "signposting": "If you are not satisfied, ask for a second look.",
        },
        frozenset({"has_words"}),
    ),
    "request.message": Event("They have a message"),
    "request.asked": Event(
        "They are asked something, and their request waits", turns=frozenset({"wants_files"})
    ),
    "request.letter": Event("They have a letter"),
    "request.file-added": Event("We added files to their request", turns=frozenset({"files"})),
    "request.file-deleted": Event("A file of theirs held a virus and is gone"),
    "request.split": Event("A part of their request has its own reference now"),
    "request.claimed": Event("Their request was added to an account"),
    "request.cancelled": Event("Their request is cancelled", _MONEY, frozenset({"by_customer", "has_words"})),
    "request.ring-us": Event("Nobody has seen what cannot wait: ring us", {"urgent": "Call 999."}),
    "request.booked": Event(
        "Their appointment is confirmed", {**_BOOKING, **_RECEIVED}, frozenset({"was_asked", "has_words"})
    ),
    "request.booking-asked": Event("Their appointment waits to be agreed to", {**_BOOKING, **_RECEIVED}),
    "request.booking-moved": Event(
        "Their appointment was moved", _BOOKING, frozenset({"by_customer", "is_confirmed", "has_words"})
    ),
    "request.booking-cancelled": Event(
        "Their appointment is cancelled",
        {**_BOOKING, **_MONEY},
        frozenset({"by_customer", "with_request", "has_words"}),
    ),
    "request.booking-refused": Event(
        "Their appointment was not agreed to", {**_BOOKING, **_MONEY}, frozenset({"has_words"})
    ),
    "request.booking-reminder": Event("Their appointment is tomorrow", _BOOKING),
    "request.no-place": Event(
        "They paid too late for the time they chose",
        {**_BOOKING, **_FEE, "choose": "https://www.marlshire.example/requests/K7W-9RF-TH2P/booking/"},
    ),
    "request.no-show": Event("They missed their appointment", _BOOKING),
    "request.feedback": Event("How did we do?", {"answer": "https://www.marlshire.example/feedback/x/"}),
}
