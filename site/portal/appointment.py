"""Another time for somebody's own appointment: the times, then a page that asks again. Without JavaScript."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.errors import NoPlace
from forms_engine.booking.models import Booking, Resource, Slot
from forms_engine.booking.wording import when_in_words
from forms_engine.journeys.asking_where import where_context, where_for
from forms_engine.journeys.choosing import taken_slot
from forms_engine.journeys.times import read_day, read_slot_id, times_from, where_of
from forms_engine.requests.bookings import booking_of
from forms_engine.requests.bookings.moving import (
    CannotMove,
    may_choose_again,
    may_move,
    move_as_customer,
)
from forms_engine.requests.models import Request
from portal.appointment_words import appointment_of
from portal.showing import found_for


@never_cache
@require_safe
def request_booking(request: GuildhallRequest, reference: str) -> HttpResponse:
    """The times that it can be moved to, from ``from`` on."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    booking = _movable(found)
    if booking is None:
        return _not_any_more(request, found)
    language = get_language() or "en"
    calendar = Calendar(booking.slot.resource.kind)
    where = where_for(request, calendar, booking.slot)
    soonest = calendar.soonest() if where.resources else {}
    here = _here(found)
    shown: dict[str, object] = {"made": found, "appointment": appointment_of(found), "here": here}
    if soonest and where.is_to_say:
        return render(
            request, "portal/choose_where.html", {**shown, **where_context(where, soonest, language)}
        )
    times = times_from(where.limit(calendar), read_day(request.GET.get("from", "")), language)
    shown |= {
        "times": times,
        "at": where.at,
        "is_whom": where.is_whom,
        "is_free_elsewhere": bool(soonest),
        "nothing_free": calendar.kind.nothing_free_in(language),
        "earlier_url": _page(here, times.earlier, where.at),
        "later_url": _page(here, times.later, where.at),
        "months": [(month, _page(here, month.first, where.at)) for month in times.months],
        "is_missing": "missing" in request.GET,
    }
    return render(request, "portal/choose_time.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_booking_confirm(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Move it to ``slot``, after a page that says from when to when."""
    found = found_for(request, reference)
    if found is None:
        return redirect("request_code", reference=reference)
    slot = _slot(request)
    if slot is None:
        at = {"at": request.GET["at"]} if request.GET.get("at") else {}
        return redirect(f"{_here(found)}?{urlencode({'missing': '', **at})}")
    if request.method == "POST":
        return _move(request, found, slot)
    booking = _movable(found)
    if booking is None:
        return _not_any_more(request, found)
    if slot.resource.kind_id != booking.slot.resource.kind_id:
        return redirect("request_booking", reference=found.reference)
    language = get_language() or "en"
    shown = {
        "made": found,
        "appointment": appointment_of(found),
        "slot": slot,
        "when": when_in_words(slot, language),
        "where": where_of(slot.resource),
        "back": _times_around(found, slot),
    }
    return render(request, "portal/confirm_time.html", shown)


def _move(request: GuildhallRequest, found: Request, slot: Slot) -> HttpResponse:
    when = when_in_words(slot, get_language() or "en")
    try:
        move_as_customer(found.id, slot.pk, user=request.principal.user)
    except NoPlace:
        messages.warning(request, _("%(time)s is no longer free. Choose another time") % {"time": when})
        return redirect(_times_around(found, slot))
    except CannotMove:
        return _not_any_more(request, found)
    messages.success(request, _("Your appointment is now %(time)s.") % {"time": when})
    return redirect("request", reference=found.reference)


def _here(found: Request) -> str:
    return reverse("request_booking", kwargs={"reference": found.reference})


def _times_around(found: Request, slot: Slot) -> str:
    """The times from a slot's day on, where it is."""
    return _page(_here(found), slot.local_start.date(), slot.resource)


def _page(here: str, day: date | None, at: Resource | None) -> str:
    """The address of the times from a day on; "" for none."""
    if day is None:
        return ""
    return f"{here}?{urlencode({'from': day.isoformat(), **({'at': at.slug} if at else {})})}"


def _movable(found: Request) -> Booking | None:
    booking = booking_of(found)
    return booking if may_move(found, booking) or may_choose_again(found, booking) else None


def _not_any_more(request: GuildhallRequest, found: Request) -> HttpResponse:
    messages.warning(request, _("You cannot change the time here any more. Call us if you have a question."))
    return redirect("request", reference=found.reference)


def _slot(request: GuildhallRequest) -> Slot | None:
    given = (request.POST if request.method == "POST" else request.GET).get("slot", "")
    slot_id = read_slot_id(given)
    return taken_slot(slot_id) if slot_id is not None else None
