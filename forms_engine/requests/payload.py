"""What a back office is told when a request has been received."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.delivery.message import Message
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.models import Request

RECEIVED = "request.received"


def received(request: Request) -> Message:
    """What every destination of a request is told once it has been received: amounts in pence, times in UTC,
    coordinates in WGS 84 degrees."""
    return Message(RECEIVED, timezone.now(), _data(request))


def _data(request: Request) -> dict[str, Any]:
    version = request.journey_version
    if version is None:
        raise ValueError("A request that began in another system is not delivered as one of ours.")
    definition = definition_of(version.pk)
    location = request.location
    return {
        "reference": request.reference,
        "title": definition.title.in_language("en"),
        "journey": {"slug": definition.slug, "version": version.number},
        "service": request.service.slug,
        "received_at": request.received_at.isoformat() if request.received_at else None,
        "channel": request.channel,
        "language": request.language,
        "contact": {"name": request.name, "email": request.email, "mobile": request.mobile},
        "location": {
            "description": location.description,
            "postcode": location.postcode,
            "uprn": location.uprn,
            "latitude": location.latitude,
            "longitude": location.longitude,
        }
        if location
        else None,
        "answers": [
            {
                "question": row.question,
                "label": row.label,
                "answer": row.answer,
                "words": list(row.lines),
                "sensitive": row.sensitive,
                **({"group": row.group, "item": row.item} if row.group else {}),
            }
            for row in answer_rows(request)
        ],
        "paid_pence": request.fee_pence,
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
            for kept in request.files.select_related("file").order_by("id")
        ],
        "link": f"{settings.ENVIRONMENT.origin('staff')}/workplace/requests/{request.reference}/",
    }
