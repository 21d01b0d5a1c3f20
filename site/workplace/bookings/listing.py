"""What of the bookings waits for a person, and how much of it there is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from audiences.principal import Principal
from forms_engine.booking import selectors
from forms_engine.booking.models import Booking, Resource, Slot
from forms_engine.booking.states import HAS_PLACE
from forms_engine.requests.seeing_bookings import left_behind, requests_of, shown_to
from forms_engine.requests.selectors import MOST_COUNTED
from workplace.bookings.sheets import Line

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list of bookings. ``rows`` finds them among the resources of these ids."""

    slug: str
    title: str
    means: str
    nothing: str
    rows: Callable[[Iterable[int]], QuerySet[Booking]]


LISTS = {
    one.slug: one
    for one in [
        Waiting(
            "approval",
            "Waiting to be agreed",
            "Each keeps its place until you agree or refuse. Those that begin soonest come first.",
            "Nothing waits for you to agree.",
            selectors.waits_for_approval,
        ),
        Waiting(
            "no-longer-fits",
            "No longer fits the schedule",
            "The schedule has changed, and these are at times that it does not say any more. They still stand until you "
            "move or cancel them.",
            "Every booking fits its schedule.",
            selectors.no_longer_fits,
        ),
        Waiting(
            "request-ended",
            "Appointment to come, request ended",
            "A back office has resolved or closed the request, which says nothing about the appointment. It still stands, and "
            "its customer has been told so. Ask whether they still need it; if not, cancel it.",
            "No appointment is left behind by its request.",
            left_behind,
        ),
        Waiting(
            "not-marked",
            "Not marked",
            "These are over and nobody has said whether they came. The oldest come first.",
            "Every appointment that is over is marked.",
            selectors.not_marked,
        ),
    ]
}


def listed(principal: Principal, which: Waiting, resources: Iterable[Resource]) -> tuple[list[Line], bool]:
    """The first of a list with their requests, ``SHOWN`` at most, and whether there are more."""
    rows = shown_to(principal, which.rows([one.pk for one in resources]))
    found = list(rows[: SHOWN + 1])
    about = requests_of(principal, found)
    lines = [Line(one, about[one.owner_id]) for one in found[:SHOWN] if one.owner_id in about]
    return lines, len(found) > SHOWN


def counts(principal: Principal, resources: Iterable[Resource]) -> list[tuple[Waiting, int]]:
    """How many each list has, ``MOST_COUNTED`` at most. A query each."""
    ids = [one.pk for one in resources]
    return [
        (one, shown_to(principal, one.rows(ids)).order_by()[:MOST_COUNTED].count()) for one in LISTS.values()
    ]


def over_capacity(principal: Principal, resources: Iterable[Resource]) -> QuerySet[Slot]:
    """The slots of these resources that have more bookings than their capacity, as far as those are shown."""
    shown = shown_to(principal, Booking.objects.filter(slot=OuterRef("pk"), state__in=HAS_PLACE))
    found = selectors.over_capacity().filter(resource__in=[one.pk for one in resources])
    return found.filter(Exists(shown))
