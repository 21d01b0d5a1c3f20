"""Handing a request on to another team."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests import handing_on
from forms_engine.requests.selectors import request_for
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.first_contact_forms import HandOnForm


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
