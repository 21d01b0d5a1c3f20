"""A team outside the council hands a request back to the council."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue, Service
from forms_engine.requests.handing_on import move_to_queue
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.outside.queues import works_outside
from forms_engine.requests.states import FINISHED, NotAllowed, StateRefused
from forms_engine.requests.working_on import lock_to_work_on

LONGEST = 2000  # letters
Kind = TimelineEntry.Kind


def queue_to_hand_back_to(request: Request) -> Queue | None:
    """The queue of the council's where a request goes back to: the last one that it was in, or else one of its service's
    own team; None where there is none."""
    ours = Queue.objects.filter(team__organisation="").order_by("slug")
    if request.service.openness != Service.Openness.OPEN:
        ours = ours.filter(team=request.service.team_id)
    return _last_of(request, ours) or ours.filter(team=request.service.team_id).first()


def _last_of(request: Request, ours: QuerySet[Queue]) -> Queue | None:
    """Entries say a queue by its name, with why behind it."""
    entries = request.timeline.filter(kind__in=[Kind.QUEUED, Kind.HANDED_ON]).order_by("-number")
    for said in entries.values_list("message", flat=True)[:20]:
        if found := ours.filter(name__in=[said, said.partition(": ")[0]]).first():
            return found
    return None


@transaction.atomic
def hand_back(principal: Principal, request_id: UUID, *, why: str, seen: str) -> Request:
    """Somebody of a team outside hands a request back to the council, and says why. They do not see it any more.

    ``seen`` is the slug of the queue that their page showed: where it has been moved since, nothing is changed.

    Raises:
        NotAllowed: for anybody but the people of the team outside whose queue it is in.
        StateRefused: when it is finished, has been moved, or no queue of the council's is for it; the message says which.
        ValueError: without a reason, or with too long a one.
    """
    why = why.strip()
    if not 0 < len(why) <= LONGEST or "\0" in why:
        raise ValueError("Say why, so that the council knows what you know.")
    if not works_outside(principal):
        raise NotAllowed("This is for teams outside the council.")
    request = lock_to_work_on(principal, request_id, "queue")
    if request.queue is None or request.queue.slug != seen:
        raise StateRefused(_("Somebody moved this request while you were reading it."))
    if request.state in FINISHED:
        raise StateRefused(_("This request is finished."))
    back = queue_to_hand_back_to(request)
    if back is None:
        raise StateRefused(
            _("There is no queue of the council’s for this. Write a note, and ring the council.")
        )
    move_to_queue(request, back, why=why, principal=principal)
    return request
