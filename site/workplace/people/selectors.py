"""Who is in the directory, as far as a principal may know: everybody who works here, and those who left a little while
ago. Whoever is hidden is there for themselves and for those who keep their entry, and for nobody else: in no list, count,
suggestion, team, or line of managers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.staff.administrators import is_administrator
from audiences.keys import STAFF
from audiences.principal import Principal
from content.reviews.months import months_after
from forms_engine.catalogue.models import Team
from workplace.models import Profile

MONTHS_LISTED = 3  # after somebody left
WORKS_HERE = Q(user__is_active=True, user__is_staff=True)
MEMBERS = Team.members.through


def people() -> Q:
    """Entries of people: no account for emergencies, and no demonstration account outside demo mode."""
    real = Q(user__is_break_glass=False)
    return real if settings.ENVIRONMENT.demo else real & Q(user__is_demo=False)


def recently_left(today: date) -> Q:
    """Entries of those who left less than three months ago, of the same day where nobody has written that down yet."""
    gone = Q(left_on__isnull=True) | Q(left_on__gt=months_after(today, -MONTHS_LISTED))
    return ~WORKS_HERE & gone


def entries_for(principal: Principal) -> QuerySet[Profile]:
    """Every entry that this principal may see, those of recent leavers among them, each with its account and team."""
    if principal.audience != STAFF or STAFF not in principal.keys:
        return Profile.objects.none()
    found = Profile.objects.filter(people(), WORKS_HERE | recently_left(timezone.localdate()))
    user = principal.user
    if user is None:
        found = found.filter(is_hidden=False)
    elif not is_administrator(user):
        found = found.filter(Q(is_hidden=False) | Q(user=user) | kept_by(user))
    return found.select_related("user", "team")


def colleagues_for(principal: Principal) -> QuerySet[Profile]:
    """The same without those who left."""
    return entries_for(principal).filter(WORKS_HERE)


def entry_for(principal: Principal, person: UUID) -> Profile | None:
    """One person's entry, by their public id; None where this principal may not see one."""
    return entries_for(principal).select_related("photo", "manager").filter(user__uuid=person).first()


def among(principal: Principal, users: Iterable[int | None]) -> dict[int, Profile]:
    """Those of these accounts who work here and whom this principal may see, by the account's id."""
    wanted = {one for one in users if one is not None}
    return {one.pk: one for one in colleagues_for(principal).filter(pk__in=wanted)} if wanted else {}


def kept_by(user: User) -> Q:
    """The entries that somebody keeps who is no administrator: of those they manage, and of the teams they lead."""
    in_a_team = Exists(MEMBERS.objects.filter(user=OuterRef("user"), team__lead=user))
    return (Q(manager=user) | Q(team__lead=user) | Q(in_a_team)) & ~Q(user=user)


def kept_for(principal: Principal) -> QuerySet[Profile]:
    """The entries that this principal keeps: an administrator everybody's, others those of ``kept_by``."""
    found, user = entries_for(principal), principal.user
    if user is None:
        return found.none()
    return found if is_administrator(user) else found.filter(kept_by(user))


def keeps(principal: Principal, entry: Profile) -> bool:
    """Whether this principal may correct the entry, hide it, and say who has taken over."""
    return kept_for(principal).filter(pk=entry.pk).exists()


def is_own(principal: Principal, entry: Profile) -> bool:
    """Whether it is the principal's own."""
    return principal.user is not None and principal.user.pk == entry.pk


def own_entry(principal: Principal) -> Profile | None:
    """The principal's own entry, made where there is none yet; None for whoever has none to have."""
    user = principal.user
    if user is None or principal.audience != STAFF or STAFF not in principal.keys or user.is_break_glass:
        return None
    Profile.objects.get_or_create(user=user)
    return entry_for(principal, user.uuid)


def teams_in_directory() -> QuerySet[Team]:
    """The council's own teams: those of contractors have people of their own, whom the directory does not list."""
    return Team.objects.filter(organisation="")


def in_team(team: Team) -> Q:
    """Entries of a team's people: its members, and whoever says that it is theirs."""
    member = Exists(MEMBERS.objects.filter(user=OuterRef("user"), team=team))
    return Q(team=team) | Q(member)
