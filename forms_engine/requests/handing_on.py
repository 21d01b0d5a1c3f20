"""Handing a request on to another team's queue: where it should have come in the first place."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue, Service
from forms_engine.requests.assigning import let_go
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.states import FINISHED, NotAllowed, StateRefused
from forms_engine.requests.telling import write_entry
from forms_engine.requests.working_on import lock_to_work_on

Kind = TimelineEntry.Kind


def queues_to_hand_on_to(request: Request) -> QuerySet[Queue]:
    """The queues that a request can be handed on to. Another team is given nothing of a service that shows its requests
    to its own team only."""
    queues = Queue.objects.select_related("team").order_by("name")
    if request.queue_id is not None:
        queues = queues.exclude(pk=request.queue_id)
    if request.service.openness != Service.Openness.OPEN:
        queues = queues.filter(team=request.service.team_id)
    return queues


@transaction.atomic
def hand_on(principal: Principal, request_id: UUID, *, to: str, why: str, seen: str) -> Request:
    """An officer hands a request on to another queue and says why, for the officers there.

    ``seen`` is the slug of the queue that the officer's page showed ("" for none): where somebody else has handed it on
    since, nothing is changed.

    Raises:
        NotAllowed: when the principal may not decide on this request, or not hand it on to that queue.
        StateRefused: when it is finished or not received yet, or in another queue than the page showed; the message says which.
        ValueError: without a reason.
    """
    if not why.strip():
        raise ValueError("Say why, so that the next team knows what you know.")
    request = lock_to_work_on(principal, request_id, "queue")
    if (request.queue.slug if request.queue else "") != seen:
        now_in = request.queue.name if request.queue else "no queue"
        raise StateRefused(
            f"Someone handed this request on while you were reading it. It is in {now_in} now."
        )
    if request.received_at is None:
        raise StateRefused("This request has not been received yet: it goes to its queue when it is.")
    if request.state in FINISHED:
        raise StateRefused("This request is finished. Set it to “In progress” first, then hand it on.")
    queue = queues_to_hand_on_to(request).filter(slug=to).first()
    if queue is None:
        raise NotAllowed("You may not hand it on to that queue.")
    move_to_queue(request, queue, why=why.strip(), principal=principal)
    return request


def put_by_an_officer(request: Request, *, since: datetime | None) -> bool:
    """Whether an officer has put a request into a queue, since that time or (None) ever. One query."""
    entries = request.timeline.filter(kind__in=[Kind.QUEUED, Kind.HANDED_ON], actor__isnull=False)
    return (entries.filter(at__gte=since) if since else entries).exists()


def move_to_queue(
    request: Request, queue: Queue, *, why: str = "", principal: Principal | None = None
) -> None:
    """Put a request into a queue and write that down: as handed on where it was another team's before, and then nobody
    has it. The caller holds the request's lock."""
    before = request.queue
    request.queue = queue
    handed_on = before is not None and before.team_id != queue.team_id
    if handed_on:
        request.first_read_at = None  # nobody of that team has opened it yet
        let_go(request, principal.user if principal else None, "It was handed on.")
    request.save(update_fields=["queue", "first_read_at"])
    said = f"{queue.name}: {why}" if why else queue.name
    write_entry(
        request,
        Kind.HANDED_ON if handed_on else Kind.QUEUED,
        shown=False,
        message=said,
        actor=principal.user if principal else None,
    )
