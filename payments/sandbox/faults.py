"""Switches that make the sandbox misbehave the way real services do. All off unless a test says otherwise."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from payments.sandbox.errors import ApiError


@dataclass
class Faults:
    """Each switch stays as set; the counters count down to nothing by themselves."""

    delay_seconds: float = 0.0  # before an API answer
    fail_next: int = 0  # this many API calls answer 500 and do nothing
    fail_after_commit: int = 0  # this many API calls take effect and then answer 500
    drop_after_commit: int = 0  # this many API calls take effect and then the connection is cut
    drop_webhooks: bool = False  # events are made but never sent
    duplicate_webhooks: bool = False  # each event is sent twice
    reorder_webhooks: bool = False  # what waits is sent newest first
    delay_webhooks_seconds: float = 0.0  # before an event is sent
    refuse_webhooks: int = 0  # this many deliveries get lost on the way, and are tried again
    refunds_pending: bool = False  # a refund takes its time: the bank's answer is a switch
    clock_offset_seconds: float = 0.0  # how far the sandbox's clock runs ahead

    def set(self, values: dict[str, Any]) -> dict[str, Any]:
        """Change the named switches; all of them as they are now.

        Raises:
            ApiError: a switch that does not exist, or a value that is not a number or a truth.
        """
        known = {field.name: field for field in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ApiError(400, f"There is no fault switch {name}", param=name)
            if not isinstance(value, (bool, int, float)):
                raise ApiError(400, f"{name} takes a number or true or false", param=name)
        for name, value in values.items():
            setattr(self, name, type(getattr(self, name))(value))
        return asdict(self)

    def take(self, counter: str) -> bool:
        """Use up one of a counter; False when none is left."""
        left = getattr(self, counter)
        if left > 0:
            setattr(self, counter, left - 1)
        return left > 0
