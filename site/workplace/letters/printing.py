"""The letters that nobody has read: an officer prints and posts each, and says so."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.inward.letters_unread import note_posted, to_print
from forms_engine.requests.selectors import is_officer
from forms_engine.requests.states import NotAllowed, StateRefused


@require_safe
def letters_to_print(request: GuildhallRequest) -> HttpResponse:
    """Those of requests that this officer may see, the longest waiting first, a page at a time."""
    if not is_officer(request.principal):
        raise PermissionDenied
    found = to_print(request.principal, request.GET.get("after", ""))
    return render(
        request, "workplace/letters/to_print.html", {"found": found, "is_first": "after" not in request.GET}
    )


@require_POST
def letter_posted(request: GuildhallRequest, letter_id: UUID) -> HttpResponse:
    """It is in the post. Back to the list, or to the request's page where that was where it was said."""
    try:
        letter = note_posted(request.principal, letter_id)
    except NotAllowed as error:
        raise Http404 from error
    except StateRefused as refused:
        messages.warning(request, str(refused))
        return redirect("letters_to_print")
    messages.success(
        request, f"“{letter.title}” is posted. Its customer sees that on {letter.request.reference}."
    )
    if request.POST.get("back") == "request":
        return redirect("work_request", reference=letter.request.reference)
    return redirect("letters_to_print")
