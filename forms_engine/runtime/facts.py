"""Facts that were looked up during a journey. The runtime looks nothing up: it is handed what the server found, and says
which look-ups it would need."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from forms_engine.definition.document import Lookup, Output
from forms_engine.runtime.dates import read_date
from forms_engine.runtime.text import is_line
from forms_engine.runtime.values import Answer, Answers, is_blank

FOUND: Final = "found"
NOT_FOUND: Final = "not-found"
DOWN: Final = "down"
OUTCOMES = (FOUND, NOT_FOUND, DOWN)

LONGEST_FACT = 500
LARGEST_PENCE = 99_999_999
LARGEST_NUMBER = 10**12


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one look-up: for which ``inputs``, with which ``outcome``, the ``values`` by the journey's own keys
    (canonical, as ``values`` has answers), and when (ISO 8601, UTC)."""

    inputs: Mapping[str, str]
    outcome: str
    values: Mapping[str, Answer] = field(default_factory=dict)
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "inputs": dict(self.inputs),
            "outcome": self.outcome,
            "values": dict(self.values),
            "at": self.at,
        }


# By the key of the page that looks up.
Findings: TypeAlias = Mapping[str, Finding]
NOTHING: Findings = {}


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A look-up that the path came to, with all that it needs answered. ``finding``: what is known for just these
    inputs; None where nobody has looked yet."""

    page: str
    lookup: Lookup
    inputs: Mapping[str, str]
    finding: Finding | None

    @property
    def is_settled(self) -> bool:
        """Whether the journey can go on from here."""
        match self.finding:
            case None:
                return False
            case Finding(outcome="found"):
                return True
            case Finding(outcome="not-found"):
                return self.lookup.when_not_found == "go_on"
        return self.lookup.when_down == "go_on"


def read_findings(kept: object) -> dict[str, Finding]:
    """What ``as_json`` wrote, by page."""
    if not isinstance(kept, Mapping):
        return {}
    return {
        page: Finding(
            inputs=dict(one.get("inputs") or {}),
            outcome=str(one.get("outcome")),
            values=dict(one.get("values") or {}),
            at=str(one.get("at") or ""),
        )
        for page, one in kept.items()
        if isinstance(one, Mapping)
    }


def inputs_for(lookup: Lookup, answers: Answers) -> dict[str, str] | None:
    """What a look-up is asked with, from the answers that count; None while one of them is missing."""
    given: dict[str, str] = {}
    for name, asked in lookup.inputs.items():
        question, _, part = asked.partition(".")
        answer = answers.get(question)
        if part:
            answer = answer.get(part) if isinstance(answer, Mapping) else None
        if is_blank(answer) or isinstance(answer, list | Mapping):
            return None
        given[name] = str(answer)
    return given


def facts_from(lookup: Lookup, values: Mapping[str, Any]) -> dict[str, Answer]:
    """What a look-up gave, by the journey's keys and in canonical form; blank values are left out.

    Raises:
        ValueError: when a value is not of the type that the journey takes it for; the message names the output.
    """
    facts: dict[str, Answer] = {}
    for output in lookup.outputs:
        value = values.get(output.source)
        if not is_blank(value) or value is False:
            facts[output.key] = _fact(output, value)
    return facts


def _fact(output: Output, value: Any) -> Answer:
    fitting: Answer = None
    match output.type:
        case "money":
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_PENCE:
                fitting = value
        case "number":
            if (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and abs(value) <= LARGEST_NUMBER
            ):
                fitting = int(value) if value == int(value) else round(value, 2)
        case "date":
            fitting = value if isinstance(value, str) and read_date(value) else None
        case "yes_no":
            fitting = {True: "yes", False: "no", "yes": "yes", "no": "no"}.get(value)
        case _:
            line = re.sub(r"\s+", " ", str(value)).strip()
            fitting = line if is_line(line) and len(line) <= LONGEST_FACT else None
    if fitting is None:
        raise ValueError(f"{output.source} is not what “{output.key}” takes it for: {output.type}")
    return fitting
