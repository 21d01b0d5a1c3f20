"""How every verb of those who work on a request begins: its own row locked, as somebody who may decide on it, and by a page
that has not gone stale."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from audiences.principal import Principal
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.states import NotAllowed, RequestState, StateRefused

Kind = TimelineEntry.Kind


def lock_to_work_on(principal: Principal, request_id: UUID, *along: str) -> Request:
    """A request with its service (and what else of it is wanted ``along``), its row locked in the caller's transaction.
    Whether the principal may is asked once nobody can change it any more.

    Raises:
        NotAllowed: when the principal may not decide on this request.
    """
    alone = Request.objects.select_for_update(of=("self",))
    request = alone.select_related("service", *along).get(id=request_id)
    if not may_decide(principal, request):
        raise NotAllowed("You may not change this request.")
    return request


def check_not_stale(request: Request, seen: str, read: int | None = None) -> None:
    """``seen`` is the state that somebody's page showed, ``read`` the number of the newest entry of its timeline there.

    Raises:
        StateRefused: where somebody else has moved the request since, or its customer has written.
    """
    if request.state != seen:
        raise StateRefused(
            _(
                "Someone changed this request to “%(state)s” while you were reading it. Check its timeline, then decide "
                "again."
            )
            % {"state": RequestState(request.state).label}
        )
    if has_unread(request, read):
        raise StateRefused(
            _(
                "The customer wrote while you were reading this request, or a councillor for them. Read that on its "
                "timeline, then decide again."
            )
        )


def has_unread(request: Request, read: int | None) -> bool:
    """Whether the customer, or a councillor for them, has written after the entry of that number; None says that
    everything was read."""
    if read is None:
        return False
    by_customer = Q(kind__in=[Kind.FROM_CUSTOMER, Kind.STAGE, Kind.CORRECTED])
    by_councillor = Q(kind=Kind.CASEWORK, actor__councillor__isnull=False)
    return request.timeline.filter(by_customer | by_councillor, number__gt=read).exists()
