"""One time of a resource: who comes, and how many can book it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.booking import capacity
from forms_engine.booking.models import Booking, Slot
from forms_engine.booking.states import COMES
from forms_engine.requests.seeing_bookings import requests_of, shown_to, slots_for
from workplace.bookings.forms import CapacityForm
from workplace.bookings.sheets import Line
from workplace.bookings.views import enter


@require_http_methods(["GET", "HEAD", "POST"])
def slot(request: GuildhallRequest, slot_id: int) -> HttpResponse:
    """One time. A POST changes how many can book it; where that is fewer than have, it says so first and asks again."""
    enter(request)
    found = slots_for(request.principal).filter(pk=slot_id).select_related("resource__kind").first()
    if found is None:
        raise Http404
    rows = Booking.objects.filter(slot=found, state__in=COMES).select_related("slot__resource__kind")
    bookings = list(shown_to(request.principal, rows).order_by("pk"))
    about = requests_of(request.principal, bookings)
    lines = [Line(one, about[one.owner_id]) for one in bookings if one.owner_id in about]
    may_change = found.withdrawn_at is None and found.starts_at > timezone.now()
    form = CapacityForm(request.POST if request.method == "POST" and may_change else None, slot=found)
    context = {"slot": found, "lines": lines, "form": form, "may_change": may_change, "booked": len(lines)}
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["capacity"]
        # Asked again where more have booked it since they were told.
        if wanted >= len(lines) or request.POST.get("booked") == str(len(lines)):
            return _change(request, found, wanted)
        context |= {"too_many": True, "wanted": wanted, "over": len(lines) - wanted}
    return render(request, "workplace/bookings/slot.html", context)


def _change(request: GuildhallRequest, found: Slot, wanted: int) -> HttpResponse:
    capacity.change(found.pk, wanted)
    messages.success(request, f"{wanted} can book this time now.")
    return redirect("booking_slot", found.pk)
