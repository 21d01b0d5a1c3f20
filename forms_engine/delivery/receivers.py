"""How a delivery to one of our own queues reaches its owner, which lives above this part.

The owner's part registers a callable for its ``owner_type`` when its app is ready. It must be idempotent.
"""

from collections.abc import Callable
from datetime import datetime

PlaceInQueue = Callable[[str, str, datetime | None], bool]
_receivers: dict[str, PlaceInQueue] = {}


def register(owner_type: str, place_in_queue: PlaceInQueue) -> None:
    """Have ``place_in_queue(owner_id, queue_slug, decided_at)`` called for deliveries of this owner type."""
    _receivers[owner_type] = place_in_queue


def place_in_queue(owner_type: str, owner_id: str, queue: str, decided_at: datetime | None) -> bool:
    """Hand an owner to the queue named; answers whether it is there now.

    Args:
        decided_at: when it was decided that it belongs there: what somebody has decided since counts more. None where
            that was not decided, and it only needs to be in some queue.

    Raises:
        LookupError: when no part has registered for this owner type.
    """
    if owner_type not in _receivers:
        raise LookupError(f"Nothing has registered to receive {owner_type} from a queue delivery.")
    return _receivers[owner_type](owner_id, queue, decided_at)
