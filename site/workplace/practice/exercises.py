"""What officers try in practice: five callers, what they say, and what a good answer looks like.

The words are Marlshire's (``content_fixtures/practice.json``), for a council to write its own beside.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from audiences.principal import Principal
from config.environment import ROOT
from forms_engine.catalogue.selectors import live_version

FILE = ROOT / "content_fixtures" / "practice.json"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One call to try. ``journey`` is the slug of the one it is about, "" for none that this principal has."""

    number: int
    title: str
    caller: str
    says: str
    steps: tuple[str, ...]
    done: str
    journey: str


def exercises_for(principal: Principal) -> list[Exercise]:
    """The exercises in their order, with the journeys that are there."""
    return [_exercise(principal, number, row) for number, row in enumerate(_rows(), start=1)]


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(FILE.read_text(encoding="utf-8"))["exercises"])


def _exercise(principal: Principal, number: int, row: dict[str, Any]) -> Exercise:
    wanted = str(row.get("journey", ""))
    return Exercise(
        number=number,
        title=row["title"],
        caller=row["caller"],
        says=row["says"],
        steps=tuple(row["steps"]),
        done=row["done"],
        journey=wanted if wanted and live_version(principal, wanted) else "",
    )
