"""Where a working day begins: what is mine, what my teams' queues hold, and the ways to everything else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.casework.selectors import councillor_of
from forms_engine.requests.due import DUE_SOON, OVERDUE
from forms_engine.requests.duty.standing import has_duty
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.measures.access import may_measure
from forms_engine.requests.seeing_to import LEADING_ROLES, sees_to_anything, teams_seen_to
from forms_engine.requests.selectors import MOST_COUNTED, is_officer, queues_for, suspected_for
from payments.permissions import may_read_money
from workplace.queues.filters import FIRST_DUE, MINE, NOBODYS, Filters
from workplace.queues.listing import counted, in_words, page_of
from workplace.queues.rows import rows_of
from workplace.queues.saved_views import views_for
from workplace.queues.saving import address_of

MOST_OF_MINE = 10


@dataclass(frozen=True, slots=True)
class Tile:
    """A count, and the list that it counts."""

    words: str
    count: str
    address: str
    is_pressing: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another part of the workplace. ``name`` is its URL's."""

    name: str
    words: str
    says: str
    is_for: Callable[[Principal], bool] = is_officer


def _reviews_glass(principal: Principal) -> bool:
    """Whoever leads a team, by role or because they are its lead or stand in for them (``need_to_know.reviewers``)."""
    if not is_officer(principal) or principal.practising:
        return False
    return bool(principal.roles & LEADING_ROLES or teams_seen_to(principal))


WAYS = [
    Way("desk", "Contact desk", "Find a person or an address, and log who rang, came or wrote"),
    Way(
        "officer_journeys",
        "Fill in a form for somebody",
        "Every journey on one screen, with words to read aloud",
    ),
    Way("bookings", "Bookings", "Who comes today, and what waits to be agreed to"),
    Way("duty", "Duty desk", "Triage, and decisions against the threshold", has_duty),
    Way("suspected", "Suspected spam", "What is held back until somebody has looked at it"),
    Way(
        "unreachable", "Addresses that came back", "Customers whom our emails and text messages do not reach"
    ),
    Way("letters_to_print", "Letters to print", "Sent to customers, and opened by nobody"),
    Way(
        "measures", "Measures", "Contacts, digital and done, who came back, clocks and journeys", may_measure
    ),
    Way("call_totals", "Call totals", "What the telephone system counted on each line", may_import),
    Way("operations", "Operations", "What could not be delivered and needs a person now", sees_to_anything),
    Way("finance", "Finance", "Payments, refunds and payouts", may_read_money),
    Way("organisations", "Partners", "Who works for our partners, and who confirms it"),
    Way(
        "glass_reviews",
        "Who looked in an emergency",
        "People outside your team who opened one of its requests, and why",
        _reviews_glass,
    ),
    Way("own_requests", "My requests", "What you have sent from the intranet yourself, and how it stands"),
    Way("absences", "Who is away", "And who covers for them"),
    Way("morning_letter", "Morning email", "What waits for you, at half past seven; on or off"),
    Way("practice", "Practice", "Try everything on requests marked TEST; nothing is counted"),
]


@require_safe
def home(request: GuildhallRequest) -> HttpResponse:
    """The officer's own first page."""
    principal = request.principal
    if not is_officer(principal) and councillor_of(principal) is not None:
        return redirect("casework")
    if not is_officer(principal):
        raise PermissionDenied
    queues = queues_for(principal)
    teams = set(teams_for(principal).values_list("pk", flat=True))
    waiting = [
        (queue, f"{MOST_COUNTED:,}+" if count >= MOST_COUNTED else str(count)) for queue, count in queues
    ]
    everything = [queue for queue, _ in queues]
    mine = page_of(principal, everything, Filters(whose=MINE, sort=FIRST_DUE), "")
    held_back = suspected_for(principal)[: MOST_COUNTED + 1].count()
    return render(
        request,
        "workplace/home.html",
        {
            "mine": rows_of(mine.rows[:MOST_OF_MINE]),
            "more_of_mine": len(mine.rows) > MOST_OF_MINE,
            "tiles": _tiles(principal, everything),
            "queues": queues,
            "ours": [row for row in waiting if row[0].team_id in teams],
            "others": [row for row in waiting if row[0].team_id not in teams],
            "held_back": held_back,
            "held_back_words": in_words(held_back),
            "views": [(view, address_of(view.queue, view.query)) for view in views_for(principal)],
            "ways": ways_for(principal),
            "user": principal.user,
        },
    )


def ways_for(principal: Principal) -> list[tuple[Way, str]]:
    """The parts of the workplace that are for this principal, each with its address."""
    return [(way, reverse(way.name)) for way in WAYS if way.is_for(principal)]


def _tiles(principal: Principal, queues: Sequence[Queue]) -> list[Tile]:
    """What presses, over everything that one may work on: one count each."""
    wanted = [
        ("Overdue", Filters(due=OVERDUE), True),
        ("Due in two working days", Filters(due=DUE_SOON), False),
        ("New messages", Filters(message="1"), True),
        ("Urgent", Filters(urgent="1"), True),
        ("Not opened yet", Filters(unread="1"), False),
        ("Nobody’s yet", Filters(whose=NOBODYS, sort=FIRST_DUE), False),
    ]
    found = [(words, by, presses, counted(principal, queues, by)) for words, by, presses in wanted]
    return [
        Tile(words, in_words(count), address_of(None, by.query), presses and count > 0)
        for words, by, presses, count in found
    ]
