"""Telling a request's back offices what happened to it after they had it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from forms_engine.delivery import services as delivery
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.requests.message_schemas import CANCELLED, MESSAGE, UPDATED, message_schema_url
from forms_engine.requests.models import OutsideCase, Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.payload import RECEIVED

__all__ = ["CANCELLED", "MESSAGE", "UPDATED", "announce"]

NEVER_TOLD = (Delivery.State.HELD, Delivery.State.CANCELLED)


def announce(
    request: Request, subject: str, data: Mapping[str, Any], *, but: Destination | None = None
) -> list[Delivery]:
    """Tell every back office of a request's that wants to hear of it, in the caller's transaction, which holds the
    request's lock and has just written the timeline entry about it.

    Each is one delivery, numbered as that entry, so a back office hears of a request in the order in which it happened.
    Only those are told that were given the request, or began it, where it is now: not who handed it on, nor (``but``) who said it.
    """
    had_it = Delivery.objects.filter(
        owner_type=OWNER_TYPE, owner_id=str(request.id), subject=RECEIVED, redirected_to=None
    ).exclude(state__in=NEVER_TOLD)
    began_it = OutsideCase.objects.filter(request=request)
    found = Destination.objects.filter(
        Q(id__in=had_it.values("destination")) | Q(id__in=began_it.values("destination")),
        wants_updates=True,
        retired_at=None,
    )
    if but is not None:
        found = found.exclude(id=but.id)
    back_offices = list(found.order_by("id"))
    if not back_offices:
        return []
    number = request.timeline.order_by("-number").values_list("number", flat=True)[0]
    said = {
        "schema": message_schema_url(subject),
        "reference": request.reference,
        "service": request.service.slug,
        "number": number,
        "state": request.state,
        "stage": request.stage,
        **data,
    }
    message = Message(subject, timezone.now(), said)
    return [
        delivery.tell(
            owner_type=OWNER_TYPE,
            owner_id=str(request.id),
            destination=destination,
            sequence=number,
            message=message,
        )
        for destination in back_offices
    ]
