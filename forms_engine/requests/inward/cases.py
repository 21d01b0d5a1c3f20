"""Cases that begin in a back office's own system: a call to its own centre, its own portal. Each becomes a request here,
so that its customer follows it in the place where they follow everything else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Destination
from forms_engine.locations.services import record_location
from forms_engine.requests import clocks, tasks
from forms_engine.requests.callbacks import OtherWords, Recorded, take
from forms_engine.requests.contacts import recording
from forms_engine.requests.inward.matching import lock_case, request_ids_of
from forms_engine.requests.inward.queueing import put_in_queue
from forms_engine.requests.models import Customer, Inbound, OutsideCase, Request, TimelineEntry
from forms_engine.requests.references import new_reference
from forms_engine.requests.states import RequestState
from forms_engine.requests.telling import tell_customer, write_entry


class NoSuchService(LookupError):
    """The case is of no service that this back office may begin one of."""


@dataclass(frozen=True, slots=True)
class BegunCase:
    """A case as its back office tells it. ``contact`` has name, email and mobile; ``location`` what
    ``record_location`` takes."""

    their_id: str
    service: str
    title: str
    channel: str
    language: str
    contact: Mapping[str, str]
    location: Mapping[str, Any] | None
    words: str
    at: datetime


@transaction.atomic
def begin_case(destination: Destination, message_id: str, case: BegunCase) -> Recorded:
    """Make a case of another system's into a request. One number of one destination's is one request, however often and
    under however many message ids it is told: also where it is the number under which it has a request of ours.

    The contact they give proves nothing: the request is in nobody's account until its customer has shown that the
    address is theirs (``claiming``).

    Raises:
        NoSuchService: when there is no such service, or this destination does not work for it.
        OtherWords: when the message id, or the number of the case, was used for something else.

    What is repeated is answered as it was at first, also where the service has become another team's since.
    """
    inbound, is_new = take(
        Inbound(
            destination=destination,
            message_id=message_id,
            kind=Inbound.Kind.CASE,
            sha256=hashlib.sha256(repr(case).encode()).hexdigest(),
            their_id=case.their_id,
            words=case.words,
            at=min(case.at, timezone.now()),
            outcome=Inbound.Outcome.UNKNOWN_CASE,
        )
    )
    if not is_new:
        return Recorded(inbound.id, inbound.outcome, inbound.request_id, repeated=True)
    lock_case(destination.id, case.their_id)
    # Whoever tells of every case of theirs tells of those that we sent them as well.
    before = (
        Request.objects.filter(pk__in=request_ids_of(destination, case.their_id, ""))
        .select_related("service")
        .order_by("created_at")
        .first()
    )
    if before is not None:
        if before.service.slug != case.service:
            raise OtherWords("This number belongs to a case of another service.")
        inbound.request, inbound.outcome = before, Inbound.Outcome.NOTED
        if before.erased_at is not None:
            inbound.words = ""
    else:
        request = _opened(case, _service(destination, case.service))
        OutsideCase.objects.create(destination=destination, their_id=case.their_id, request=request)
        inbound.request, inbound.outcome = request, Inbound.Outcome.APPLIED
        waiting = Inbound.objects.filter(destination=destination, outcome=Inbound.Outcome.UNKNOWN_CASE)
        if waiting.filter(their_id=case.their_id).exclude(id=inbound.id).exists():
            # What they said about it before they told us of it.
            tasks.apply_waiting.defer(destination_id=str(destination.id))
    inbound.save(update_fields=["outcome", "request", "words"])
    return Recorded(inbound.id, inbound.outcome, inbound.request_id)


def _service(destination: Destination, slug: str) -> Service:
    found = Service.objects.filter(slug=slug, locale__language_code="en").first()
    if found is None or destination.team_id != found.team_id:
        raise NoSuchService(f"There is no service “{slug}” that you work for.")
    return found


def _opened(case: BegunCase, service: Service) -> Request:
    now = timezone.now()
    location = record_location(dict(case.location)) if case.location else None
    request = Request.objects.create(
        reference=new_reference(),
        service=service,
        customer=Customer.objects.create(**case.contact),
        location=location,
        ward=location.ward if location else None,
        title=case.title,
        state=RequestState.RECEIVED,
        received_at=now,
        channel=case.channel,
        language=case.language,
        answers={},
        **case.contact,
    )
    write_entry(request, TimelineEntry.Kind.BEGUN_OUTSIDE, shown=True, message=case.words)
    put_in_queue(request)
    clocks.start(request)
    recording.record_sent(request)
    tell_customer(request, "request.begun-outside", {})
    return request
