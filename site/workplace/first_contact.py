"""Handing a request on to another team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests import handing_on
from workplace.doing import do
from workplace.first_contact_forms import HandOnForm
from workplace.request_page.finding import found_for


@require_POST
def work_hand_on(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Hand a request on to another queue."""
    found = found_for(request, reference)
    form = HandOnForm(request.POST, request=found)
    if not form.is_valid():
        messages.warning(request, "It was not handed on: choose a queue, and say why.")
        return redirect("work_request", reference=found.reference)
    queue, why, seen = (form.cleaned_data[name] for name in ("queue", "why", "seen"))
    return do(
        request,
        found,
        lambda: handing_on.hand_on(request.principal, found.id, to=queue.slug, why=why, seen=seen),
        f"Request {found.reference} is in {queue.name} now.",
    )
