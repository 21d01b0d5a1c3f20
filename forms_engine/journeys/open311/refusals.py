"""What is refused, as the specification has it: a list of errors, each with a code and a description."""

from collections.abc import Sequence


class Refusal(Exception):
    """A call that is refused with this HTTP status; ``errors`` are descriptions for who writes the client."""

    def __init__(self, status: int, *errors: str, retry_after: int = 0) -> None:
        self.status, self.errors, self.retry_after = status, errors, retry_after
        super().__init__("; ".join(errors))


def as_data(status: int, errors: Sequence[str]) -> list[dict[str, object]]:
    """The list of errors; each has the HTTP status for its code."""
    return [{"code": status, "description": description} for description in errors]
