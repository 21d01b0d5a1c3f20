"""Handing a request on to another team, and how often the first contact was enough."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests import handing_on
from forms_engine.requests.coming_back import counts_by_service
from forms_engine.requests.first_contact import USUAL_DAYS
from forms_engine.requests.selectors import is_officer, request_for
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.first_contact_forms import DaysForm, HandOnForm

USUAL_SPAN = timedelta(days=30)


@require_POST
def work_hand_on(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Hand a request on to another queue."""
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    form = HandOnForm(request.POST, request=found)
    if not form.is_valid():
        messages.warning(request, "It was not handed on: choose a queue, and say why.")
        return redirect("work_request", reference=found.reference)
    try:
        handed = handing_on.hand_on(
            request.principal,
            found.id,
            to=form.cleaned_data["queue"].slug,
            why=form.cleaned_data["why"],
            seen=form.cleaned_data["seen"],
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    except StateRefused as refused:
        messages.warning(request, str(refused))
    else:
        assert handed.queue is not None, "it was put into one just now"
        messages.success(request, f"Request {found.reference} is in {handed.queue.name} now.")
    return redirect("work_request", reference=found.reference)


@require_safe
def first_contact(request: GuildhallRequest) -> HttpResponse:
    """By service: what came in, what came back, what was handed on, and where the first contact was enough."""
    if not is_officer(request.principal):
        raise PermissionDenied
    today = timezone.localdate()
    usual = {"first": today - USUAL_SPAN, "last": today}
    days = {name: day.isoformat() for name, day in usual.items()}
    asked = any(name.startswith(("first_", "last_")) for name in request.GET)
    form = DaysForm(request.GET if asked else None, initial=days)
    if form.is_bound and not form.is_valid():
        return render(request, "workplace/first_contact.html", {"form": form, "usual_days": USUAL_DAYS})
    chosen = form.cleaned_data if form.is_bound else usual
    rows = counts_by_service(request.principal, chosen["first"], chosen["last"])
    context = {"form": form, "rows": rows, "usual_days": USUAL_DAYS, **chosen}
    return render(request, "workplace/first_contact.html", context)
