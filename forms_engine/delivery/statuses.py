"""What a back office says about a case of ours is for the part above that owns the case, which registers a callable."""

from datetime import datetime
from typing import Any, Protocol

from forms_engine.delivery.models import Destination


class RecordStatus(Protocol):
    """Records one message of a back office, once for each message id (``requests.callbacks.record_status``)."""

    def __call__(
        self,
        destination: Destination,
        message_id: str,
        their_id: str,
        status: str,
        at: datetime,
        words: str = "",
    ) -> Any: ...


_recorders: list[RecordStatus] = []


def register(record: RecordStatus) -> None:
    """Have ``record`` called with everything that back offices say when they are asked."""
    _recorders[:] = [record]


def record_status(
    destination: Destination, message_id: str, their_id: str, status: str, at: datetime, words: str = ""
) -> None:
    """Hand on what a back office says about one of its cases.

    Raises:
        LookupError: when no part has registered.
    """
    if not _recorders:
        raise LookupError("Nothing has registered to hear of what back offices say.")
    _recorders[0](destination, message_id, their_id, status, at, words)
