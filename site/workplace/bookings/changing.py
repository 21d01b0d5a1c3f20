"""What an officer does about one booking: agree, refuse, move, cancel, say whether they came."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.booking.calendar import Calendar, Offered
from forms_engine.booking.errors import NoPlace
from forms_engine.booking.models import Booking
from forms_engine.requests.bookings import officers
from forms_engine.requests.bookings.ending import refund_if_cancelled
from forms_engine.requests.models import Request
from forms_engine.requests.states import By, NotAllowed, StateRefused
from payments.giving_back import NOTHING
from workplace.bookings import sheets
from workplace.bookings.forms import CancelForm, MarkForm, MoveForm, RefuseForm
from workplace.bookings.one import can, found_for
from workplace.bookings.views import day_of

LOOKS_AHEAD = timedelta(days=13)
GONE = "Nobody can have that time any more. Choose another."


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: GuildhallRequest, booking_uuid: UUID) -> HttpResponse:
    """The times that there are from a day on (``?day=``, its own unless said), and a POST that moves it to one."""
    found, made = found_for(request, booking_uuid)
    if not can(found).move:
        return _stands(request, found)
    form, refused = MoveForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            officers.move(request.principal, made.id, said["slot"], reason=said["reason"], seen=said["seen"])
        except NoPlace:
            refused = GONE
        except (StateRefused, NotAllowed) as error:
            return _refused(request, found, error)
        else:
            messages.success(request, "It is moved, and its customer is told.")
            return redirect("booking", found.uuid)
    day = max(day_of(request) if "day" in request.GET else found.slot.local_start.date(), sheets.today())
    last = day + LOOKS_AHEAD
    context = {
        "booking": found,
        "made": made,
        "seen": officers.seen_of(found),
        "form": form,
        "refused": refused,
        "day": day,
        "last": last,
        "after": last + timedelta(days=1),
        "days": _by_day(found, day, last),
        "chosen": form["slot"].value() or "",
    }
    return render(request, "workplace/bookings/move.html", context)


def _by_day(found: Booking, first: date, last: date) -> list[tuple[date, list[Offered]]]:
    times = Calendar(found.slot.resource.kind, for_officer=True).times(first, last)
    others = [one for one in times if one.slot.pk != found.slot_id]
    return [(day, list(some)) for day, some in groupby(others, key=lambda one: one.slot.local_start.date())]


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: GuildhallRequest, booking_uuid: UUID) -> HttpResponse:
    """Asks why, and whether what was paid goes back; then cancels it, and its request with it."""
    found, made = found_for(request, booking_uuid)
    if not can(found).cancel:
        return _stands(request, found)
    given = refund_if_cancelled(made, found, By.OFFICER) or NOTHING
    form = CancelForm(request.POST if request.method == "POST" else None, given=given)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def verb() -> Booking:
            return officers.cancel(
                request.principal,
                made.id,
                reason=said["reason"],
                refund=said["refund"] == "yes" if "refund" in said else None,
                seen=said["seen"],
            )

        return _do(request, found, verb, "It is cancelled, and its customer is told.")
    return _ask(request, found, made, form, "cancel")


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: GuildhallRequest, booking_uuid: UUID) -> HttpResponse:
    """Asks why, and does not agree to it."""
    found, made = found_for(request, booking_uuid)
    if not can(found).agree:
        return _stands(request, found)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def verb() -> Booking:
            return officers.refuse(request.principal, made.id, reason=said["reason"], seen=said["seen"])

        return _do(
            request, found, verb, "You have not agreed to it. Its place is free, and its customer is told."
        )
    return _ask(request, found, made, form, "refuse")


@require_POST
def approve(request: GuildhallRequest, booking_uuid: UUID) -> HttpResponse:
    """Agrees to it."""
    found, made = found_for(request, booking_uuid)
    seen = request.POST.get("seen", "")
    return _do(
        request,
        found,
        lambda: officers.approve(request.principal, made.id, seen=seen),
        "It is confirmed, and its customer is told.",
    )


@require_POST
def mark(request: GuildhallRequest, booking_uuid: UUID) -> HttpResponse:
    """Says whether they came."""
    found, made = found_for(request, booking_uuid)
    form = MarkForm(request.POST)
    came = request.POST.get("came")
    if came not in {"yes", "no"} or not form.is_valid():
        return _stands(request, found)
    said = {"reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
    if came == "no":
        words = "It is noted that they did not come."
        return _do(request, found, lambda: officers.no_show(request.principal, made.id, **said), words)
    resolve = form.cleaned_data["resolve"]
    words = "It is noted that they came."
    if resolve:
        words += " The request is resolved, and its customer is told."
    return _do(
        request,
        found,
        lambda: officers.attended(request.principal, made.id, **said, resolve=resolve),
        words,
    )


def _ask(request: GuildhallRequest, found: Booking, made: Request, form: Any, doing: str) -> HttpResponse:
    context = {
        "booking": found,
        "made": made,
        "seen": officers.seen_of(found),
        "form": form,
        "doing": doing,
    }
    return render(request, "workplace/bookings/ask.html", context)


def _do(request: GuildhallRequest, found: Booking, verb: Callable[[], Any], words: str) -> HttpResponse:
    try:
        verb()
    except (StateRefused, NotAllowed) as error:
        return _refused(request, found, error)
    messages.success(request, words)
    return redirect("booking", found.uuid)


def _refused(request: GuildhallRequest, found: Booking, error: Exception) -> HttpResponse:
    if isinstance(error, NotAllowed):
        raise PermissionDenied from error
    messages.warning(request, f"Nothing was changed. {error}")
    return redirect("booking", found.uuid)


def _stands(request: GuildhallRequest, found: Booking) -> HttpResponse:
    messages.warning(request, "Nothing was changed. That cannot be done to it now.")
    return redirect("booking", found.uuid)
