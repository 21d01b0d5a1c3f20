"""What a person has to know of Open311 servers."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from forms_engine.delivery.models import Open311Case, Open311Poll
from forms_engine.delivery.open311.polling import CLOSED

MAY_BE_AWAY = timedelta(hours=1)


def not_answering(now: datetime) -> QuerySet[Open311Poll]:
    """The servers that have not told us for an hour how our cases stand, with their destinations: those of them that
    are in use and that nobody has paused."""
    return (
        Open311Poll.objects.filter(
            failing_since__lte=now - MAY_BE_AWAY,
            destination__retired_at=None,
            destination__paused_at=None,
        )
        .select_related("destination")
        .order_by("failing_since")
    )


def asked_no_more() -> QuerySet[Open311Case]:
    """Cases that were not closed when their destination was given up: nobody asks that server how they stand."""
    return Open311Case.objects.filter(destination__retired_at__isnull=False).exclude(status=CLOSED)
