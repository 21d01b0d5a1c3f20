"""What is to be told, before any connector puts it into a back office's own words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One event about one owner. ``data`` is JSON-able: amounts in pence, times in UTC (ISO 8601), coordinates in
    WGS 84 degrees; for requests its shape is ``requests.payload``'s."""

    subject: str  # request.received
    at: datetime
    data: Mapping[str, Any] | None
    beside: Mapping[str, Any] = field(default_factory=dict)  # what else the frame says, such as a count

    def as_json(self) -> str:
        """The frame that Standard Webhooks recommends: type, timestamp, data."""
        frame = {"type": self.subject, "timestamp": self.at.isoformat(), **self.beside, "data": self.data}
        return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
