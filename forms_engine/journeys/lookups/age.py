"""How old what was looked up may be when somebody is charged for it."""

from datetime import datetime, timedelta

from django.utils import timezone

from forms_engine.definition.document import Condition, Definition, Lookup
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.facts import LookedUp


def old_fee_facts(definition: Definition, evaluation: Evaluation) -> list[LookedUp]:
    """The look-ups that the fee depends on and whose finding is too old to be charged for."""
    return [one for one in evaluation.looked_up if is_old(one) and is_behind_a_fee(definition, one.lookup)]


def is_behind_a_fee(definition: Definition, lookup: Lookup) -> bool:
    """Whether what somebody is charged depends on what this finds."""
    behind = _behind_fees(definition)
    return any(output.key in behind for output in lookup.outputs)


def is_old(one: LookedUp) -> bool:
    """Whether what was found has to be looked up again before anybody is charged for it."""
    if one.finding is None:
        return True
    at = datetime.fromisoformat(one.finding.at)
    return timezone.now() - at > timedelta(minutes=one.lookup.fresh_minutes)


def _behind_fees(definition: Definition) -> set[str]:
    conditions: list[Condition | None] = []
    found: set[str] = set()
    for line in definition.fees:
        found.add(line.amount_from)
        conditions += [line.when, *(row.when for row in line.rows), *(one.when for one in line.concessions)]
    for condition in conditions:
        if condition is not None:
            found |= definition.questions_behind(condition)
    return found
