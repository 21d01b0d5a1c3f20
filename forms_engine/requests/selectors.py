"""Reading requests, always as somebody. What a principal may not see is not there for it: no row, no count."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.roles import Role
from audiences.keys import PUBLIC, STAFF
from audiences.principal import Principal
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.states import RequestState

OFFICER_ROLES = frozenset({Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, Role.TEAM_LEAD, Role.SERVICE_MANAGER})

# Counting further than this helps nobody: "1,000+" is said instead.
MOST_COUNTED = 1000


def requests_for(principal: Principal) -> QuerySet[Request]:
    """Every request this principal may see.

    On the public host: a signed-in person's own. On the staff host, with an officer's role: those of open
    services, those of team-only services whose team one is in, and those of restricted services for the team's
    restricted-case officers. Nobody else sees any.
    """
    if principal.user is None:
        return Request.objects.none()
    if principal.audience == PUBLIC:
        return Request.objects.filter(customer__user=principal.user)
    if principal.audience != STAFF or STAFF not in principal.keys or not principal.roles & OFFICER_ROLES:
        return Request.objects.none()
    in_team = Exists(Team.objects.filter(id=OuterRef("service__team_id"), members=principal.user))
    for_the_team = [Service.Openness.TEAM_ONLY]
    if Role.RESTRICTED_CASE_OFFICER in principal.roles:
        for_the_team.append(Service.Openness.RESTRICTED)
    return Request.objects.filter(
        Q(service__openness=Service.Openness.OPEN) | Q(in_team, service__openness__in=for_the_team)
    )


def request_for(principal: Principal, reference: str) -> Request | None:
    """One request by its reference, with what its page shows; None where this principal may not see it."""
    return (
        requests_for(principal)
        .filter(reference=reference)
        .select_related("service__team", "queue", "customer", "location", "journey_version__journey")
        .first()
    )


def may_decide(principal: Principal, request: Request) -> bool:
    """Whether this principal may change what becomes of a request."""
    return principal.audience == STAFF and requests_for(principal).filter(id=request.id).exists()


def timeline_for_customer(request: Request) -> QuerySet[TimelineEntry]:
    """What the customer is shown, oldest first. The caller has found the request through a selector or a code."""
    return request.timeline.filter(shown_to_customer=True)


def timeline_for_officer(principal: Principal, request: Request) -> QuerySet[TimelineEntry]:
    """Everything that happened, oldest first, for those who may decide."""
    return (
        request.timeline.select_related("actor")
        if may_decide(principal, request)
        else request.timeline.none()
    )


def queues_for(principal: Principal) -> list[tuple[Queue, int]]:
    """Every queue in which this principal may see anything, with how many unfinished requests wait there."""
    waiting = (
        requests_for(principal)
        .exclude(state__in=[RequestState.RESOLVED, RequestState.AWAITING_PAYMENT])
        .filter(queue__isnull=False)[:MOST_COUNTED]
    )
    counts = dict(
        Request.objects.filter(id__in=waiting.values("id"))
        .values("queue_id")
        .annotate(waiting=Count("id"))
        .values_list("queue_id", "waiting")
    )
    if principal.audience != STAFF or not principal.roles & OFFICER_ROLES or principal.user is None:
        return []
    queues = Queue.objects.select_related("team").filter(
        Q(team__services__openness=Service.Openness.OPEN) | Q(team__members=principal.user)
    )
    return [(queue, counts.get(queue.pk, 0)) for queue in queues.distinct().order_by("name")]


def requests_in_queue(principal: Principal, queue: Queue, state: str = "") -> QuerySet[Request]:
    """A queue's requests for this principal, newest first; unfinished ones, or those of one state."""
    found = requests_for(principal).filter(queue=queue).select_related("service", "location")
    found = found.filter(state=state) if state else found.exclude(state=RequestState.RESOLVED)
    return found.order_by("-received_at", "id")
