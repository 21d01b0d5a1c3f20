"""How a delivery to one of our own queues reaches its owner, which lives above this part.

The owner's part registers a callable for its ``owner_type`` when its app is ready. It must be idempotent.
"""

from collections.abc import Callable

PlaceInQueue = Callable[[str, str], None]
_receivers: dict[str, PlaceInQueue] = {}


def register(owner_type: str, place_in_queue: PlaceInQueue) -> None:
    """Have ``place_in_queue(owner_id, queue_slug)`` called for deliveries of this owner type."""
    _receivers[owner_type] = place_in_queue


def place_in_queue(owner_type: str, owner_id: str, queue: str) -> None:
    """Hand an owner to the queue named.

    Raises:
        LookupError: when no part has registered for this owner type.
    """
    if owner_type not in _receivers:
        raise LookupError(f"Nothing has registered to receive {owner_type} from a queue delivery.")
    _receivers[owner_type](owner_id, queue)
