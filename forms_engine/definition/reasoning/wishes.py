"""What can be asked of the search, and what it answers."""

from dataclasses import dataclass, field
from enum import Enum

from forms_engine.definition.document import Condition
from forms_engine.definition.reasoning.cells import Cell
from forms_engine.definition.reasoning.outline import Spot


class Answerable(Enum):
    """What a search found out."""

    CAN = "there are such answers"
    NEVER = "no answers whatever are such"
    UNKNOWN = "it would take too long, or depends on what cannot be foreseen"


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a search; ``answers`` are one kind of answer for each question that matters, where it found some
    (also where it is not certain that they do)."""

    outcome: Answerable
    answers: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """A condition that should be true, or false, at a spot."""

    condition: Condition
    spot: Spot
    holds: bool = True
