"""Reading deliveries. Their owner decides who may see them; ask for one owner's."""

from django.db.models import QuerySet

from forms_engine.delivery.models import Delivery


def deliveries_of(owner_type: str, owner_id: str) -> QuerySet[Delivery]:
    """One owner's deliveries with their destinations and attempts, in a stable order."""
    return (
        Delivery.objects.filter(owner_type=owner_type, owner_id=owner_id)
        .select_related("destination")
        .prefetch_related("attempts")
        .order_by("destination__name", "id")
    )
