"""What came of one try at a destination."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """``permanent`` failures are not tried again: a person has to look. ``retry_after`` is in seconds."""

    succeeded: bool
    detail: str = ""
    status_code: int | None = None
    remote_id: str = ""
    permanent: bool = False
    retry_after: int | None = None
