"""One request's page, and moving it on there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests import services
from forms_engine.requests.states import StateRefused
from forms_engine.requests.telling import hears_of_state
from workplace.request_page.finding import found_for
from workplace.request_page.showing import decision_form, show


@require_http_methods(["GET", "HEAD", "POST"])
def work_request(request: GuildhallRequest, reference: str) -> HttpResponse:
    """One request: what it is, what has happened, and what happens next."""
    found = found_for(request, reference)
    if request.method != "POST":
        return show(request, found)
    form = decision_form(found, request.POST)
    if not form.is_valid():
        return show(request, found, wrong=form)
    said = form.cleaned_data
    try:
        services.set_state(
            request.principal,
            found.id,
            to=said["state"],
            message=said["message"],
            seen=said["seen"],
            read=said["read"],
            appointment=said.get("appointment", ""),
            outcome=said.get("outcome", ""),
        )
    except services.NotAllowed as error:
        raise PermissionDenied from error
    except StateRefused as refused:
        # The page had gone stale: show how it stands now, with what was typed, to decide again.
        found = found_for(request, reference)
        form = decision_form(found, message=said["message"])
        return show(request, found, refusal=str(refused), wrong=form)
    told = " and told its customer" if hears_of_state(found, said["state"]) else ""
    messages.success(request, f"You have updated request {found.reference}{told}.")
    return redirect("work_request", reference=found.reference)
