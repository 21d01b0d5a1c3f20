"""What officers do about a councillor's casework, on a request's page."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.casework import following
from forms_engine.requests.casework.raising import consent_in_words
from forms_engine.requests.casework.selectors import casework_of
from forms_engine.requests.models import Casework, Request
from forms_engine.requests.selectors import is_officer, requests_for
from forms_engine.requests.states import NotAllowed


@require_POST
def casework_answer(request: GuildhallRequest, casework_id: UUID) -> HttpResponse:
    """Let a councillor follow a request, do not let them, or end what they follow."""
    if not is_officer(request.principal):
        raise PermissionDenied
    found = Casework.objects.filter(
        pk=casework_id, request__in=requests_for(request.principal).values("pk")
    ).select_related("request", "councillor__user")
    casework = found.first()
    if casework is None or casework.request is None:
        raise Http404
    decision = request.POST.get("decision", "")
    if decision not in {"let", "refuse", "end"}:
        return HttpResponseBadRequest("Choose what you decide.", content_type="text/plain")
    try:
        if decision == "end":
            following.end(request.principal, casework.pk, why="An officer ended it.")
        else:
            following.answer_ask(request.principal, casework.pk, let=decision == "let")
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, f"Noted for {casework.councillor}.")
    return redirect("work_request", reference=casework.request.reference)


def casework_context(principal: Principal, found: Request) -> dict[str, object]:
    """For a request's page: ``casework``, each with its consent in words."""
    rows = casework_of(principal, found)
    return {"casework": [(one, consent_in_words(one)) for one in rows]}
