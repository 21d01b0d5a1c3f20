"""Reading requests, always as somebody. What a principal may not see is not there for it: no row, no count."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet, UUIDField
from django.db.models.functions import Cast, Coalesce

from accounts.roles import Role
from audiences.keys import PARTNER, PUBLIC, STAFF
from audiences.principal import Principal
from forms_engine.catalogue.models import Queue, Service
from forms_engine.catalogue.selectors import teams_for, teams_of
from forms_engine.requests.helping.selectors import requests_helped_with
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.references import read_reference
from forms_engine.requests.states import RequestState

OFFICER_ROLES = frozenset({Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, Role.TEAM_LEAD, Role.SERVICE_MANAGER})

# Counting further than this helps nobody: "1,000+" is said instead.
MOST_COUNTED = 1000


def requests_for(principal: Principal) -> QuerySet[Request]:
    """Every request this principal may see.

    On the public host: a signed-in person's own, but for what they sent at work (``own.own_requests``); while they act for
    somebody else, what that person let them see instead (``helping``). On the staff host, with an officer's role: those of open
    services, those of team-only services whose team one is in, and those of restricted services for the team's
    restricted-case officers. On the extranet, for the people of an organisation that is a team: what is in its queues, of
    open services and of its own. Nobody else sees any. Practice is seen by those who practise, who see nothing else.
    What was erased is seen by nobody.
    """
    return _requests_for(principal).filter(erased_at=None)


def _requests_for(principal: Principal) -> QuerySet[Request]:
    if principal.user is None:
        return Request.objects.none()
    if principal.audience == PUBLIC and principal.helping is not None:
        return requests_helped_with(principal)
    if principal.audience == PUBLIC:
        return Request.objects.filter(customer__user=principal.user, audience=PUBLIC, is_practice=False)
    if principal.audience == PARTNER:
        return _of_teams_outside(principal)
    if not is_officer(principal) or STAFF not in principal.keys:
        return Request.objects.none()
    return Request.objects.filter(of_services_open_to(principal), is_practice=principal.practising)


def listed_for(principal: Principal) -> QuerySet[Request]:
    """``requests_for``, said without a join, for lists in an index's order: a planner that begins with the services reads a
    whole queue to show a page of it. Costs a query at once, for the services."""
    if principal.audience != STAFF or not is_officer(principal) or STAFF not in principal.keys:
        return requests_for(principal)
    shown = Service.objects.filter(of_services_open_to(principal, "")).values_list("pk", flat=True)
    return Request.objects.filter(service__in=list(shown), is_practice=principal.practising, erased_at=None)


def _of_teams_outside(principal: Principal) -> QuerySet[Request]:
    """What the teams outside the council work on that this principal belongs to. A restricted service's requests are
    not for them, nor a team-only one's unless the service is their team's."""
    theirs = teams_for(principal)
    shown = Q(service__openness=Service.Openness.OPEN) | Q(
        service__openness=Service.Openness.TEAM_ONLY, service__team__in=theirs
    )
    return Request.objects.filter(shown, queue__team__in=theirs, is_practice=False)


def of_services_open_to(principal: Principal, service: str = "service") -> Q:
    """The requests of those services that show anything to this member of staff: open ones, team-only ones of their
    teams, and restricted ones of their teams where they are its restricted-case officers. For those who work with
    requests without reading them; everybody else asks ``requests_for``. ``service`` is the way from other rows to their
    service, where it is not requests that are asked for; "" for services themselves."""
    if principal.user is None:
        return Q(pk__in=[])
    way = f"{service}__" if service else ""
    in_team = Exists(teams_of(principal.user).filter(id=OuterRef(f"{way}team_id")))
    for_the_team = [Service.Openness.TEAM_ONLY]
    if Role.RESTRICTED_CASE_OFFICER in principal.roles:
        for_the_team.append(Service.Openness.RESTRICTED)
    its_openness = f"{way}openness"
    return Q(**{its_openness: Service.Openness.OPEN}) | Q(in_team, **{f"{its_openness}__in": for_the_team})


def known_to(principal: Principal) -> Q:
    """The same for requests themselves: of services that show anything, and practice to those alone who practise."""
    return of_services_open_to(principal) & Q(is_practice=principal.practising)


def request_for(principal: Principal, reference: str) -> Request | None:
    """One request by its reference, with what its page shows; None where this principal may not see it."""
    return (
        requests_for(principal)
        .filter(reference=read_reference(reference) or "")
        .select_related(
            "service__team",
            "queue",
            "customer__user",
            "location__ward",
            "journey_version__journey",
            "assigned_to",
            "outcome",
        )
        .first()
    )


def may_decide(principal: Principal, request: Request) -> bool:
    """Whether this principal may change what becomes of a request."""
    return is_worker(principal) and requests_for(principal).filter(id=request.id).exists()


def timeline_for_customer(request: Request) -> QuerySet[TimelineEntry]:
    """What the customer is shown, oldest first. The caller has found the request through a selector or a code."""
    return request.timeline.filter(shown_to_customer=True)


def timeline_for_officer(principal: Principal, request: Request) -> QuerySet[TimelineEntry]:
    """Everything that happened, oldest first, for those who may decide."""
    return (
        request.timeline.select_related("actor", "outcome")
        if may_decide(principal, request)
        else request.timeline.none()
    )


def queues_of(principal: Principal) -> QuerySet[Queue]:
    """The queues of teams that work for an open service, and those of one's own teams; none without a role."""
    if principal.audience != STAFF or principal.user is None or not principal.roles & OFFICER_ROLES:
        return Queue.objects.none()
    # A row in another language is words only: what it says of its openness is not kept up.
    open_ones = Service.objects.filter(openness=Service.Openness.OPEN, locale__language_code="en")
    works_openly = Q(team__in=open_ones.values("team"))
    return (
        Queue.objects.select_related("team")
        .filter(works_openly | Q(team__in=teams_of(principal.user)))
        .order_by("name")
    )


