"""What came of one try at a destination."""

from dataclasses import dataclass
from enum import Enum

LONGEST_DETAIL = 500  # characters; what the columns hold
LONGEST_REMOTE_ID = 200


class Fault(Enum):
    """Whose failure it was, and so what to do about it."""

    PASSING = "passing"  # the back office is away or busy: try again; too many in a row, and it is left alone a while
    THIS_ONE = "this one"  # it will never take these words: a person has to look
    SETTING = (
        "setting"  # its address or our credentials are wrong: a person has to look, whatever is sent next
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """``fault`` is None for a success. ``retry_after`` is in seconds: it asked not to be tried before. Where
    ``acknowledged``, the back office has said that it has taken it over, and not only received it.

    ``detail`` and ``remote_id`` may be a back office's own words: they are cut, and freed of signs that no column of
    text can hold, so that whatever it says the try can be written down."""

    fault: Fault | None
    detail: str = ""
    status_code: int | None = None
    remote_id: str = ""
    retry_after: int | None = None
    acknowledged: bool = False

    def __post_init__(self) -> None:
        """Make the words fit to be kept."""
        object.__setattr__(self, "detail", _fit(self.detail, LONGEST_DETAIL))
        object.__setattr__(self, "remote_id", _fit(self.remote_id, LONGEST_REMOTE_ID))

    @property
    def succeeded(self) -> bool:
        """Whether the back office has it."""
        return self.fault is None


def _fit(words: str, longest: int) -> str:
    shown = (sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words[:longest])
    return "".join(shown)
