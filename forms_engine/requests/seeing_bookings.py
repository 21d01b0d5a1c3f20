"""Who sees which bookings. What belongs to a request of a service that a principal may not see is not there for them:
no row, no name, no count.

Whoever works with bookings has the sheets of their teams' resources: booking officers, and officers of every role. One
booking is open to the teams, and to officers who may see its request whatever their team, so that the contact desk can
move a caller's appointment.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.booking.models import Booking, Resource, Slot
from forms_engine.booking.states import State
from forms_engine.catalogue.selectors import teams_of
from forms_engine.requests.bookings.finishing import ASKS_FIRST
from forms_engine.requests.finding import Found, find_among
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.seeing_to import about_requests_open_to, with_request_id
from forms_engine.requests.selectors import OFFICER_ROLES, known_to, of_services_open_to

BOOKING_ROLES = OFFICER_ROLES | {Role.BOOKING_OFFICER}


def works_with_bookings(principal: Principal) -> bool:
    """Whether the booking pages are for this principal."""
    return (
        principal.user is not None
        and principal.audience == STAFF
        and STAFF in principal.keys
        and bool(principal.roles & BOOKING_ROLES)
    )


def resources_for(principal: Principal) -> QuerySet[Resource]:
    """The resources whose sheets this principal has: of their teams, or of their teams' services, by name; none of a
    service that shows them nothing."""
    if not works_with_bookings(principal) or principal.user is None:
        return Resource.objects.none()
    teams = teams_of(principal.user).values("pk")
    theirs = Q(team__in=teams) | Q(kind__service__team__in=teams)
    found = Resource.objects.filter(theirs, of_services_open_to(principal, "kind__service"))
    return found.select_related("kind__service", "team").order_by("name", "pk")


def bookings_for(principal: Principal) -> QuerySet[Booking]:
    """The bookings of requests that this principal may see. Each row has its ``request_id``."""
    if not works_with_bookings(principal):
        return Booking.objects.none()
    rows = Booking.objects.filter(of_services_open_to(principal, "slot__resource__kind__service"))
    if not principal.roles & OFFICER_ROLES:
        rows = rows.filter(slot__resource__in=resources_for(principal).order_by().values("pk"))
    return shown_to(principal, rows)


def shown_to(principal: Principal, rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """Of these, the bookings of requests of the services that show anything to this principal, with ``request_id``."""
    return about_requests_open_to(principal, rows)


def booking_for(principal: Principal, booking_uuid: UUID) -> Booking | None:
    """One booking; None where this principal may not see it."""
    rows = bookings_for(principal).filter(uuid=booking_uuid)
    return rows.select_related("slot__resource__kind__service", "slot__resource__team").first()


def request_of(principal: Principal, booking: Booking) -> Request:
    """What a booking that was found here belongs to."""
    found: Request = (
        Request.objects.filter(known_to(principal))
        .select_related("service__team", "journey_version__journey")
        .get(pk=booking.owner_id)
    )
    return found


def requests_of(principal: Principal, bookings: Iterable[Booking]) -> dict[str, Request]:
    """The requests of bookings that were found here, by the owner's id. One query."""
    wanted = {one.owner_id for one in bookings}
    rows = Request.objects.filter(known_to(principal), pk__in=wanted)
    return {str(row.pk): row for row in rows}


def left_behind(resource_ids: Iterable[int]) -> QuerySet[Booking]:
    """Appointments to come whose request was ended by somebody who was not asked about them: a back office. The soonest
    first. What an officer ended and kept is not among them."""
    rows = Booking.objects.filter(
        slot__resource__in=resource_ids,
        slot__starts_at__gt=timezone.now(),
        state__in=[State.CONFIRMED, State.AWAITING_APPROVAL],
    )
    last_move = TimelineEntry.objects.filter(
        request=OuterRef("pk"), kind=TimelineEntry.Kind.STATE, state=OuterRef("state")
    ).order_by("-number")
    ended = Request.objects.filter(pk=OuterRef("request_id"), state__in=ASKS_FIRST).annotate(
        ended_by=Subquery(last_move.values("actor")[:1])
    )
    found = with_request_id(rows.filter(owner_type=OWNER_TYPE)).filter(Exists(ended.filter(ended_by=None)))
    return found.select_related("slot__resource__kind").order_by("slot__starts_at", "pk")


def slots_for(principal: Principal) -> QuerySet[Slot]:
    """The slots of the resources whose sheets this principal has."""
    return Slot.objects.filter(resource__in=resources_for(principal).order_by().values("pk"))


def find_bookings(principal: Principal, said: str) -> tuple[Found, list[Booking]]:
    """The last booking of each request that fits what was said (``finding.find``), in the requests' order: newest
    first."""
    theirs = bookings_for(principal).filter(owner_id=Cast(OuterRef("pk"), CharField()))
    mine = Request.objects.filter(known_to(principal), Exists(theirs))
    found = find_among(mine, said)
    ids = [str(row.pk) for row in found.rows]
    rows = bookings_for(principal).filter(owner_id__in=ids).select_related("slot__resource__kind")
    last = {row.owner_id: row for row in rows.order_by("pk")}
    return found, [last[pk] for pk in ids if pk in last]
