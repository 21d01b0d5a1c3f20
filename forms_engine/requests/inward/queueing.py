"""In which queue of ours a request waits that no journey made (a case that began in another system, a part taken out of a
request), so that officers see it."""

from django.utils import timezone

from forms_engine.catalogue.models import Queue, Service
from forms_engine.delivery.routing import Decision, RoutingFacts, decide
from forms_engine.requests.handing_on import move_to_queue
from forms_engine.requests.models import Request


def put_in_queue(request: Request) -> list[str]:
    """Put a request that has just begun into a queue and write that down; in the caller's transaction. Answers the names of
    the back offices that the rules name beside, which are not told.

    The rules decide, as far as they ask nothing about a journey. Where none names a queue it is the first that was made of
    the service's team; a team without one has the default's. What is not open to every officer stays with its team.
    """
    decision = _decided(request)
    queue = _queue_of(request, decision)
    if queue is not None:
        move_to_queue(request, queue)
    if decision.used_default:
        return []
    return [target.name for target in decision.targets if not target.queue]


def _decided(request: Request) -> Decision:
    return decide(
        RoutingFacts(
            definition=None,
            journey="",
            service=request.service.slug,
            answers={},
            named=(),
            areas=tuple(request.location.area_codes) if request.location else (),
            channel=request.channel,
            at=request.received_at or timezone.now(),
            language=request.language,
            to_tests=request.is_practice,
        )
    )


def _queue_of(request: Request, decision: Decision) -> Queue | None:
    service = request.service
    of_its_team = Queue.objects.filter(team=service.team_id).order_by("pk")
    named = Queue.objects.filter(slug=decision.queue).first()
    if named is not None and service.openness != Service.Openness.OPEN and named.team_id != service.team_id:
        named = None
    if decision.used_default:
        return of_its_team.first() or named
    return named or of_its_team.first()
