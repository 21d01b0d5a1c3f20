"""Laws 1 and 2 as they show in the live data of requests."""

from collections.abc import Iterator

from django.db.models import CharField, Count, Exists, OuterRef
from django.db.models.functions import Cast

from forms_engine.delivery.models import Delivery
from forms_engine.requests.models import Request
from forms_engine.requests.states import RequestState
from payments.models import Charge


def problems() -> Iterator[str]:
    """What is wrong, a sentence each; nothing where all is well."""
    owner = Cast(OuterRef("id"), CharField())
    deliveries = Delivery.objects.filter(owner_type="request", owner_id=owner)
    for request in Request.objects.filter(~Exists(deliveries)):
        yield f"Request {request.id} has no delivery: nobody will hear of it."
    unpaid = Request.objects.filter(state=RequestState.AWAITING_PAYMENT)
    for request in unpaid.filter(Exists(deliveries.exclude(state=Delivery.State.HELD))):
        yield f"Request {request.id} waits for payment, but a delivery has gone out."
    suspected = Request.objects.exclude(spam_marks=[]).filter(received_at=None)
    for request in suspected.filter(Exists(deliveries.exclude(state=Delivery.State.HELD))):
        yield f"Request {request.id} is held back, but a delivery has gone out."
    received = Request.objects.exclude(received_at=None)
    for request in received.filter(Exists(deliveries.filter(state=Delivery.State.HELD))):
        yield f"Request {request.id} is received, but a delivery is still held."
    paid = Charge.objects.filter(owner_type="request", owner_id=owner, state="paid")
    for request in unpaid.filter(Exists(paid)):
        yield f"Request {request.id} is paid, but was not received."
    for request in received.filter(fee_pence__gt=0).filter(~Exists(paid)):
        yield f"Request {request.id} was received without its fee."
    for request in Request.objects.annotate(entries=Count("timeline")).filter(entries=0):
        yield f"Request {request.id} has no timeline."