def queue_for(principal: Principal, slug: str) -> Queue | None:
    """One queue by its slug; None where this principal has no business in it."""
    return queues_of(principal).filter(slug=slug).first()


def queues_for(principal: Principal) -> list[tuple[Queue, int]]:
    """Every queue of this principal's, with how many unfinished requests they may see there, ``MOST_COUNTED`` at
    most. Two queries, however many queues there are."""
    # Said as the index of open requests says it: how much lies finished behind them costs nothing.
    unfinished = listed_for(principal).filter(finished_at=None, received_at__isnull=False)
    waiting = unfinished.filter(queue=OuterRef("pk")).order_by().values("pk")[:MOST_COUNTED]
    # Of no service at all Django asks for no array, but for a null without a type.
    listed = Cast(ArraySubquery(waiting), ArrayField(UUIDField()))
    counted = Coalesce(Func(listed, function="cardinality", output_field=IntegerField()), 0)
    return [(queue, queue.waiting) for queue in queues_of(principal).annotate(waiting=counted)]


def is_officer(principal: Principal) -> bool:
    """Whether this principal works on requests at all."""
    return principal.audience == STAFF and bool(principal.roles & OFFICER_ROLES)


def is_worker(principal: Principal) -> bool:
    """Whether this principal works on requests here: an officer, or on the extranet somebody of a team outside."""
    return is_officer(principal) or (principal.audience == PARTNER and teams_for(principal).exists())


def suspected_for(principal: Principal) -> QuerySet[Request]:
    """The requests that are held back as suspected spam, newest first: for officers who could decide on them."""
    if not is_officer(principal):
        return Request.objects.none()
    held_back = requests_for(principal).filter(state=RequestState.SUSPECTED)
    return held_back.select_related("service").order_by("-created_at", "id")
