"""Which decision stands, and what still waits for one."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from audiences.principal import Principal
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.models import Request, Threshold, ThresholdDecision
from forms_engine.requests.selectors import is_officer, requests_for

Result = ThresholdDecision.Result


def newest_decision(request: Request) -> ThresholdDecision | None:
    """The last that was decided about a request; the caller may see the request."""
    found = request.threshold_decisions.select_related("threshold", "decided_by", "agreed_by")
    return found.order_by("-decided_at", "-pk").first()


def decisions_for(principal: Principal, request: Request) -> QuerySet[ThresholdDecision]:
    """Everything that was decided about a request, the newest first, for whoever may see it."""
    if not requests_for(principal).filter(pk=request.pk).exists():
        return ThresholdDecision.objects.none()
    return request.threshold_decisions.select_related("threshold", "decided_by", "agreed_by").order_by(
        "-decided_at", "-pk"
    )


def stands(decision: ThresholdDecision) -> bool:
    """Whether a decision holds: it says yes or no, and whoever had to agree has."""
    if decision.result == Result.MORE_NEEDED:
        return False
    return not decision.threshold.needs_second_person or decision.agrees is True


def waits_for_agreement(decision: ThresholdDecision) -> bool:
    """Whether a second person still has to look at it."""
    return (
        decision.threshold.needs_second_person
        and decision.result != Result.MORE_NEEDED
        and decision.agrees is None
    )


def to_triage(principal: Principal) -> QuerySet[Request]:
    """What the duty desk of this principal's teams has to decide, the oldest first: received and unfinished requests of
    services with a threshold, about which no decision stands. Each has ``last_result``, ``last_agrees`` and
    ``last_needs_two`` of the newest decision, where there is one."""
    newest = ThresholdDecision.objects.filter(request=OuterRef("pk")).order_by("-decided_at", "-pk")
    undecided = Q(last_result__isnull=True) | Q(last_result=Result.MORE_NEEDED)
    not_agreed = Q(last_needs_two=True) & (Q(last_agrees__isnull=True) | Q(last_agrees=False))
    found = (
        requests_for(principal)
        .filter(
            Exists(Threshold.objects.filter(service=OuterRef("service"))),
            service__team__in=teams_for(principal),
            received_at__isnull=False,
            finished_at__isnull=True,
        )
        .annotate(
            last_result=Subquery(newest.values("result")[:1]),
            last_agrees=Subquery(newest.values("agrees")[:1]),
            last_needs_two=Subquery(newest.values("threshold__needs_second_person")[:1]),
            last_by=Subquery(newest.values("decided_by__name")[:1]),
        )
    )
    if not is_officer(principal):
        return found.none()
    return (
        found.filter(undecided | not_agreed)
        .select_related("service", "assigned_to")
        .order_by("received_at", "pk")
    )


def has_duty(principal: Principal) -> bool:
    """Whether this principal's teams decide by a threshold at all."""
    if not is_officer(principal):
        return False
    return Threshold.objects.filter(service__team__in=teams_for(principal)).exists()
