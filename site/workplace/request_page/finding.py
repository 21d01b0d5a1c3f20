"""The request that a page is about, as whoever asks may see it."""

from django.http import Http404

from audiences.http import GuildhallRequest
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import request_for


def found_for(request: GuildhallRequest, reference: str) -> Request:
    """The request of that reference.

    Raises:
        Http404: for what this principal may not see, and what there is not.
    """
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    return found
