"""Who is told that the glass of a team's request was broken, and judges whether it was right."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.catalogue.selectors import teams_of, who_sees_to
from forms_engine.requests.models import BrokenGlass, Request
from forms_engine.requests.seeing_to import LEADING_ROLES, teams_seen_to
from forms_engine.requests.selectors import is_officer, requests_for


def reviewers_of(request: Request, *, but: User) -> list[User]:
    """The team leads and service managers of a request's team, and whoever stands in for its lead, as far as the request
    is shown to them; never the one who broke its glass."""
    team = Team.objects.select_related("lead").get(pk=request.service.team_id)
    theirs = team.members.filter(is_active=True, is_staff=True).exclude(pk=but.pk).order_by("pk")
    if request.service.openness == Service.Openness.RESTRICTED:
        theirs = theirs.filter(_holding([Role.RESTRICTED_CASE_OFFICER]))
    lead = who_sees_to(team.lead, timezone.now()).pk if team.lead else None
    return list(theirs.filter(Q(_holding(LEADING_ROLES)) | Q(pk=lead)))


def _holding(roles: Iterable[str]) -> Exists:
    return Exists(RoleGrant.objects.filter(user=OuterRef("pk"), role__in=list(roles)))


def glass_for(principal: Principal) -> QuerySet[BrokenGlass]:
    """The broken glass that this principal reviews: of the teams that they lead, and of requests shown to them. What they
    broke themselves is not theirs to judge."""
    user = principal.user
    if user is None or not is_officer(principal) or principal.practising:
        return BrokenGlass.objects.none()
    led = teams_seen_to(principal)
    if led is None:  # an administrator leads nobody by being one
        leads = bool(principal.roles & LEADING_ROLES)
        led = frozenset(teams_of(user).values_list("id", flat=True)) if leads else frozenset()
    shown = requests_for(principal).filter(id=OuterRef("request_id"))
    return (
        BrokenGlass.objects.filter(Exists(shown), request__service__team_id__in=led)
        .exclude(by=user)
        .select_related("request__service", "by", "reviewed_by")
    )
