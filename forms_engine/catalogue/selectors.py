"""Reading what the council offers, as far as a principal may see it."""

from datetime import datetime
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.staff.administrators import is_administrator
from audiences.keys import PARTNER, STAFF
from audiences.principal import Principal
from audiences.selectors import visible_to
from forms_engine.catalogue.models import Absence, Journey, JourneyVersion, Team
from forms_engine.definition.document import Definition
from forms_engine.definition.parse import parse_definition


def teams_of(user: User) -> QuerySet[Team]:
    """The teams the person works in today: none once their account is closed or they have left the council."""
    if not user.is_active or not user.is_staff:
        return Team.objects.none()
    return Team.objects.filter(members=user)


def organisations_of(principal: Principal) -> list[str]:
    """The slugs of the organisations that somebody on the extranet acts for."""
    if principal.audience != PARTNER or principal.user is None:
        return []
    return sorted(key.removeprefix(f"{PARTNER}:") for key in principal.keys if key.startswith(f"{PARTNER}:"))


def teams_for(principal: Principal) -> QuerySet[Team]:
    """The teams that this principal works in here: on the intranet their own, on the extranet those of the organisations
    they are a member of today. None anywhere else."""
    if principal.user is None:
        return Team.objects.none()
    if principal.audience == PARTNER:
        organisations = organisations_of(principal)
        return Team.objects.filter(organisation__in=organisations) if organisations else Team.objects.none()
    if principal.audience != STAFF or STAFF not in principal.keys:
        return Team.objects.none()
    return teams_of(principal.user)


def staff_to_choose() -> QuerySet[User]:
    """Who can be put in a team: council staff whose account is open, by name."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("name")


def people_to_enter_for(principal: Principal) -> QuerySet[User]:
    """Whose absences this principal may enter, by name: their own and those of the members of the teams they lead; for
    administrators those of all council staff."""
    user = principal.user
    if user is None or principal.audience != STAFF or STAFF not in principal.keys:
        return User.objects.none()
    if is_administrator(user):
        return staff_to_choose()
    led = Q(teams__lead=user, is_staff=True, is_active=True)
    return User.objects.filter(Q(pk=user.pk) | led).distinct().order_by("name")


def people_to_cover_for(person: User) -> QuerySet[User]:
    """Who can cover for somebody: the people of their teams, who may see what they see; all staff where they are in
    none."""
    others = staff_to_choose().exclude(pk=person.pk)
    together = others.filter(teams__in=teams_of(person)).distinct()
    return together if together.exists() else others


def absences_for(principal: Principal, at: datetime) -> QuerySet[Absence]:
    """The absences that this principal may enter and that are not over, soonest first."""
    return (
        Absence.objects.filter(
            user__in=people_to_enter_for(principal).values("pk"), ends__gte=timezone.localdate(at)
        )
        .select_related("user", "covered_by")
        .order_by("starts", "user__name")
    )


def absence_of(user: User, at: datetime) -> Absence | None:
    """The absence that this person is away on at that time, on the council's day that it falls on."""
    day = timezone.localdate(at)
    return (
        Absence.objects.filter(user=user, starts__lte=day, ends__gte=day).select_related("covered_by").first()
    )


def who_sees_to(user: User, at: datetime) -> User:
    """Who sees to this person's work at that time: they themselves, or while they are away whoever covers for them;
    where that person is away as well, whoever covers for that one, and so on.

    Where the chain ends with nobody (nobody was named, the account is closed, or people cover for each other in a
    ring) it is the lead of a team of theirs who is there; failing that it stays with ``user``, so that it is always
    somebody's.
    """
    current, met = user, set[int]()
    while current.pk not in met:
        met.add(current.pk)
        absence = absence_of(current, at)
        if absence is None and current.is_active:
            return current
        cover = absence.covered_by if absence else None
        if cover is None or not (cover.is_active and cover.is_staff):
            break
        current = cover
    for lead in (
        User.objects.filter(teams_led__members=user, is_active=True, is_staff=True).distinct().order_by("pk")
    ):
        if lead.pk not in met and absence_of(lead, at) is None:
            return lead
    return user


def live_version(principal: Principal, slug: str) -> JourneyVersion | None:
    """The version of a journey that new submissions start on, with its journey and service; None when there is
    no such journey for this principal."""
    return (
        JourneyVersion.objects.filter(
            journey__in=visible_to(principal, Journey.objects.filter(slug=slug)), withdrawn_at=None
        )
        .select_related("journey__service")
        .order_by("-number")
        .first()
    )


def published_version(principal: Principal, slug: str, number: int) -> JourneyVersion | None:
    """One version of a journey that this principal may see, withdrawn or not, without its document: requests made on it
    are still worked on. None when there is no such version for them."""
    return (
        JourneyVersion.objects.filter(
            journey__in=visible_to(principal, Journey.objects.filter(slug=slug)), number=number
        )
        .defer("document")
        .first()
    )


def live_versions(principal: Principal) -> QuerySet[JourneyVersion]:
    """For every journey that this principal may see, the version that new submissions start on, with its journey and
    service and without its document. Editors' practice journeys are nobody's to find."""
    return (
        JourneyVersion.objects.filter(
            journey__in=visible_to(principal, Journey.objects.filter(is_practice=False)), withdrawn_at=None
        )
        .select_related("journey__service")
        .defer("document")
        .order_by("journey_id", "-number")
        .distinct("journey_id")
    )


def is_trial(version_id: int) -> bool:
    """Whether a version is an editor's trial of a draft, which nobody's request comes from."""
    return JourneyVersion.objects.filter(pk=version_id, journey__is_practice=True).exists()


def every_live_version() -> QuerySet[JourneyVersion]:
    """For every journey of every audience, the version that new submissions start on, without its document: for those
    who keep what journeys lead to. Editors' practice journeys are left out."""
    return (
        JourneyVersion.objects.filter(journey__is_practice=False, withdrawn_at=None)
        .select_related("journey__service")
        .defer("document")
        .order_by("journey_id", "-number")
        .distinct("journey_id")
    )


@lru_cache(maxsize=512)
def definition_of(version_id: int) -> Definition:
    """A published version's definition, parsed. Kept in memory: a published version never changes."""
    return parse_definition(JourneyVersion.objects.values_list("document", flat=True).get(pk=version_id))
