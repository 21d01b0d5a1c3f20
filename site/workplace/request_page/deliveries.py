"""Sending a request's delivery again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audiences.http import GuildhallRequest
from forms_engine.delivery.by_hand import resend
from forms_engine.delivery.selectors import deliveries_of
from forms_engine.requests.owner import OWNER_TYPE
from workplace.request_page.finding import found_for


@require_POST
def work_resend(request: GuildhallRequest, reference: str, delivery_id: UUID) -> HttpResponse:
    """Send a delivery that needs attention off again."""
    found = found_for(request, reference)
    if not deliveries_of(OWNER_TYPE, str(found.id)).filter(id=delivery_id).exists():
        raise Http404
    assert request.principal.user is not None, "an officer is somebody"
    if resend([delivery_id], by=request.principal.user):
        messages.success(
            request, "It is being sent again. Reload this page in a moment to see what came of it."
        )
    return redirect("work_request", reference=found.reference)
