"""Placing a request in a queue, where its officers find it: as its routing says, or as a delivery asks."""

from datetime import datetime

from django.db import transaction

from forms_engine.catalogue.models import Queue
from forms_engine.requests.handing_on import move_to_queue, put_by_an_officer
from forms_engine.requests.models import Request


@transaction.atomic
def place_in_queue(request_id: str, queue: str) -> None:
    """Show a request to the officers of a queue; doing it again changes nothing.

    Raises:
        LookupError: when there is no such queue, or no such request.
    """
    request, found = _locked_with_queue(request_id, queue)
    if request.queue_id != found.pk:
        move_to_queue(request, found)


@transaction.atomic
def place_as_delivered(request_id: str, queue: str, decided_at: datetime | None) -> bool:
    """Place a request in a queue as a delivery asks, which may come late, or twice: where an officer has put it in
    another queue since ``decided_at`` (None: where it is in any), it stays there. Answers whether it is in that queue.

    Raises:
        LookupError: when there is no such queue, or no such request.
    """
    request, found = _locked_with_queue(request_id, queue)
    is_elsewhere = request.queue_id not in (None, found.pk)
    if is_elsewhere and (decided_at is None or put_by_an_officer(request, since=decided_at)):
        return False
    if request.queue_id != found.pk:
        move_to_queue(request, found)
    return True


def _locked_with_queue(request_id: str, queue: str) -> tuple[Request, Queue]:
    try:
        found = Queue.objects.get(slug=queue)
        return Request.objects.select_for_update().get(id=request_id), found
    except (Queue.DoesNotExist, Request.DoesNotExist) as error:
        raise LookupError(f"There is no queue “{queue}”, or no request {request_id}.") from error
