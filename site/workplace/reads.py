"""Who has read a request that not everybody at work may see."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.reading import may_see_reads, reads_of
from forms_engine.requests.selectors import request_for

SHOWN = 200


@require_safe
def work_reads(request: GuildhallRequest, reference: str) -> HttpResponse:
    """The newest readings, for those who lead."""
    found = request_for(request.principal, reference)
    if found is None or not may_see_reads(request.principal, found):
        raise Http404
    reads = list(reads_of(request.principal, found)[: SHOWN + 1])
    context = {"made": found, "reads": reads[:SHOWN], "more": len(reads) > SHOWN, "shown": SHOWN}
    return render(request, "workplace/reads.html", context)
