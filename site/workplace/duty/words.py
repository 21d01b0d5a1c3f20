"""A decision as a page shows it."""

from dataclasses import dataclass

from forms_engine.requests.duty.standing import stands, waits_for_agreement
from forms_engine.requests.duty.thresholds import criteria_of
from forms_engine.requests.models import ThresholdDecision

HOW = {
    ThresholdDecision.Result.MET: "resolved",
    ThresholdDecision.Result.NOT_MET: "closed",
    ThresholdDecision.Result.MORE_NEEDED: "waiting",
}


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """The decision, the criteria that were met in words, those that were not, and how it stands."""

    decision: ThresholdDecision
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    tag: str
    standing: str


def shown(decision: ThresholdDecision) -> DecisionShown:
    """One decision in words."""
    criteria = criteria_of(decision.threshold)
    return DecisionShown(
        decision=decision,
        met=tuple(one.text for one in criteria if one.key in decision.met),
        not_met=tuple(one.text for one in criteria if one.key not in decision.met),
        tag=HOW[ThresholdDecision.Result(decision.result)],
        standing=_standing(decision),
    )


def _standing(decision: ThresholdDecision) -> str:
    if waits_for_agreement(decision):
        return "A second person has to agree"
    if decision.agrees is False:
        return "Not agreed to"
    return "" if stands(decision) else "Still open"
