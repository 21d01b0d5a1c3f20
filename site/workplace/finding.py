"""Finding requests by what a caller or a back office says. By POST: a name in an address would stay in histories and
logs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.finding import LONGEST, MOST_COMPARED, MOST_FOUND, find
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import is_officer


@require_http_methods(["GET", "HEAD", "POST"])
def find_requests(request: GuildhallRequest) -> HttpResponse:
    """A box to say something in, and the requests that fit it. Our own reference leads straight to its request."""
    if not is_officer(request.principal):
        raise PermissionDenied
    said = request.POST.get("said", "").replace("\0", "").strip()[:LONGEST]
    found = find(request.principal, said)
    if len(found.rows) == 1 and read_reference(said) == found.rows[0].reference:
        return redirect("work_request", reference=found.rows[0].reference)
    context = {
        "said": said,
        "found": found,
        "most": MOST_FOUND,
        "most_compared": f"{MOST_COMPARED:,}",
        "asked": request.method == "POST",
    }
    return render(request, "workplace/find.html", context)
