"""From one stage of a request to the next: a complaint that is looked at again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from forms_engine.requests import announcing, clocks
from forms_engine.requests.contacts.recording import record_message
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.signposting import next_stage
from forms_engine.requests.states import By, NotAllowed, RequestState, StateRefused
from forms_engine.requests.telling import tell_of_state


@transaction.atomic
def ask_for_next_stage(request_id: UUID, *, user: User | None, why: str, stage: int) -> Request:
    """Its customer asks for the next stage of a request that the caller found as theirs, within its period.

    ``stage`` is the number that they were offered: asked for twice, it is one.

    Raises:
        StateRefused: where it cannot be asked for (any more).
        ValueError: without a reason.
    """
    if not why.strip():
        raise ValueError("Say why.")
    request = _lock(request_id)
    return _begin(request, By.CUSTOMER, user, why, stage)


@transaction.atomic
def begin_next_stage(principal: Principal, request_id: UUID, *, why: str, stage: int) -> Request:
    """An officer begins the next stage, for a customer who asked for it another way.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused: where there is none to begin (any more).
    """
    request = _lock(request_id)
    if not may_decide(principal, request):
        raise NotAllowed("You may not change this request.")
    request = _begin(request, By.OFFICER, principal.user, why, stage)
    tell_of_state(request, why)
    return request


def _begin(request: Request, by: By, actor: User | None, why: str, stage: int) -> Request:
    following = next_stage(request, request.language)
    if following is None or following.number != stage:
        raise StateRefused("The next stage cannot be asked for now.")
    request.stage = following.number
    request.customer_wrote_at = timezone.now()  # where an officer begins it, ``move`` takes that as answered
    request.save(update_fields=["stage", "customer_wrote_at"])
    kind = TimelineEntry.Kind.STAGE
    entry = move(request, RequestState.IN_PROGRESS, by=by, actor=actor, message=why, kind=kind)
    if by is By.CUSTOMER:
        record_message(entry)
    clocks.start(request)
    clocks.follow(request)
    announcing.announce(request, announcing.UPDATED, {"message": why.strip(), "stage_name": following.name})
    return request


def _lock(request_id: UUID) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
