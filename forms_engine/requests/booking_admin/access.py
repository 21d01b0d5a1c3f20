"""Who sets up what can be booked: administrators everything, booking officers what is their teams' own."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from accounts.selectors import roles_of
from accounts.staff.administrators import is_administrator
from forms_engine.booking.models import Resource, ResourceKind, Schedule
from forms_engine.catalogue.models import Service, Team
from forms_engine.catalogue.selectors import teams_of


def may_set_up(user: object) -> bool:
    """Whether this person sets up anything that can be booked."""
    if not isinstance(user, User):
        return False
    return is_administrator(user) or (user.is_staff and Role.BOOKING_OFFICER in roles_of(user))


def kinds_of(user: User) -> QuerySet[ResourceKind]:
    """The kinds that this person sets up: of their teams' services."""
    found = ResourceKind.objects.select_related("service__team").order_by("slug")
    if is_administrator(user):
        return found
    return found.filter(service__team__in=teams_of(user)) if may_set_up(user) else found.none()


def resources_of(user: User) -> QuerySet[Resource]:
    """The resources that this person sets up: of their teams, or of kinds that they set up."""
    found = Resource.objects.select_related("kind__service", "team").order_by("name")
    if is_administrator(user):
        return found
    if not may_set_up(user):
        return found.none()
    return found.filter(Q(team__in=teams_of(user)) | Q(kind__service__team__in=teams_of(user)))


def schedules_of(user: User) -> QuerySet[Schedule]:
    """The schedules of those resources."""
    theirs = resources_of(user).order_by().values("pk")
    found = Schedule.objects.select_related("resource__kind__service").filter(resource__in=theirs)
    return found.order_by("valid_from")


def services_of(user: User) -> QuerySet[Service]:
    """The services that a kind of this person's can be of."""
    found = Service.objects.filter(locale__language_code="en").order_by("name")
    return found if is_administrator(user) else found.filter(team__in=teams_of(user))


def teams_for(user: User) -> QuerySet[Team]:
    """The teams that a resource of this person's can be of."""
    found = Team.objects.order_by("name")
    return found if is_administrator(user) else found.filter(pk__in=teams_of(user).values("pk"))
