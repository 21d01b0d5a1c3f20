"""What a back office is told when a request has been received."""

import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from forms_engine.booking.models import Booking
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.delivery.message import Message
from forms_engine.requests.answers import AnswerRow, answer_rows, rows_as_sent
from forms_engine.requests.bookings.sending import booking_of
from forms_engine.requests.bookings.told import told as told_booking
from forms_engine.requests.facts import told_facts
from forms_engine.requests.models import Request
from forms_engine.requests.payload_check import require_valid
from forms_engine.requests.payload_schema import EVENT, schema_url
from forms_engine.requests.payment_told import told_payment

RECEIVED = EVENT


def received(request: Request, *, is_new: bool = False) -> Message:
    """What every destination of a request is told once it has been received: amounts in pence, times in UTC,
    coordinates in WGS 84 degrees. Its schema is ``payload_schema``'s. Who is told later is told the answers as they stand
    then, with what was corrected since; of what ``is_new`` nothing can have been."""
    rows = rows_as_sent(request) if is_new else answer_rows(request)
    return Message(RECEIVED, timezone.now(), _data(request, rows, booking_of(request)))


def checked(request: Request, booking: Booking | None) -> Message:
    """What will be told of a request that is just being made, with what was booked for it, as it would be if it were
    received now. Asked before anything is paid for it.

    Raises:
        PayloadRefused: when it is not what the schema of its version says.
    """
    version = request.journey_version
    assert version is not None
    message = Message(RECEIVED, timezone.now(), _data(request, rows_as_sent(request), booking))
    require_valid(version.pk, version.number, json.loads(message.as_json()))
    return message


def _data(request: Request, rows: list[AnswerRow], booking: Booking | None) -> dict[str, Any]:
    version = request.journey_version
    if version is None:
        raise ValueError("A request that began in another system is not delivered as one of ours.")
    definition = definition_of(version.pk)
    location = request.location
    return {
        "schema": schema_url(definition, version.number),
        "reference": request.reference,
        "title": definition.title.in_language("en"),
        "journey": {"slug": definition.slug, "kind": definition.kind, "version": version.number},
        "service": request.service.slug,
        "received_at": (request.received_at or timezone.now()).isoformat(),
        "channel": request.channel,
        "language": request.language,
        "contact": {"name": request.name, "email": request.email, "mobile": request.mobile},
        "on_behalf_of": _on_behalf_of(request, definition),
        "location": {
            "description": location.description,
            "postcode": location.postcode,
            "uprn": location.uprn,
            "latitude": location.latitude,
            "longitude": location.longitude,
            "ward": {"code": location.ward.code, "name": location.ward.name} if location.ward else None,
        }
        if location
        else None,
        "answers": [told(row) for row in rows],
        "looked_up": told_facts(request),
        "booking": told_booking(booking),
        "paid_pence": request.fee_pence,
        "payment": told_payment(request),
        "files": [
            {
                "id": str(kept.file.id),
                "question": kept.question,
                **({"item": kept.item} if kept.item else {}),
                "name": kept.file.name,
                "content_type": kept.file.content_type,
                "size": kept.file.size,
                "sha256": kept.file.sha256,
                "scan": kept.file.scan_state,
            }
            for kept in request.files.exclude(question="").select_related("file").order_by("id")
        ],
        "link": f"{settings.ENVIRONMENT.origin('staff')}/workplace/requests/{request.reference}/",
    }


def _on_behalf_of(request: Request, definition: Definition) -> dict[str, str] | None:
    """Whom it is for and by what right, as far as the journey asks for that: by which agreement somebody acted for its
    customer is for officers, and no back office was ever told to expect it."""
    asked = definition.questions_by_key.get(definition.contact.authority)
    if not request.on_behalf_of or not definition.contact.on_behalf_of:
        return None
    known = asked is not None and request.authority in asked.option_keys
    return {"name": request.on_behalf_of, "authority": request.authority if known else "not-said"}


def told(row: AnswerRow) -> dict[str, Any]:
    """One answer as a back office is told it."""
    return {
        "question": row.question,
        "label": row.label,
        "answer": row.answer,
        "words": list(row.lines),
        "sensitive": row.sensitive,
        **({"group": row.group, "item": row.item} if row.group else {}),
    }
