"""What a back office is told when a request has been received."""

import json

from django.conf import settings
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.requests.answers import answer_rows
from forms_engine.requests.models import Request


def received_body(request: Request) -> str:
    """The body of ``request.received``: JSON in the frame that Standard Webhooks recommends (type, timestamp,
    data). Amounts in pence, times in UTC, coordinates in WGS 84 degrees."""
    definition = definition_of(request.journey_version_id)
    location = request.location
    body = {
        "type": "request.received",
        "timestamp": timezone.now().isoformat(),
        "data": {
            "reference": request.reference,
            "title": definition.title.in_language("en"),
            "journey": {"slug": definition.slug, "version": request.journey_version.number},
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
        },
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
