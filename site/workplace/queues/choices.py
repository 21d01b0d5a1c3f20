"""What a list can be narrowed by, as its form offers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import teams_for
from forms_engine.locations.models import Area
from forms_engine.requests.assigning import colleagues_of
from forms_engine.requests.due import DUE_SOON, OVERDUE
from forms_engine.requests.states import BEFORE_RECEIVED, RequestState, officer_label
from workplace.queues.filters import FIRST_DUE, MINE, NOBODYS, Filters

Pairs = list[tuple[str, str]]

CHANNELS: Pairs = [
    ("web", "Web"),
    ("phone", "Phone"),
    ("desk", "Desk"),
    ("email", "Email"),
    ("chat", "Chat"),
    ("social", "Social media"),
    ("partner", "Partner"),
    ("api", "Another program"),
]
LANGUAGES: Pairs = [("en", "English"), ("cy", "Welsh")]
STATES: Pairs = [
    (state.value, officer_label(state)) for state in RequestState if state not in BEFORE_RECEIVED
]


@dataclass(frozen=True, slots=True)
class Select:
    """One drop-down list: its name in the address, its label, what choosing nothing says, and the rest."""

    name: str
    label: str
    nothing: str
    options: Pairs
    chosen: str


@dataclass(frozen=True, slots=True)
class Tickbox:
    """One box to tick."""

    name: str
    label: str
    is_ticked: bool


def selects_for(principal: Principal, by: Filters) -> list[Select]:
    """The drop-down lists. Three queries, however many rows a list shows."""
    return [
        Select("state", "State", "Not finished", STATES, by.state),
        Select(
            "due",
            "Due",
            "Any day",
            [(OVERDUE, "Overdue"), (DUE_SOON, "In the next two working days")],
            by.due,
        ),
        Select("whose", "Whose", "Anybody’s", _people(principal), by.whose),
        Select("service", "Service", "Any service", _services(principal), by.service),
        Select("ward", "Ward", "Any ward", _wards(), by.ward),
        Select("channel", "Came by", "Any way", CHANNELS, by.channel),
        Select("language", "Language", "Any language", _languages(), by.language),
        Select("sort", "Order", "Newest first", [(FIRST_DUE, "First due first")], by.sort),
    ]


def tickboxes_for(by: Filters) -> list[Tickbox]:
    """The boxes to tick."""
    return [
        Tickbox("unread", "Nobody has opened it", bool(by.unread)),
        Tickbox("message", "Has a new message", bool(by.message)),
        Tickbox("urgent", "Urgent", bool(by.urgent)),
    ]


def described(by: Filters, selects: Sequence[Select]) -> Pairs:
    """What a list is narrowed by, in words, each with the address of the list without it."""
    chosen = [
        (one.name, f"{one.label}: {dict(one.options).get(one.chosen, one.chosen)}")
        for one in selects
        if one.chosen
    ]
    ticked = [(one.name, one.label) for one in tickboxes_for(by) if one.is_ticked]
    days = [("since", f"Received from {by.since}")] if by.since else []
    days += [("until", f"Received until {by.until}")] if by.until else []
    return [
        (words, by.but(**{name: ""}).query) for name, words in [*chosen, *ticked, *days] if name != "sort"
    ]


def _people(principal: Principal) -> Pairs:
    colleagues = [(str(one.uuid), one.name) for one in colleagues_of(principal)]
    return [(MINE, "Mine"), (NOBODYS, "Nobody’s yet"), *colleagues]


def _services(principal: Principal) -> Pairs:
    openness = Service.Openness
    theirs = [openness.TEAM_ONLY]
    if Role.RESTRICTED_CASE_OFFICER in principal.roles:
        theirs.append(openness.RESTRICTED)
    shown = Q(openness=openness.OPEN) | Q(openness__in=theirs, team__in=teams_for(principal))
    found = Service.objects.filter(shown, locale__language_code="en").order_by("name")
    return list(found.values_list("slug", "name"))


def _wards() -> Pairs:
    found = Area.objects.filter(kind=Area.Kind.WARD, retired_at=None).order_by("name", "code")
    return list(found.values_list("code", "name"))


def _languages() -> Pairs:
    known = dict(LANGUAGES)
    return [(code, known.get(code, str(name))) for code, name in settings.LANGUAGES]
