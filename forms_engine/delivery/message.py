"""What is to be told, before any connector puts it into a back office's own words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    mapped: Mapping[str, Any] | None = None  # the destination's own fields, where it has a mapping

    def as_json(self) -> str:
        """The frame that Standard Webhooks recommends: type, timestamp, data."""
        frame = {"type": self.subject, "timestamp": self.at.isoformat(), **self.beside, "data": self.data}
        return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))

    @property
    def told(self) -> Mapping[str, Any] | None:
        """What the destination is to read: its own fields where it has a mapping, the data where it has none."""
        return self.data if self.mapped is None else self.mapped

    def in_their_words(self) -> str:
        """The same frame with the destination's own fields as its data."""
        return replace(self, data=self.told, mapped=None).as_json()

    @classmethod
    def from_json(cls, text: str) -> "Message":
        """The message that ``as_json`` made this text of."""
        frame = json.loads(text)
        subject, at, data = frame.pop("type"), frame.pop("timestamp"), frame.pop("data")
        return cls(subject, datetime.fromisoformat(at), data, frame)
