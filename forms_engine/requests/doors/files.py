"""``deliveries/{delivery}/files/{file}``: a file of a request, by the link that a delivery's body gave."""

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from ninja import Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest, bearer_token
from audiences.keys import PUBLIC
from audiences.problems import Problem, Refused, problem
from forms_engine.delivery.file_links import opens
from forms_engine.files.models import StoredFile
from forms_engine.files.serving import file_response
from forms_engine.requests.inward.letters import note_read
from forms_engine.requests.inward.linked_files import delivered_file

router = Router(tags=["back offices"])

SCANNED_SOON = 30  # seconds


@router.get(
    "/{uuid:delivery_id}/files/{uuid:file_id}",
    response={200: bytes, 404: Problem, 409: Problem, 410: Problem, 425: Problem},
    operation_id="get_delivered_file",
    summary="Fetch a file of a delivery",
    openapi_extra={"security": [{"FileBearer": []}]},
)
@decorate_view(never_cache)
def get_delivered_file(request: GuildhallRequest, delivery_id: UUID, file_id: UUID) -> HttpResponseBase:
    """With the bearer that the delivery's body names beside the file, for as long as the delivery stands. 425 while it is
    being scanned for viruses (ask again after Retry-After), 410 where it held one, 409 where it could not be scanned."""
    if request.principal.audience != PUBLIC or not opens(bearer_token(request), delivery_id, str(file_id)):
        raise Http404
    found = delivered_file(delivery_id, file_id)
    if found is None:
        raise Http404
    kept, delivery = found
    match kept.file.scan_state:
        case StoredFile.ScanState.WAITING:
            later = problem(425, "This file is being scanned for viruses")
            later.headers["Retry-After"] = str(SCANNED_SOON)
            return later
        case StoredFile.ScanState.INFECTED:
            raise Refused(410, "This file held a virus and was deleted")
        case StoredFile.ScanState.FAILED:
            raise Refused(409, "This file could not be scanned for viruses: ask the council")
    response = file_response(kept.file, download=True)
    note_read(kept.file, kept.request, reader=None, delivery=delivery)
    return response
