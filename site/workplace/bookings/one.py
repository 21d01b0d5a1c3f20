"""One booking: who, what, when, what happened, the script beside it, and what can be done about it now."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.booking.ending import first_mark
from forms_engine.booking.models import Booking
from forms_engine.booking.moving import MOVABLE
from forms_engine.booking.states import State
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.bookings.officers import may_resolve_too, seen_of
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.seeing_bookings import booking_for, request_of
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.states import FINISHED
from workplace.bookings.forms import MarkForm
from workplace.bookings.history import history_of
from workplace.bookings.views import enter


@dataclass(frozen=True, slots=True)
class Can:
    """What can be done about a booking now. Hiding it protects nothing; the verbs do."""

    agree: bool
    move: bool
    cancel: bool
    mark: bool


def can(booking: Booking) -> Can:
    """By where it stands and by the clock. Of several bookings of one request, only the last can be changed."""
    now = timezone.now()
    later = Booking.objects.filter(
        owner_type=booking.owner_type, owner_id=booking.owner_id, pk__gt=booking.pk
    ).exists()
    begun = booking.slot.starts_at <= now
    stands = not later and booking.state in MOVABLE
    return Can(
        agree=not later and booking.state == State.AWAITING_APPROVAL,
        move=stands and not begun,
        cancel=stands and not begun,
        mark=not later
        and now >= first_mark(booking)
        and booking.state in {State.CONFIRMED, State.ATTENDED, State.NO_SHOW},
    )


@require_safe
def booking(request: GuildhallRequest, booking_uuid: UUID) -> HttpResponse:
    """One booking. Reading it is written down where its service is not open to everybody at work."""
    found, made = found_for(request, booking_uuid)
    note_read(request.principal, made, RequestRead.What.PAGE)
    opens = requests_for(request.principal).filter(pk=made.pk).exists()
    context = {
        "booking": found,
        "made": made,
        "kind": found.slot.resource.kind,
        "can": can(found),
        "seen": seen_of(found),
        "history": history_of(found),
        "mark_form": MarkForm(),
        "is_open": made.state not in FINISHED,
        "may_resolve": may_resolve_too(request.principal, made),
        "opens": opens,
        # What they asked about, for whoever reads the request as well: before a call-back it is half of the script.
        "answers": [row for row in answer_rows(made) if row.type != "file"] if opens else [],
    }
    return render(request, "workplace/bookings/booking.html", context)


def found_for(request: GuildhallRequest, booking_uuid: UUID) -> tuple[Booking, Request]:
    """The booking and its request, for whoever may see them.

    Raises:
        PermissionDenied: nobody who works with bookings. Http404: nothing of theirs.
    """
    enter(request)
    found = booking_for(request.principal, booking_uuid)
    if found is None:
        raise Http404
    return found, request_of(request.principal, found)
