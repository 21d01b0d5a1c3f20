"""Noting that somebody at work has opened a request: the first of its team, and everybody where it is sensitive."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.models import Request, RequestRead, TimelineEntry
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.telling import write_entry

MAY_SEE_READS = frozenset({Role.TEAM_LEAD, Role.SERVICE_MANAGER})


@transaction.atomic
def note_opened(principal: Principal, request: Request) -> None:
    """Note when somebody of the request's team first opened it: of the team that it was handed on to, once it was, which may
    be one outside the council. Others who may look at it have not seen to it. Costs two queries while nobody has, and none after."""
    user = principal.user
    if request.first_read_at is not None or user is None:
        return
    its_team = Q(services=request.service_id)
    if request.queue_id:
        handed_on = request.timeline.filter(kind=TimelineEntry.Kind.HANDED_ON).exists()
        its_team = Q(queues=request.queue_id) | (Q(pk__in=[]) if handed_on else its_team)
    if not teams_for(principal).filter(its_team).exists():
        return
    locked = Request.objects.select_for_update().get(id=request.id)
    if locked.first_read_at is None:
        locked.first_read_at = timezone.now()
        locked.save(update_fields=["first_read_at"])
        write_entry(locked, TimelineEntry.Kind.OPENED, shown=False, actor=user)
    request.first_read_at = locked.first_read_at


def note_read(principal: Principal, request: Request, what: RequestRead.What) -> None:
    """Write down that somebody at work read a request of a service that does not show its requests to everybody at work,
    or something of it. The caller has found it through a selector."""
    if request.service.openness != Service.Openness.OPEN and principal.user is not None:
        RequestRead.objects.create(request=request, reader=principal.user, what=what)


def may_see_reads(principal: Principal, request: Request) -> bool:
    """Whether this principal may know who has read a request: those who lead, of what they may see themselves."""
    return bool(principal.roles & MAY_SEE_READS) and may_decide(principal, request)


def reads_of(principal: Principal, request: Request) -> QuerySet[RequestRead]:
    """Who has read a request, the newest first; nothing for those who may not know."""
    if not may_see_reads(principal, request):
        return RequestRead.objects.none()
    return request.reads.select_related("reader").order_by("-id")
