"""What a rehearsal found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from forms_engine.runtime.values import Answer


@dataclass(frozen=True, slots=True)
class PathTaken:
    """One path through the journey: its steps, how many walks took it, where it ended, answers that lead along it, and
    what those answers cost. ``ended``: ``sent``, ``exit`` or ``stuck``."""

    steps: tuple[str, ...]
    walks: int
    ended: str
    fee_pence: int
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Missed:
    """A page that no walk reached, and why as far as is known."""

    page: str
    why: str


@dataclass(frozen=True, slots=True)
class FeeSeen:
    """What was owed at the end of some walks: pence by fee line, in all, and how many walks owed it."""

    lines: Mapping[str, int]
    total_pence: int
    walks: int


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that should not be: ``code`` is stable, ``place`` a question or step."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one evaluation took, in milliseconds."""

    evaluations: int
    median_ms: float
    most_ms: float


@dataclass(frozen=True, slots=True)
class RehearsalReport:
    """Everything an automatic resident saw of a journey. Pages are page keys, those of groups too. ``conditions_open``
    are the named conditions that no walk made true (or none made false); ``exits``, ``routes`` and ``bookings`` say how many
    walks ended at, were sent to and needed one."""

    slug: str
    seed: int
    walks: int
    pages_reached: tuple[str, ...]
    pages_missed: tuple[Missed, ...]
    paths: tuple[PathTaken, ...]
    exits: Mapping[str, int]
    fees: tuple[FeeSeen, ...]
    bookings: int
    routes: Mapping[str, int]
    conditions_open: tuple[str, ...]
    wrong_tried: int
    wrong_refused: int
    defects: tuple[Defect, ...]
    timing: Timing

    @property
    def is_sound(self) -> bool:
        """Whether every page was reached and nothing was wrong."""
        return not self.pages_missed and not self.defects

    @property
    def fee_range(self) -> tuple[int, int]:
        """The least and the most that a sent request owed, in pence."""
        totals = [fee.total_pence for fee in self.fees]
        return (min(totals), max(totals)) if totals else (0, 0)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values. All but ``timing`` is the same for the same definition, day and seed."""
        low, high = self.fee_range
        return {
            **asdict(self),
            "is_sound": self.is_sound,
            "fee_pence": {"least": low, "most": high},
        }
