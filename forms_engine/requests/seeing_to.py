"""Who sees to what could not be delivered: which destinations and which of their deliveries a principal may see.

Administrators see to every destination; service managers and team leads to those of their teams; whoever covers for a
lead who is away, to those of that team. Whatever their role, a delivery of a team-only or restricted service's request
is not there for anybody outside the team: no row, no count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, UUIDField, When
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.catalogue.models import Team
from forms_engine.catalogue.selectors import teams_of, who_sees_to
from forms_engine.delivery.models import TEST, Delivery, Destination
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.selectors import OFFICER_ROLES, known_to, requests_for

Row = TypeVar("Row", bound=Model)

LEADING_ROLES = frozenset({Role.TEAM_LEAD, Role.SERVICE_MANAGER})


def teams_seen_to(principal: Principal) -> frozenset[int] | None:
    """The teams whose destinations this principal sees to; None for every one, and those of no team as well."""
    user = principal.user
    if user is None or principal.audience != STAFF or STAFF not in principal.keys:
        return frozenset()
    if Role.ADMINISTRATOR in principal.roles:
        return None
    if not principal.roles & OFFICER_ROLES:
        return frozenset()
    theirs = teams_of(user)
    if principal.roles & LEADING_ROLES:
        return frozenset(theirs.values_list("id", flat=True))
    now = timezone.now()
    return frozenset(
        team.pk
        for team in theirs.exclude(lead=None).select_related("lead")
        if team.lead == user or (team.lead is not None and who_sees_to(team.lead, now) == user)
    )


def sees_to_anything(principal: Principal) -> bool:
    """Whether the operations page is for this principal."""
    teams = teams_seen_to(principal)
    return teams is None or bool(teams)


def destinations_for(principal: Principal) -> QuerySet[Destination]:
    """The destinations this principal sees to, those that were given up too, by name."""
    teams = teams_seen_to(principal)
    found = Destination.objects.select_related("team").order_by("name")
    return found if teams is None else found.filter(team_id__in=teams)


def deliveries_for(principal: Principal) -> QuerySet[Delivery]:
    """The deliveries this principal sees to."""
    teams = teams_seen_to(principal)
    found = with_request_id(Delivery.objects.all())
    if teams is not None:
        found = found.filter(destination__team_id__in=teams)
    # By what is hidden, not by what is shown: looked up row by row, however many requests there are.
    hidden = Request.objects.filter(~known_to(principal), id=OuterRef("request_id"))
    return found.filter(~Exists(hidden)).exclude(owner_type=TEST)


def about_requests_open_to(principal: Principal, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Of rows that know their owner by type and id (charges, letters): those about requests of the services that show
    anything to this principal."""
    shown = Request.objects.filter(known_to(principal), id=OuterRef("request_id"))
    return with_request_id(rows.filter(owner_type=OWNER_TYPE)).filter(Exists(shown))


def with_request_id(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows with the id of the request that they are about, None where they are about something else."""
    # Cast only where it is one: the database may look at the rows of others first.
    its_id = Case(
        When(owner_type=OWNER_TYPE, then=Cast("owner_id", UUIDField())),
        default=None,
        output_field=UUIDField(null=True),
    )
    return rows.annotate(request_id=its_id)


def request_id_of(delivery: Delivery) -> UUID | None:
    """The id of the request that a delivery from ``deliveries_for`` is about."""
    return getattr(delivery, "request_id", None)


@dataclass(frozen=True, slots=True)
class About:
    """What a delivery is about, as far as a list of them says. ``opens`` says whether the principal may read it."""

    reference: str
    title: str
    service: str
    opens: bool


def requests_about(principal: Principal, ids: Iterable[UUID | None]) -> dict[UUID, About]:
    """What each of these requests is called, for those that ``deliveries_for`` has shown to this principal."""
    wanted = [one for one in ids if one is not None]
    readable = Exists(requests_for(principal).filter(id=OuterRef("pk")))
    rows = Request.objects.filter(known_to(principal), id__in=wanted).annotate(opens=readable)
    return {
        row.id: About(row.reference, row.title, row.service.name, row.opens)
        for row in rows.select_related("service").only("reference", "title", "service__name")
    }


def who_looks_after(team: Team | None) -> User | None:
    """Who sees to a team's destinations today: its lead, or whoever covers for them; None where nobody leads it."""
    return who_sees_to(team.lead, timezone.now()) if team is not None and team.lead is not None else None


def may_take(delivery: Delivery, principal: Principal) -> QuerySet[Destination]:
    """Where this principal may send a delivery instead: to destinations that they see to and that are not given up.
    What is about a restricted service's request stays with the destinations of its own team."""
    others = destinations_for(principal).filter(retired_at=None).exclude(id=delivery.destination_id)
    request = (
        Request.objects.select_related("service").filter(id=delivery.owner_id).first()
        if delivery.owner_type == OWNER_TYPE
        else None
    )
    if request is not None and request.service.openness != "open":
        others = others.filter(team_id=request.service.team_id)
    if request is not None and request.is_practice:
        return others.filter(Q(is_test=True) | Q(kind="queue"))
    return others.filter(is_test=False)
