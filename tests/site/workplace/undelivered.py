"""A delivery that its back office has refused."""

from datetime import timedelta

from django.utils import timezone

from forms_engine.delivery.models import Delivery
from forms_engine.requests.owner import OWNER_TYPE


def dead(where, request, **fields):
    """What the request owes that destination, refused two hours ago at its first try."""
    delivery = Delivery.objects.get(owner_type=OWNER_TYPE, owner_id=str(request.id), destination=where)
    now = timezone.now()
    delivery.attempts.create(
        number=1,
        started_at=now - timedelta(hours=2),
        finished_at=now - timedelta(hours=2) + timedelta(seconds=1.5),
        succeeded=False,
        status_code=422,
        fault="this one",
        detail="Answered 422.",
        sha256=delivery.sha256,
    )
    values = {
        "state": "dead",
        "dead_at": now - timedelta(hours=2),
        "next_at": None,
        "attempts_made": 1,
        "last_error": "Answered 422.",
    }
    Delivery.objects.filter(id=delivery.id).update(**values, **fields)
    delivery.refresh_from_db()
    return delivery
