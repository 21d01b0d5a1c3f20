"""What waits behind something that its owner told the same destination earlier, once that is settled."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from forms_engine.delivery.models import Delivery
from forms_engine.delivery.retry import GIVE_UP_AFTER


def let_follow(settled: Iterable[UUID]) -> None:
    """Give what waited behind these its 72 hours: it could not be tried before. In the caller's transaction."""
    in_front = Delivery.objects.filter(
        id__in=list(settled),
        owner_type=OuterRef("owner_type"),
        owner_id=OuterRef("owner_id"),
        destination=OuterRef("destination"),
        sequence__lt=OuterRef("sequence"),
    )
    Delivery.objects.filter(Exists(in_front), state=Delivery.State.READY).update(
        give_up_at=timezone.now() + GIVE_UP_AFTER
    )
