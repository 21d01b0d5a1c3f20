"""Reading deliveries. Their owner decides who may see them; ask for one owner's."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from forms_engine.delivery.models import Attempt, Delivery


def deliveries_of(owner_type: str, owner_id: str) -> QuerySet[Delivery]:
    """One owner's deliveries with their destinations and attempts, in a stable order."""
    return (
        Delivery.objects.filter(owner_type=owner_type, owner_id=owner_id)
        .select_related("destination")
        .prefetch_related("attempts")
        .order_by("destination__name", "id")
    )


def problems() -> Iterator[str]:
    """What is wrong in the live data, a sentence each; nothing where all is well."""
    won = Attempt.objects.filter(delivery=OuterRef("pk"), succeeded=True)
    for delivery in Delivery.objects.filter(~Exists(won), state=Delivery.State.DELIVERED):
        yield f"Delivery {delivery.id} says delivered, but no attempt succeeded."
    for delivery in Delivery.objects.filter(state=Delivery.State.READY, next_at=None):
        yield f"Delivery {delivery.id} waits to be sent, but for no time: nobody will send it."
    for delivery in Delivery.objects.exclude(state=Delivery.State.HELD).filter(sha256=""):
        yield f"Delivery {delivery.id} has gone out without a digest of its body."
