"""A decision as a row: its audit."""

from collections.abc import Iterable

from forms_engine.delivery.models import Rerun, RoutingDecision
from forms_engine.delivery.routing.facts import Decision


def record_decision(
    decision: Decision,
    *,
    owner_type: str,
    owner_id: str,
    areas: Iterable[str],
    rerun: Rerun | None = None,
    changed: bool = True,
) -> RoutingDecision:
    """Write down what was decided about an owner and why, in the caller's transaction.

    Raises:
        ValueError: for a decision by rules that are still being written.
    """
    if decision.rule_set is None:
        raise ValueError("Rules that are being written decide nothing.")
    return RoutingDecision.objects.create(
        owner_type=owner_type,
        owner_id=owner_id,
        cause=RoutingDecision.Cause.SENT if rerun is None else RoutingDecision.Cause.RERUN,
        rule_set_id=decision.rule_set,
        areas=list(areas),
        destinations=[target.slug for target in decision.targets],
        queue=decision.queue,
        used_default=decision.used_default,
        changed=changed,
        reasons=list(decision.reasons),
        rerun=rerun,
    )
