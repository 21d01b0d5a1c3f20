"""What a decision is made from, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from forms_engine.definition.document import Definition


@dataclass(frozen=True, slots=True)
class RoutingFacts:
    """What is known of a request. ``answers`` are those that count, in canonical form; ``named`` the routes that its
    journey names for them; ``areas`` the codes of the areas it is in; ``at`` when it was sent; ``is_practice`` whether it
    is an editor's trial, which no rule is for; ``to_tests`` whether somebody at work practises: queues of ours and test
    destinations hear of it, and nobody else. A request that began in another system has no journey: ``definition`` is
    None and ``journey`` empty."""

    definition: Definition | None
    journey: str
    service: str
    answers: Mapping[str, Any]
    named: tuple[str, ...]
    areas: tuple[str, ...]
    channel: str
    at: datetime
    language: str = "en"
    is_practice: bool = False
    to_tests: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A destination as a decision names it. ``queue`` is the slug of the queue of ours that it is, if it is one;
    ``id`` is None for a queue that has no destination yet, as it can be while rules are being written."""

    id: UUID | None
    slug: str
    name: str
    queue: str = ""
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a rule asks, in words, and whether it is so."""

    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What came of one rule. ``considered`` is False where a rule above said to stop, or where it is switched off."""

    id: str
    name: str
    considered: bool
    matched: bool
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Who hears of a request, and why. ``reasons`` are sentences without answers in them; ``outcomes`` has every rule,
    in order, where it was asked for. There is always a target."""

    targets: tuple[Target, ...]
    routes: tuple[str, ...]
    queue: str
    used_default: bool
    reasons: tuple[str, ...]
    rule_set: int | None
    outcomes: tuple[RuleOutcome, ...] = field(default=())

    @property
    def destinations(self) -> tuple[UUID, ...]:
        """The ids of the destinations."""
        return tuple(target.id for target in self.targets if target.id is not None)
