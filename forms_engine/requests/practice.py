"""Practice at work: what is sent in it, and what becomes of that instead of what becomes of the real thing.

An officer who practises (``Principal.practising``) makes requests marked TEST, and sees and works on those alone
(``selectors.requests_for``). They go to queues of ours and to test destinations (``delivery.routing.deciding``), their
letters are written and kept (``letters_kept``), nothing is charged (``say_paid`` stands in for a card), and nothing of them
is counted. The database holds each of these, whatever the code says (migration 0023, ``integrity.PRACTICE``).
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.selectors import is_officer, requests_for
from forms_engine.requests.states import By, NotAllowed, RequestState

SHOWN_AT_ONCE = 50


def may_practise(principal: Principal) -> bool:
    """Whether practice is for this principal: officers, on the intranet."""
    return principal.user is not None and principal.audience == STAFF and is_officer(principal)


def practised_lately(principal: Principal) -> QuerySet[Request]:
    """What anybody has sent in practice and this principal may see, newest first; none outside practice."""
    if not principal.practising:
        return Request.objects.none()
    return requests_for(principal).select_related("service", "queue").order_by("-created_at", "id")


def letters_kept(principal: Principal, request: Request) -> QuerySet[Notice]:
    """The letters that would have been sent about a request of practice, oldest first. The caller has found the request
    through a selector."""
    if not request.is_practice or not principal.practising:
        return Notice.objects.none()
    kept = Notice.objects.filter(owner_type=OWNER_TYPE, owner_id=str(request.pk), state=Notice.State.PRACTICE)
    return kept.order_by("created_at", "id")


def pay_address(request: Request) -> str:
    """The page that stands in for the one where a card is asked for."""
    return f"{settings.ENVIRONMENT.origin(STAFF)}/workplace/practice/requests/{request.reference}/pay/"


@transaction.atomic
def say_paid(principal: Principal, request_id: UUID) -> Request:
    """Let a request of practice go on as if what it costs had been paid: it is received. Done again, or when it is not
    waiting for a payment, nothing changes.

    Raises:
        NotAllowed: when it is none of practice, or not one that this principal may see while they practise.
    """
    from forms_engine.requests.services import receive  # which is above: it opens requests

    if (
        not principal.practising
        or not requests_for(principal).filter(pk=request_id, is_practice=True).exists()
    ):
        raise NotAllowed("There is no such request in practice.")
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(pk=request_id)
    if request.state == RequestState.AWAITING_PAYMENT:
        move(
            request,
            RequestState.RECEIVED,
            by=By.HOUSE,
            actor=principal.user,
            kind=TimelineEntry.Kind.PAID,
        )
        receive(request)
    return request
