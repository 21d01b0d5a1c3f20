"""What councillors see: their own casework, and nothing of a request beyond what its customer is shown."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Casework, Councillor, Request, TimelineEntry
from forms_engine.requests.selectors import is_officer, requests_for, timeline_for_customer

OPEN = Service.Openness.OPEN


def councillor_of(principal: Principal) -> Councillor | None:
    """The councillor who is asking: on the intranet, with the role, and in office."""
    if principal.user is None or principal.audience != STAFF or Role.COUNCILLOR not in principal.roles:
        return None
    return Councillor.objects.filter(user=principal.user, is_live=True).first()


def casework_for(principal: Principal) -> QuerySet[Casework]:
    """A councillor's own casework that has not ended, the newest first. Nobody else has any."""
    councillor = councillor_of(principal)
    if councillor is None:
        return Casework.objects.none()
    mine = councillor.casework.filter(ended_at=None).exclude(request__is_practice=True)
    return mine.select_related("request__service", "request__queue__team", "councillor").order_by("-at")


def has_ended(principal: Principal, casework_id: UUID) -> bool:
    """Whether it was this councillor's and has ended."""
    councillor = councillor_of(principal)
    return (
        councillor is not None and councillor.casework.filter(pk=casework_id).exclude(ended_at=None).exists()
    )


def may_follow(casework: Casework) -> bool:
    """Whether how a request stands may be shown: its councillor raised it, or an officer let them follow it."""
    return casework.request is not None and casework.agreed_at is not None and casework.ended_at is None


def shows_what_happens(casework: Casework) -> bool:
    """Whether what is written to its customer is shown as well. Of a service that shows its requests to its own team
    only, a councillor reads that it was received, and no more."""
    return may_follow(casework) and casework.request is not None and casework.request.service.openness == OPEN


def news_of(casework: Casework) -> list[TimelineEntry]:
    """What its customer has been shown, the newest first; nothing where that is not for the councillor."""
    if casework.request is None or not shows_what_happens(casework):
        return []
    return list(timeline_for_customer(casework.request).order_by("-number"))


def casework_of(principal: Principal, request: Request) -> QuerySet[Casework]:
    """For officers on a request's page: which councillors raised it, follow it, or ask to, the newest first."""
    if not is_officer(principal) or not requests_for(principal).filter(pk=request.pk).exists():
        return Casework.objects.none()
    return request.casework.select_related("councillor__user", "agreed_by").order_by("-at")
