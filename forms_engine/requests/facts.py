"""What was looked up while a request was being answered: kept with it, as it was found and when, for officers and back
offices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.requests.models import Request
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.facts import FOUND
from forms_engine.runtime.marks import fact_in_words


@dataclass(frozen=True, slots=True)
class FactRow:
    """One looked-up fact: its key and label (its key's words where it has none), the value (canonical; None where it
    was not found) and its words, by which look-up, when, and with which outcome: found, not-found or down."""

    fact: str
    label: str
    value: Any
    words: str
    lookup: str
    at: datetime
    outcome: str


def kept_facts(evaluation: Evaluation) -> list[dict[str, Any]]:
    """What is kept with a request of what was looked up for it, look-up by look-up. What it was asked with is in the
    answers."""
    return [
        {
            "page": one.page,
            "lookup": one.lookup.source,
            "outcome": one.finding.outcome,
            "at": one.finding.at,
            "values": {
                output.key: evaluation.facts[output.key]
                for output in one.lookup.outputs
                if output.key in evaluation.facts
            }
            if one.finding.outcome == FOUND
            else {},
        }
        for one in evaluation.looked_up
        if one.finding is not None
    ]


def fact_rows(request: Request, language: str = "en") -> list[FactRow]:
    """Every fact that was looked up, or should have been, in the order of the journey."""
    if not request.facts or request.journey_version_id is None:
        return []
    definition: Definition = definition_of(request.journey_version_id)
    rows = []
    for kept in request.facts:
        lookup = definition.lookups.get(kept["page"])
        for output in lookup.outputs if lookup else ():
            value = kept["values"].get(output.key)
            rows.append(
                FactRow(
                    fact=output.key,
                    label=output.label.in_language(language) or output.key.replace("-", " ").capitalize(),
                    value=value,
                    words=fact_in_words(output.as_question, value, language),
                    lookup=kept["lookup"],
                    at=datetime.fromisoformat(kept["at"]),
                    outcome=kept["outcome"],
                )
            )
    return rows


def told_facts(request: Request) -> list[dict[str, Any]]:
    """The same as a back office is told it."""
    return [
        {
            "fact": row.fact,
            "label": row.label,
            "value": row.value,
            "words": row.words,
            "lookup": row.lookup,
            "looked_up_at": row.at.isoformat(),
            "outcome": row.outcome,
        }
        for row in fact_rows(request)
    ]
