"""Reading a request through broken glass: what was sent and what happened, and nothing to do about it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.files.serving import file_response
from forms_engine.requests.answers import answer_rows, authority_in_words
from forms_engine.requests.facts import fact_rows
from forms_engine.requests.inward import letters
from forms_engine.requests.models import BrokenGlass, RequestRead
from forms_engine.requests.need_to_know.breaking import close_glass
from forms_engine.requests.need_to_know.glass import glass_on, may_break
from forms_engine.requests.reading import note_read
from forms_engine.requests.states import officer_label
from forms_engine.requests.timeline_words import for_officer


@require_safe
def glass_request(request: GuildhallRequest, reference: str) -> HttpResponse:
    """The request, for whoever has its glass broken. That it was read is written down, each time."""
    glass = _glass(request, reference)
    found = glass.request
    note_read(request.principal, found, RequestRead.What.PAGE)
    context = {
        "glass": glass,
        "made": found,
        "state": officer_label(found.state),
        "answers": answer_rows(found),
        "facts": fact_rows(found),
        "files": found.files.select_related("file"),
        "letters": letters.every_letter_of(found),
        "authority": authority_in_words(found),
        "timeline": for_officer(found.timeline.select_related("actor")),
    }
    return render(request, "workplace/glass/request.html", context)


@require_safe
def glass_file(request: GuildhallRequest, reference: str, file_id: UUID) -> FileResponse:
    """A file that came with it."""
    found = _glass(request, reference).request
    kept = found.files.filter(file_id=file_id).select_related("file").first()
    if kept is None:
        raise Http404
    response = file_response(kept.file)
    note_read(request.principal, found, RequestRead.What.FILE)
    return response


@require_safe
def glass_letter(request: GuildhallRequest, reference: str, letter_id: UUID) -> FileResponse:
    """A letter that a back office wrote about it."""
    found = _glass(request, reference).request
    letter = letters.letter_of(found, letter_id)
    if letter is None:
        raise Http404
    response = file_response(letter.file, download=True)
    letters.note_read(letter.file, found, reader=request.principal.user)
    note_read(request.principal, found, RequestRead.What.LETTER)
    return response


@require_POST
def glass_close(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Done before the hour is over."""
    if not may_break(request.principal):
        raise PermissionDenied
    if close_glass(request.principal, reference):
        messages.success(request, "It is closed. You cannot read it any more.")
    return redirect("break_glass")


def _glass(request: GuildhallRequest, reference: str) -> BrokenGlass:
    found = glass_on(request.principal, reference)
    if found is None:
        raise Http404
    return found
