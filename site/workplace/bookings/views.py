"""The sheets, the lists of what waits, and finding a booking."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.booking_admin.access import may_set_up
from forms_engine.requests.finding import LONGEST, MOST_COMPARED, MOST_FOUND
from forms_engine.requests.references import read_reference
from forms_engine.requests.seeing_bookings import (
    find_bookings,
    requests_of,
    resources_for,
    works_with_bookings,
)
from forms_engine.requests.selectors import MOST_COUNTED, is_officer
from workplace.bookings import listing, sheets
from workplace.bookings.sheets import Line

EARLIEST, LATEST = 2000, 2199


@require_safe
def bookings(request: GuildhallRequest) -> HttpResponse:
    """Who comes on a day (``?day=2026-12-07``; today unless said), to every resource or to one (``?resource=``), and
    how much waits for somebody."""
    enter(request)
    day = day_of(request)
    resources = list(resources_for(request.principal))
    wanted = request.GET.get("resource", "")
    chosen = [one for one in resources if one.slug == wanted]
    waiting_now = listing.counts(request.principal, resources)
    over = listing.over_capacity(request.principal, resources)[:MOST_COUNTED].count()
    context = {
        "day": day,
        "today": sheets.today(),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "resources": resources,
        "resource": chosen[0] if chosen else None,
        "sheets": sheets.day_sheets(request.principal, chosen or resources, day),
        "waiting": waiting_now,
        "over_capacity": over,
        "urgent": [
            *(
                (one.title, number, reverse("bookings_waiting", args=[one.slug]))
                for one, number in waiting_now
                if number
            ),
            *(
                [("Times with more bookings than places", over, reverse("bookings_over_capacity"))]
                if over
                else []
            ),
        ],
        "sets_up": may_set_up(request.user),
        "most_counted": MOST_COUNTED,
        "has_queues": is_officer(request.principal),
    }
    return render(request, "workplace/bookings/day.html", context)


@require_safe
def week(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One resource's week, from Monday."""
    enter(request)
    resource = resources_for(request.principal).filter(slug=slug).first()
    if resource is None:
        raise Http404
    monday = sheets.monday_of(day_of(request))
    context = {
        "resource": resource,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "today": sheets.today(),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "sheets": sheets.week_of(request.principal, resource, monday),
    }
    return render(request, "workplace/bookings/week.html", context)


@require_safe
def waiting(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One of the lists of what waits for somebody."""
    enter(request)
    which = listing.LISTS.get(slug)
    if which is None:
        raise Http404
    lines, more = listing.listed(request.principal, which, resources_for(request.principal))
    context = {"which": which, "lines": lines, "more": more}
    return render(request, "workplace/bookings/waiting.html", context)


@require_safe
def over_capacity(request: GuildhallRequest) -> HttpResponse:
    """Times that more people have booked than can come, since that was lowered."""
    enter(request)
    found = listing.over_capacity(request.principal, resources_for(request.principal))
    slots = list(found[: listing.SHOWN + 1])
    context = {"slots": slots[: listing.SHOWN], "more": len(slots) > listing.SHOWN}
    return render(request, "workplace/bookings/over_capacity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def find_booking(request: GuildhallRequest) -> HttpResponse:
    """A box to say something in, and the bookings that fit it. A reference leads straight to its booking. By POST: a
    name in an address would stay in histories and logs."""
    enter(request)
    said = request.POST.get("said", "").replace("\0", "").strip()[:LONGEST]
    found, rows = find_bookings(request.principal, said)
    about = requests_of(request.principal, rows)
    lines = [Line(one, about[one.owner_id]) for one in rows if one.owner_id in about]
    if len(lines) == 1 and read_reference(said) == lines[0].request.reference:
        return redirect("booking", lines[0].booking.uuid)
    context = {
        "said": said,
        "found": found,
        "lines": lines,
        "most": MOST_FOUND,
        "most_compared": f"{MOST_COMPARED:,}",
        "asked": request.method == "POST",
    }
    return render(request, "workplace/bookings/find.html", context)


def enter(request: GuildhallRequest) -> None:
    """Let in those who work with bookings.

    Raises:
        PermissionDenied: for everybody else.
    """
    if not works_with_bookings(request.principal):
        raise PermissionDenied


def day_of(request: GuildhallRequest) -> date:
    """The day that the address names, or today."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return sheets.today()
    return day if EARLIEST <= day.year <= LATEST else sheets.today()
