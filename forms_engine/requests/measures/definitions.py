"""What is measured, in words and in counts: the one place that says so. ``docs/measures.md`` says the same at length."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.models import Contact

Outcome = Contact.Outcome

# Nobody of the council's is between the person and the service.
DIGITAL = ("web", "api", "partner")
assert not ASSISTED.intersection(DIGITAL)

# What a contact has to have ended with to have ended where it began.
ENDED_THERE = (Outcome.ANSWERED, Outcome.SIGNPOSTED, Outcome.REQUEST_MADE, Outcome.REQUEST_CHASED)
ANSWERED = (Outcome.ANSWERED, Outcome.SIGNPOSTED)
ABOUT_A_REQUEST = (Outcome.REQUEST_MADE, Outcome.REQUEST_CHASED)

DONE_DAYS = 14  # of "digital and done", for every service; the rest goes by the service's days


@dataclass(frozen=True, slots=True)
class Column:
    """One count of the rows that are kept, and what it is called at the head of a column."""

    name: str
    head: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Some counts, of others. ``rule`` is what is counted, in the words of docs/measures.md. ``whole_name`` says what one
    of the whole is called. A rate is said for every 100, as it may be more than that."""

    key: str
    name: str
    rule: str
    part: tuple[str, ...]
    whole: tuple[str, ...] = ()
    whole_name: str = "contacts"
    is_rate: bool = False
    more_is_better: bool | None = None

    def of(self, counts: Mapping[str, int]) -> "Measured":
        """This measure of these counts."""
        return Measured(
            measure=self,
            part=sum(counts[name] for name in self.part),
            whole=sum(counts[name] for name in self.whole) if self.whole else None,
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's figures: so many of so many; ``whole`` is None for a plain count."""

    measure: Measure
    part: int
    whole: int | None

    @property
    def share(self) -> float | None:
        """Per cent, to a tenth, halves away from zero; None where there is nothing to be a share of."""
        if not self.whole:
            return None
        return (self.part * 2000 + self.whole) // (2 * self.whole) / 10

    @property
    def part_said(self) -> str:
        """How many were counted."""
        return f"{self.part:,}"

    @property
    def whole_said(self) -> str:
        """Of how many."""
        return f"{self.whole or 0:,}"

    @property
    def whole_named(self) -> str:
        """Of how many of what: "209 contacts", "1 contact"."""
        name = self.measure.whole_name
        return f"{self.whole_said} {name.removesuffix('s') if self.whole == 1 else name}"

    @property
    def said(self) -> str:
        """The figure as a page says it."""
        if self.whole is None:
            return f"{self.part:,}"
        if self.share is None:
            return "–"
        return f"{self.share:.1f}" if self.measure.is_rate else f"{self.share:.1f}%"


COLUMNS = (
    Column("contacts", "Contacts"),
    Column("digital", "Digital contacts"),
    Column("digital_done", "Digital and done"),
    Column("asked", "First contacts that ended without a request"),
    Column("answered_at_first", "Of these answered at first contact"),
    Column("decided", "Finished requests whose days to come back are over"),
    Column("resolved_at_first", "Of these resolved at first contact"),
    Column("contacts_handed_on", "Contacts handed on"),
    Column("requests_handed_on", "Times a request was handed on"),
    Column("chasing", "Chasing contacts"),
    Column("repeats", "Repeat contacts"),
    Column("followable", "Contacts that can be followed"),
)
CLOCK_COLUMNS = (Column("met", "Targets met"), Column("missed", "Targets missed"))

NAMES = tuple(column.name for column in COLUMNS)
CLOCK_NAMES = tuple(column.name for column in CLOCK_COLUMNS)

CONTACTS = Measure(
    "contacts",
    "Contacts",
    "Every contact that began in the month.",
    ("contacts",),
)
DIGITAL_DONE = Measure(
    "digital-done",
    "Digital and done",
    "Contacts begun and ended digitally, with no further contact by the same customer or about the same Location about "
    "that service within 14 days, of all contacts.",
    ("digital_done",),
    ("contacts",),
    more_is_better=True,
)
DIGITAL_SHARE = Measure(
    "digital-share",
    "Digital share",
    "Contacts on the web, by API or by a partner on the extranet, of all contacts.",
    ("digital",),
    ("contacts",),
    more_is_better=True,
)
FIRST_CONTACT = Measure(
    "first-contact",
    "Resolved at first contact",
    "First contacts that were answered or signposted with no further contact within the service’s days, and requests "
    "whose first contact was enough, of all first contacts that ended without a request and all requests that were "
    "finished in the month and whose days to come back are over.",
    ("answered_at_first", "resolved_at_first"),
    ("asked", "decided"),
    whole_name="matters",
    more_is_better=True,
)
HAND_OFFS = Measure(
    "hand-offs",
    "Hand-offs",
    "Contacts that were handed on to somebody else, and times that a request was handed on to another team, for every "
    "100 contacts.",
    ("contacts_handed_on", "requests_handed_on"),
    ("contacts",),
    is_rate=True,
    more_is_better=False,
)
CHASING = Measure(
    "chasing",
    "Chasing contacts",
    "Contacts in which somebody asked what became of a request, of all contacts.",
    ("chasing",),
    ("contacts",),
    more_is_better=False,
)
REPEATS = Measure(
    "repeats",
    "Repeat contacts",
    "Contacts with an earlier contact by the same customer or about the same Location about that service within the "
    "service’s days, of all contacts.",
    ("repeats",),
    ("contacts",),
    more_is_better=False,
)
FOLLOWABLE = Measure(
    "followable",
    "Contacts that can be followed",
    "Contacts that name a service and a customer or a Location, of all contacts: only of these can it be known whether "
    "there was a further contact.",
    ("followable",),
    ("contacts",),
    more_is_better=True,
)
TARGETS_MET = Measure(
    "targets-met",
    "Targets met",
    "Targets met of those met or missed in the month: met on the day its clock stopped in time, missed on the day it "
    "was due.",
    ("met",),
    ("met", "missed"),
    whole_name="targets",
    more_is_better=True,
)

# In the order in which they are shown.
MEASURES = (
    CONTACTS,
    DIGITAL_DONE,
    DIGITAL_SHARE,
    FIRST_CONTACT,
    HAND_OFFS,
    CHASING,
    REPEATS,
    FOLLOWABLE,
    TARGETS_MET,
)
