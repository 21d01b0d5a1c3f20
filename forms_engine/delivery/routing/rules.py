"""The routing rules as a document: what ``RuleSet.document`` holds, checked by pydantic.

{"rules": [{"id": "a3f…", "name": "Potholes in Eastwold", "when": {"journeys": ["report-a-pothole"],
"areas": ["E05000001"], "answers": {"question": "category", "is": "road"}}, "queue": "highways", "stop": true}]}
"""

from datetime import date, time
from typing import Annotated, Any, Self
from uuid import uuid4

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from forms_engine.definition.document import Condition
from forms_engine.definition.parse_conditions import ConditionReader

# As DESIGN section 4 has them.
CHANNELS = ("web", "api", "phone", "desk", "partner", "chat", "social", "email")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_RULES = 500


def _once(names: tuple[Any, ...]) -> tuple[Any, ...]:
    """Each name once, in the order first written."""
    return tuple(dict.fromkeys(names))


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Names = Annotated[tuple[Name, ...], AfterValidator(_once), Field(max_length=500)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Part):
    """What has to be so. A part that is left out asks for nothing; of several names in a part one is enough; every part
    that is there has to hold. Days and times are the council's own."""

    journeys: Names = ()
    services: Names = ()
    answers: dict[str, Any] | None = None  # a condition of the journey language
    areas: Names = ()
    channels: Names = ()
    languages: Names = ()
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()  # ISO: Monday is 1
    from_time: time | None = None
    to_time: time | None = None  # not included; before ``from_time`` it is on the next day
    first_day: date | None = None
    last_day: date | None = None  # included

    @field_validator("channels")
    @classmethod
    def _known_channels(cls, channels: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [one for one in channels if one not in CHANNELS]
        if unknown:
            raise ValueError(f"There is no channel “{unknown[0]}”")
        return channels

    @field_validator("weekdays")
    @classmethod
    def _each_day_once(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(days)))

    @field_validator("answers")
    @classmethod
    def _is_a_condition(cls, answers: dict[str, Any] | None) -> dict[str, Any] | None:
        if answers is not None:
            read_condition(answers)
        return answers

    @model_validator(mode="after")
    def _parts_belong_together(self) -> Self:
        if (self.from_time is None) != (self.to_time is None):
            raise ValueError("Give both times, from and to, or neither")
        if self.from_time is not None and self.from_time == self.to_time:
            raise ValueError("From and to are the same time: leave both out for the whole day")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("The last day is before the first")
        if self.answers is not None and not self.journeys:
            raise ValueError("Choose the journeys whose answers are looked at")
        return self

    @property
    def condition(self) -> Condition | None:
        """What has to be so of the answers."""
        return None if self.answers is None else read_condition(self.answers)


def read_condition(answers: dict[str, Any]) -> Condition:
    """A condition of the journey language.

    Raises:
        ValueError: with the first thing that is wrong with it.
    """
    reader = ConditionReader()
    condition = reader.condition(answers, "answers")
    if reader.findings:
        raise ValueError(reader.findings[0].message)
    return condition


class Rule(_Part):
    """One rule: when it holds, who hears of the request."""

    id: str = Field(default_factory=lambda: uuid4().hex, min_length=1, max_length=32)
    name: str = Field(min_length=1, max_length=120)
    when: When = When()
    destinations: Names = ()
    routes: Names = ()
    queue: str = Field(default="", max_length=50)  # instead of any other queue of ours
    instead: bool = False  # of everything that the journey and the rules above named
    stop: bool = False  # the rules below are not looked at
    off: bool = False

    @field_validator("name")
    @classmethod
    def _says_something(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("Give the rule a name")
        return name.strip()

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not (self.destinations or self.routes or self.queue):
            raise ValueError("Choose at least one destination, route or queue")
        return self


class Rules(_Part):
    """Every rule, in the order in which they are looked at."""

    rules: Annotated[tuple[Rule, ...], Field(max_length=MOST_RULES)] = ()

    @model_validator(mode="after")
    def _ids_are_their_own(self) -> Self:
        ids = [rule.id for rule in self.rules]
        if len(ids) != len(set(ids)):
            raise ValueError("Two rules have the same id")
        return self

    def find(self, rule_id: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def with_rule(self, rule: Rule) -> "Rules":
        """With the rule in the place of the one of its id, or at the end."""
        if self.find(rule.id) is None:
            return Rules(rules=(*self.rules, rule))
        return Rules(rules=tuple(rule if one.id == rule.id else one for one in self.rules))

    def without(self, rule_id: str) -> "Rules":
        """Without the rule of that id."""
        return Rules(rules=tuple(one for one in self.rules if one.id != rule_id))

    def moved(self, rule_id: str, by: int) -> "Rules":
        """With the rule that many places further down; at either end it stays."""
        rules = list(self.rules)
        place = next((number for number, one in enumerate(rules) if one.id == rule_id), None)
        if place is None:
            return self
        one = rules.pop(place)
        rules.insert(max(0, min(len(rules), place + by)), one)
        return Rules(rules=tuple(rules))

    def as_document(self) -> dict[str, Any]:
        """What is kept: without what says nothing."""
        return self.model_dump(mode="json", exclude_defaults=True) | {
            "rules": [
                {"id": rule.id, **rule.model_dump(mode="json", exclude_defaults=True)} for rule in self.rules
            ]
        }
