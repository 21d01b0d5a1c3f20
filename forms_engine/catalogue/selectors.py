"""Reading what the council offers, as far as a principal may see it."""

from functools import lru_cache

from django.db.models import QuerySet

from accounts.models import User
from audiences.principal import Principal
from audiences.selectors import visible_to
from forms_engine.catalogue.models import Journey, JourneyVersion, Team
from forms_engine.definition.document import Definition
from forms_engine.definition.parse import parse_definition


def teams_of(user: User) -> QuerySet[Team]:
    """The teams the person works in today: none once their account is closed or they have left the council."""
    if not user.is_active or not user.is_staff:
        return Team.objects.none()
    return Team.objects.filter(members=user)


def staff_to_choose() -> QuerySet[User]:
    """Who can be put in a team: council staff whose account is open, by name."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("name")


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


@lru_cache(maxsize=512)
def definition_of(version_id: int) -> Definition:
    """A published version's definition, parsed. Kept in memory: a published version never changes."""
    return parse_definition(JourneyVersion.objects.values_list("document", flat=True).get(pk=version_id))
