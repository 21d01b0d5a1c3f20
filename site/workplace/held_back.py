"""What looks like spam: the list of it, and an officer's decision on one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests import suspected
from forms_engine.requests.selectors import is_officer, request_for, suspected_for
from forms_engine.requests.services import NotAllowed
from forms_engine.requests.states import StateRefused

SHOWN_AT_ONCE = 100


@require_safe
def suspected_list(request: GuildhallRequest) -> HttpResponse:
    """The requests that are held back, newest first, each with why."""
    if not is_officer(request.principal):
        raise PermissionDenied
    found = list(suspected_for(request.principal)[: SHOWN_AT_ONCE + 1])
    rows = [(made, suspected.marks_in_words(made)) for made in found[:SHOWN_AT_ONCE]]
    return render(request, "workplace/suspected.html", {"rows": rows, "more": len(found) > SHOWN_AT_ONCE})


@require_POST
def work_held_back(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Release a request, or close it."""
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    decision = request.POST.get("decision", "")
    if decision not in {"release", "close"}:
        return HttpResponseBadRequest("Release it or close it.", content_type="text/plain")
    try:
        if decision == "release":
            suspected.release(request.principal, found.id)
            messages.success(request, f"You have released request {found.reference}.")
        else:
            suspected.close(request.principal, found.id)
            messages.success(request, f"You have closed request {found.reference} as spam.")
    except NotAllowed as error:
        raise PermissionDenied from error
    except StateRefused as refused:
        messages.warning(request, str(refused))
        return redirect("work_request", reference=found.reference)
    return redirect("suspected")
