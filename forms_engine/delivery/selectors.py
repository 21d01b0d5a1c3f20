"""Reading deliveries. Their owner decides who may see them; ask for one owner's."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from forms_engine.delivery.connectors.checking import what_is_wrong
from forms_engine.delivery.models import Delivery, Destination


def deliveries_of(owner_type: str, owner_id: str) -> QuerySet[Delivery]:
    """One owner's deliveries with their destinations and attempts, in a stable order."""
    return (
        Delivery.objects.filter(owner_type=owner_type, owner_id=owner_id)
        .select_related("destination")
        .prefetch_related("attempts")
        .order_by("destination__name", "id")
    )


def wrong_settings(destinations: Iterable[Destination]) -> Iterator[tuple[Destination, str]]:
    """Those whose settings their connector does not take any more, each with what is wrong: nothing goes there, and
    nothing is asked there, before somebody has mended them."""
    for destination in destinations:
        if wrong := what_is_wrong(destination.kind, destination.settings):
            yield destination, wrong
