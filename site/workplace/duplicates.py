"""Requests that may be about the same: what an officer sees of them, and what they can do."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.duplicates import (
    DuplicateRefused,
    duplicates_of,
    mark_duplicate,
    standing_mark,
    undo_duplicate,
)
from forms_engine.requests.following import followers_of
from forms_engine.requests.models import Request
from forms_engine.requests.nearby import near_for_officer, said_different
from forms_engine.requests.selectors import may_decide, request_for, requests_for
from forms_engine.requests.services import NotAllowed
from forms_engine.requests.states import FINISHED


def same_context(principal: Principal, found: Request) -> dict[str, Any]:
    """For a request's page: ``mark`` (what it is a duplicate of, and ``original`` where that is shown to them: a service can
    have been closed to others since), ``marked`` (its duplicates), ``near`` and
    ``different`` (others nearby, and those its sender was shown) with their metres, and how many follow it."""
    mark = standing_mark(found)
    return {
        "mark": mark,
        "original": requests_for(principal).filter(id=mark.original_id).first() if mark else None,
        "marked": duplicates_of(principal, found),
        "near": near_for_officer(principal, found),
        "different": said_different(principal, found),
        "followers": followers_of(principal, found),
        "may_mark": found.received_at is not None
        and found.state not in FINISHED
        and may_decide(principal, found),
    }


@require_POST
def work_duplicate(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Mark a request as a duplicate of another, or take that back (``undo``)."""
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    try:
        if "undo" in request.POST:
            undo_duplicate(request.principal, found.id)
            messages.success(request, f"{found.reference} is a request of its own again.")
        else:
            mark = mark_duplicate(
                request.principal, found.id, of=request.POST.get("of", ""), seen=request.POST.get("seen", "")
            )
            messages.success(
                request, f"{found.reference} is closed: it is the same as {mark.original.reference}."
            )
    except NotAllowed as error:
        raise PermissionDenied from error
    except DuplicateRefused as refused:
        messages.warning(request, str(refused))
    return redirect("work_request", reference=found.reference)
