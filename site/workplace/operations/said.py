"""What back offices said that we could not follow: read it, and say how it was seen to."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests import callbacks
from forms_engine.requests.inward.for_people import messages_for
from workplace.operations.views import enter

SHOWN = 100


@require_safe
def said(request: GuildhallRequest) -> HttpResponse:
    """The messages, the longest waiting first."""
    enter(request)
    waiting = list(messages_for(request.principal, timezone.now())[: SHOWN + 1])
    context = {"rows": waiting[:SHOWN], "more": len(waiting) > SHOWN}
    return render(request, "workplace/operations/said.html", context)


@require_POST
def see_to(request: GuildhallRequest, inbound_id: UUID) -> HttpResponse:
    """Mark one as seen to, with a note."""
    enter(request)
    found = messages_for(request.principal, timezone.now()).filter(id=inbound_id).first()
    if found is None:
        raise Http404
    assert request.principal.user is not None, "an officer is somebody"
    try:
        note = request.POST.get("note", "").replace("\0", "")[:2000]
        callbacks.see_to(inbound_id, by=request.principal.user, note=note)
    except ValueError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The message from {found.destination.name} is marked as seen to.")
    return redirect("said")
