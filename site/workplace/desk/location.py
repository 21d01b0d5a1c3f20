"""A Location: what happened there and close by, over time, and who lives there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.locations.distance import box_around, metres_between
from forms_engine.locations.models import Location
from forms_engine.requests.contacts import under_way
from forms_engine.requests.customers.locations import ids_of_same
from forms_engine.requests.customers.selectors import customers_for, location_for
from workplace.desk.entering import enter
from workplace.desk.history import Line, counts_of, history_of, owners_in

NEAR_METRES = 50
MOST_NEAR = 500  # Locations close by that are looked at, the newest
MOST_PEOPLE = 10
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Here:
    """A line of the list with how many metres from the Location it is; None where either has no point."""

    line: Line
    metres: int | None


@require_safe
def desk_location(request: GuildhallRequest, location_id: int) -> HttpResponse:
    """Everything that the officer may see at a Location, newest first."""
    enter(request)
    principal = request.principal
    location = location_for(principal, location_id) if location_id <= LARGEST_ID else None
    if location is None:
        raise Http404
    contact = under_way.current(principal)
    same = ids_of_same(location)
    around = close_by(location)
    owners = owners_in(Location, {*same, *around})
    history = history_of(principal, owners, "location", before=request.GET.get("before", ""))
    lines = [Here(line, around.get(line.location_id or 0)) for line in history.lines]
    people = list(
        customers_for(principal).filter(location__in=same).order_by("name", "pk")[: MOST_PEOPLE + 1]
    )
    context = {
        "location": location,
        "under_way": contact,
        "may_live_here": contact is not None
        and contact.customer is not None
        and contact.customer.location_id not in same,
        "lines": lines,
        "older": history.older,
        "is_first": not request.GET.get("before"),
        "counts": counts_of(principal, owners, "location"),
        "people": people[:MOST_PEOPLE],
        "more_people": len(people) > MOST_PEOPLE,
        "near_metres": NEAR_METRES,
        "points": _points(location, history.lines),
    }
    return render(request, "workplace/desk/location.html", context)


def close_by(location: Location) -> dict[int, int]:
    """The Locations within ``NEAR_METRES``, by id, with their metres; the newest ``MOST_NEAR`` of a crowd. None where the
    Location itself has no point. What is found there is shown through a selector."""
    if location.latitude is None or location.longitude is None:
        return {}
    box = box_around(location.latitude, location.longitude, NEAR_METRES)
    rows = (
        Location.objects.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
        .order_by("-pk")
        .values_list("pk", "latitude", "longitude")[:MOST_NEAR]
    )
    metres = {
        pk: round(metres_between(location.latitude, location.longitude, latitude, longitude))
        for pk, latitude, longitude in rows
        if latitude is not None and longitude is not None
    }
    return {pk: far for pk, far in metres.items() if far <= NEAR_METRES}


def _points(location: Location, lines: Sequence[Line]) -> list[dict[str, object]]:
    """What the map shows: the Location itself, and the others on this page."""
    where = [location, *(line.request.location for line in lines if line.request and line.request.location)]
    points: dict[tuple[float, float], dict[str, object]] = {}
    for one in where:
        if one.latitude is not None and one.longitude is not None:
            points.setdefault(
                (one.latitude, one.longitude),
                {"latitude": one.latitude, "longitude": one.longitude, "is_here": one.pk == location.pk},
            )
    return list(points.values())
