"""Deciding whether a request reaches its service's threshold, and somebody else's agreeing to that."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.requests.duty.standing import newest_decision
from forms_engine.requests.duty.thresholds import criteria_of, threshold_of
from forms_engine.requests.models import Request, ThresholdDecision, TimelineEntry
from forms_engine.requests.selectors import is_officer
from forms_engine.requests.states import FINISHED, NotAllowed
from forms_engine.requests.telling import write_entry
from forms_engine.requests.working_on import lock_to_work_on

Result = ThresholdDecision.Result

LONGEST = 3000


class DecisionRefused(ValueError):
    """Nothing was decided; the message says why and what to do."""


@transaction.atomic
def decide(
    principal: Principal,
    request_id: UUID,
    *,
    threshold: int,
    met: Sequence[str],
    result: str,
    why: str,
    seen: str,
) -> ThresholdDecision:
    """An officer holds a request against its service's threshold. What was decided before stays on record.

    ``threshold`` is the number of the version that the page showed, ``seen`` the id of the newest decision there ("" for
    none): where either is another now, nothing is decided. The same said again by a second click is the same decision.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        DecisionRefused: without a reason or a result, with criteria that are not the threshold's, when the request is
            finished, or when the page had gone stale; the message says which.
    """
    request = _locked(principal, request_id)
    assert principal.user is not None, "an officer is somebody"
    in_force, newest = threshold_of(request.service_id), newest_decision(request)
    why, keys = why.strip(), sorted(set(met))
    if newest is not None and seen != str(newest.pk) and _is_same(newest, principal, result, why, keys):
        return newest
    if in_force is None:
        raise DecisionRefused("This service has no threshold to decide by.")
    if in_force.number != threshold or seen != (str(newest.pk) if newest else ""):
        raise DecisionRefused(
            "The criteria have changed, or a colleague has decided, while you were reading. Read it again, then decide."
        )
    if request.received_at is None or request.state in FINISHED:
        raise DecisionRefused("This request is not being worked on, so there is nothing to decide.")
    if result not in Result.values:
        raise DecisionRefused("Say whether the threshold is met.")
    if not why:
        raise DecisionRefused("Say why: whoever reads this later has to understand it.")
    if len(why) > LONGEST:
        raise DecisionRefused(f"Write {LONGEST:,} letters at most.")
    if not set(keys) <= {one.key for one in criteria_of(in_force)}:
        raise DecisionRefused("Tick criteria of this threshold only.")
    if result == Result.MET and not keys:
        raise DecisionRefused("Tick the criteria that are met.")
    made = ThresholdDecision.objects.create(
        request=request,
        threshold=in_force,
        met=keys,
        result=result,
        why=why,
        decided_by=principal.user,
        decided_at=timezone.now(),
    )
    waits = in_force.needs_second_person and result != Result.MORE_NEEDED
    write_entry(
        request,
        TimelineEntry.Kind.THRESHOLD,
        shown=False,
        actor=principal.user,
        message=f"{made.get_result_display()}{' (a second person has to agree)' if waits else ''}: {why}",
    )
    return made


@transaction.atomic
def agree(principal: Principal, decision_id: UUID, *, agrees: bool, words: str) -> ThresholdDecision:
    """Somebody else agrees to a decision, or does not: then the request waits to be decided anew. The same said again by a
    second click changes nothing.

    Raises:
        NotAllowed: when the principal may not decide on its request, or has made the decision.
        DecisionRefused: when it is not the newest, needs nobody, or somebody has said so already; or where whoever
            disagrees does not say why.
    """
    found = ThresholdDecision.objects.filter(pk=decision_id).values_list("request_id", flat=True).first()
    if found is None:
        raise NotAllowed("You may not decide on this request.")
    request = _locked(principal, found)
    decision = newest_decision(request)
    if decision is None or decision.pk != decision_id:
        raise DecisionRefused("It has been decided anew since. Read the newest decision.")
    words = words.strip()
    if decision.agreed_at is not None:
        if (decision.agreed_by, decision.agrees, decision.agreed_words) == (principal.user, agrees, words):
            return decision
        raise DecisionRefused(f"{decision.agreed_by} has said so already.")
    if not decision.threshold.needs_second_person or decision.result == Result.MORE_NEEDED:
        raise DecisionRefused("Nobody has to agree to this decision.")
    if principal.user == decision.decided_by:
        raise NotAllowed("Somebody else has to agree to what you decided.")
    if not agrees and not words:
        raise DecisionRefused("Say why you do not agree.")
    if len(words) > LONGEST:
        raise DecisionRefused(f"Write {LONGEST:,} letters at most.")
    decision.agreed_by, decision.agreed_at = principal.user, timezone.now()
    decision.agrees, decision.agreed_words = agrees, words
    decision.save(update_fields=["agreed_by", "agreed_at", "agrees", "agreed_words"])
    said = "Agreed to" if agrees else "Not agreed to"
    write_entry(
        request,
        TimelineEntry.Kind.THRESHOLD,
        shown=False,
        actor=principal.user,
        message=f"{said}: {decision.get_result_display()}{f'. {words}' if words else ''}",
    )
    return decision


def _locked(principal: Principal, request_id: UUID) -> Request:
    if not is_officer(principal):
        raise NotAllowed("You may not decide on this request.")
    return lock_to_work_on(principal, request_id)


def _is_same(newest: ThresholdDecision, principal: Principal, result: str, why: str, keys: list[str]) -> bool:
    said = (newest.decided_by_id, newest.result, newest.why, newest.met)
    return principal.user is not None and said == (principal.user.pk, result, why, keys)
