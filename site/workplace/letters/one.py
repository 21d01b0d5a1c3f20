"""A letter that a back office wrote, for an officer who may see its request."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.files.serving import file_response
from forms_engine.requests.inward import letters
from forms_engine.requests.inward.letters import letter_of
from forms_engine.requests.models import RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import may_decide, request_for


@require_safe
def work_letter(request: GuildhallRequest, reference: str, letter_id: UUID) -> FileResponse:
    """The PDF. That it was fetched is written down."""
    found = request_for(request.principal, reference)
    letter = letter_of(found, letter_id) if found and may_decide(request.principal, found) else None
    if found is None or letter is None:
        raise Http404
    response = file_response(letter.file, download=True)
    letters.note_read(letter.file, found, reader=request.principal.user)
    note_read(request.principal, found, RequestRead.What.LETTER)
    return response
