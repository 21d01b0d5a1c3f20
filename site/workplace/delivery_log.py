"""One request's deliveries: every try at each, and what each says."""

import json
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.delivery.models import Attempt, DeliveryAction
from forms_engine.delivery.selectors import deliveries_of
from forms_engine.requests.models import Request, RequestRead
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import request_for


@require_safe
def delivery_log(request: GuildhallRequest, reference: str) -> HttpResponse:
    """Each delivery of a request, with every try and what people did about it."""
    found = _request(request, reference)
    tries = Prefetch("attempts", Attempt.objects.order_by("-number"), to_attr="tries")
    done = Prefetch("actions", DeliveryAction.objects.select_related("by").order_by("-id"), to_attr="done")
    deliveries = (
        deliveries_of(OWNER_TYPE, str(found.id))
        .prefetch_related(None)
        .prefetch_related(tries, done)
        .select_related("redirected_from__destination", "handled_by")
        .order_by("destination__name", "sequence")
    )
    return render(request, "workplace/delivery_log.html", {"made": found, "deliveries": deliveries})


@require_safe
def delivery_body(request: GuildhallRequest, reference: str, delivery_id: UUID) -> HttpResponse:
    """What one delivery says: personal data, for those who may read the request itself."""
    found = _request(request, reference)
    delivery = deliveries_of(OWNER_TYPE, str(found.id)).filter(id=delivery_id).exclude(body="").first()
    if delivery is None:
        raise Http404
    note_read(request.principal, found, RequestRead.What.BODY)
    context = {"made": found, "delivery": delivery, "shown": _readable(delivery.body)}
    return render(request, "workplace/delivery_body.html", context)


def _request(request: GuildhallRequest, reference: str) -> Request:
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    return found


def _readable(body: str) -> str:
    """JSON with a line for each part; anything else as it is."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
