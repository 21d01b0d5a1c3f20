"""A back office that has been sent something is heard of again: that it has it, and what it calls it.

Whose delivery it is lives above this part, and hears of the number through a registered callable, in the transaction
that records it: so what the back office said before we knew its number finds its request.
"""

from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from forms_engine.delivery.models import Delivery, Destination

NumberKnown = Callable[[Delivery], None]
_owners: dict[str, NumberKnown] = {}


def register(owner_type: str, number_known: NumberKnown) -> None:
    """Have ``number_known(delivery)`` called when a delivery of this owner type has arrived."""
    _owners[owner_type] = number_known


def number_known(delivery: Delivery) -> None:
    """Tell the delivery's owner that it has arrived, with the number that the back office gave it, if one. Called with
    the delivery locked and before it is saved."""
    if delivery.owner_type in _owners:
        _owners[delivery.owner_type](delivery)


def note_heard(*, destination: Destination, owner_type: str, owner_id: str, remote_id: str) -> None:
    """Whoever speaks about an owner has what it was sent about it: note when that was first known, and its number
    where a delivery has none yet.

    The caller holds the case, so a delivery that is locked is not waited for: whoever holds it may be about to wait for
    the case (``number_known``), and notes the same."""
    sent = Delivery.objects.filter(destination=destination, owner_type=owner_type, owner_id=owner_id)
    unheard = sent.filter(Q(acknowledged_at=None) | Q(remote_id=""), state=Delivery.State.DELIVERED)
    found = list(unheard.select_for_update(skip_locked=True, of=("self",)).values_list("id", flat=True))
    if not found:
        return
    arrived = Delivery.objects.filter(id__in=found)
    arrived.filter(acknowledged_at=None).update(acknowledged_at=timezone.now())
    if remote_id:
        arrived.filter(remote_id="").update(remote_id=remote_id)
