"""A request's files: those that officers add, and looking at one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from audiences.http import GuildhallRequest
from forms_engine.files.refusals import UploadRefused
from forms_engine.files.serving import file_response
from forms_engine.requests.added_files import TooManyFiles, add_files
from forms_engine.requests.models import RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.states import NotAllowed, StateRefused
from workplace.request_page.finding import found_for
from workplace.request_page.forms import FilesForm
from workplace.request_page.showing import show


@require_safe
def work_file(request: GuildhallRequest, reference: str, file_id: UUID) -> FileResponse:
    """A file of a request, for an officer who may see the request."""
    found = found_for(request, reference)
    kept = found.files.filter(file_id=file_id).select_related("file").first()
    if kept is None:
        raise Http404
    response = file_response(kept.file)
    note_read(request.principal, found, RequestRead.What.FILE)
    return response


@require_POST
def work_add_files(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Add photos or documents, for the customer as well or for colleagues only."""
    found = found_for(request, reference)
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, found, wrong=form)
    shown = form.cleaned_data["readers"] == "customer"
    try:
        kept = add_files(
            request.principal, found.id, form.sent(), words=form.cleaned_data["words"], shown=shown
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    except (TooManyFiles, UploadRefused, StateRefused) as refused:
        form.add_error("attached", str(refused))
        return show(request, found, wrong=form)
    if kept:
        files = "file" if len(kept) == 1 else f"{len(kept)} files"
        seen_by = "the customer and colleagues" if shown else "colleagues only"
        messages.success(request, f"Your {files} can be seen by {seen_by}.")
    return redirect("work_request", reference=found.reference)
