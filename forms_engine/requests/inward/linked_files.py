"""Which file a delivery's link leads to, as long as the delivery stands."""

from uuid import UUID

from forms_engine.delivery.models import Delivery
from forms_engine.requests.models import RequestFile
from forms_engine.requests.owner import OWNER_TYPE

OVER = (Delivery.State.HELD, Delivery.State.HANDLED, Delivery.State.CANCELLED)


def delivered_file(delivery_id: UUID, file_id: UUID) -> tuple[RequestFile, Delivery] | None:
    """The request's file and the delivery; None where the delivery is over, was sent elsewhere or never had it, or where
    its destination may not have personal data any more."""
    delivery = (
        Delivery.objects.filter(
            id=delivery_id,
            owner_type=OWNER_TYPE,
            redirected_to=None,
            destination__takes_personal_data=True,
        )
        .exclude(state__in=OVER)
        .first()
    )
    if delivery is None:
        return None
    kept = (
        RequestFile.objects.filter(request_id=delivery.owner_id, file_id=file_id)
        .select_related("file", "request")
        .first()
    )
    return (kept, delivery) if kept else None
