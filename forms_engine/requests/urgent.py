"""Requests that cannot wait: who is alerted when nobody has seen one in time, and what its customer is told.

An urgent request is seen when an officer of its team has opened it and every back office of its has it. Where none of our
queues has it, there is no officer to open it: then its back offices are asked whether they have it, and those that say so
have to have said it. Until then there is an alert after each of the service's ``minutes``: the named person, whoever is
next, everybody in the team. One that is held back as spam is alerted about as any other: a person decides, and soon.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from accounts.models import User
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import who_sees_to
from forms_engine.delivery.models import Delivery
from forms_engine.notices import services as notices
from forms_engine.requests.models import Request, TimelineEntry, Urgency, UrgentAlert
from forms_engine.requests.models.promises import in_language
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.payload import RECEIVED
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.rounds import going_on

Step = UrgentAlert.Step
UNDELIVERED = (Delivery.State.HELD, Delivery.State.READY, Delivery.State.DEAD)
NOT_LOOKED_AT = frozenset({RequestState.AWAITING_PAYMENT, *FINISHED})
# Older ones have been alerted about to everybody there is; what they need now is on the operations page.
LOOKED_FOR = timedelta(days=14)
AT_MOST = 200
RING = {"en": "If it cannot wait, call {phone}.", "cy": "Os na all aros, ffoniwch {phone}."}
# Why nobody counts as having seen one, for its timeline.
REASONS = {
    "unread": "No officer of the team has opened it.",
    "unacknowledged": "Its back office has not said that it has it.",
    "undelivered": "A back office has not got it.",
}


def urgent_words(service: Service, language: str) -> str:
    """Whom to ring about a request of this service, in a language; "" where it is not urgent. One query for each object
    that stands for the service, however often it is asked."""
    urgency: Urgency | None = getattr(service, "urgency", None)
    return f"{in_language(urgency.words, language)} {urgency.phone}" if urgency else ""


def urgent_in_notices(request: Request) -> str:
    """Whom to ring about a request, as a notice says it: of a service that is not open to everybody the number alone, as
    its own words could tell what it is about. "" where it is not urgent. One query."""
    if request.service.openness == Service.Openness.OPEN:
        return urgent_words(request.service, request.language)
    urgency: Urgency | None = getattr(request.service, "urgency", None)
    return in_language(RING, request.language).format(phone=urgency.phone) if urgency else ""


def urgency_of(request: Request) -> Urgency | None:
    """What its service says about urgency, with the person named; None where it is not urgent. One query."""
    return Urgency.objects.select_related("person").filter(service=request.service_id).first()


def alert_about_unseen(now: datetime) -> int:
    """Alert about every urgent request that it is time for; answers how many alerts there were. Safe to call at any
    time, any number of times: each step of each request is taken once.

    Raises:
        RoundNotWhole: when alerting about some of them failed.
    """
    sent, since = 0, now - LOOKED_FOR
    # Paid for late, or released late from what looked like spam, it is as new as any when it is received.
    recent = Request.objects.filter(is_practice=False).filter(
        Q(received_at__gt=since) | Q(received_at=None, created_at__gt=since)
    )
    with going_on("urgent alerts") as attempt:
        for urgency in Urgency.objects.select_related("service__team__lead", "person", "then"):
            late = _late(recent.filter(service=urgency.service), urgency, now).order_by("created_at")
            for request_id in list(late.values_list("id", flat=True)[:AT_MOST]):
                sent += attempt(request_id, partial(_alert, request_id, urgency, now))
    return sent


def _late(requests: QuerySet[Request], urgency: Urgency, now: datetime) -> QuerySet[Request]:
    """Those of the requests about which the next step is to be taken now: with the last one (``taken``, 0 for none), and
    why (``unread``, ``unacknowledged``, ``undelivered``). Each step comes so many minutes after the one before, also where
    the worker was away."""
    wait = timedelta(minutes=urgency.minutes)
    told = Delivery.objects.filter(
        owner_type=OWNER_TYPE, owner_id=Cast(OuterRef("pk"), CharField()), subject=RECEIVED
    )
    # What is told later, of a request that somebody sees to, may wait its turn; whom it is sent to later, has as long.
    missing = told.filter(state__in=UNDELIVERED, created_at__lte=now - wait)
    silent = Q(
        state=Delivery.State.DELIVERED, acknowledged_at=None, destination__acknowledges_within_hours__gt=0
    )
    queues = told.exclude(state=Delivery.State.CANCELLED).filter(destination__kind="queue")
    ours = Q(queue__isnull=False) | Q(Exists(queues))
    # Whoever moved it on, in a back office of their own or here, has seen it.
    untouched = Q(state=RequestState.SUSPECTED) | Q(state=RequestState.RECEIVED) & ours
    unheard_of = Q(state=RequestState.RECEIVED) & ~ours & Q(Exists(told.filter(silent)))
    handed_on = TimelineEntry.objects.filter(request=OuterRef("pk"), kind=TimelineEntry.Kind.HANDED_ON)
    alerts = UrgentAlert.objects.filter(request=OuterRef("pk")).order_by("-step")
    found = requests.exclude(state__in=NOT_LOOKED_AT).annotate(
        unread=ExpressionWrapper(Q(first_read_at=None) & untouched, output_field=BooleanField()),
        unacknowledged=ExpressionWrapper(Q(first_read_at=None) & unheard_of, output_field=BooleanField()),
        undelivered=Exists(missing),
        taken=Coalesce(Subquery(alerts.values("step")[:1]), 0),
        since=Greatest(
            Coalesce("received_at", "created_at"),
            Subquery(handed_on.order_by("-number").values("at")[:1]),
            Subquery(alerts.values("at")[:1]),
        ),
    )
    unseen = Q(unread=True) | Q(unacknowledged=True) | Q(undelivered=True)
    return found.filter(unseen, taken__lt=len(Step), since__lte=now - wait)


@transaction.atomic
def _alert(request_id: UUID, urgency: Urgency, now: datetime) -> bool:
    """Take the next step about a request, if there is one to take now."""
    Request.objects.select_for_update().get(id=request_id)
    late = _late(Request.objects.filter(id=request_id), urgency, now)
    request = late.select_related("service").first()
    if request is None:
        return False
    reasons = [why for why in REASONS if getattr(request, why)]
    step = Step(getattr(request, "taken", 0) + 1)
    people = _people(step, urgency, now)
    alert = UrgentAlert.objects.create(request=request, step=step)
    alert.told.set(people)
    names = ", ".join(sorted(person.name for person in people)) or "nobody"
    write_entry(
        request, TimelineEntry.Kind.URGENT, shown=False, message=f"{_why(reasons)} We alerted {names}."
    )
    for person in people:
        _tell(person, request, reasons)
    if step == Step.PERSON:
        _tell_to_ring(request)
    return True


def _tell_to_ring(request: Request) -> None:
    words = urgent_words(request.service, request.language)
    write_entry(request, TimelineEntry.Kind.RING_US, shown=True, message=words)
    if request.state == RequestState.SUSPECTED:
        return  # nobody has been written to yet
    tell_customer(request, "request.ring-us", {"urgent": urgent_in_notices(request)}, every_way=True)


def _why(reasons: Iterable[str]) -> str:
    return " ".join(REASONS[reason] for reason in reasons)


def _people(step: Step, urgency: Urgency, now: datetime) -> list[User]:
    """Whom a step alerts. Whoever is away is stood in for; a step that reaches nobody new reaches the whole team."""
    team = urgency.service.team
    first = who_sees_to(urgency.person, now)
    if step == Step.PERSON:
        return [first]
    following = urgency.then or team.lead
    second = who_sees_to(following, now) if following else None
    if step == Step.THEN and second is not None and second != first:
        return [second]
    everybody = {person.pk: person for person in team.members.filter(is_active=True, is_staff=True)}
    return list({**everybody, first.pk: first, **({second.pk: second} if second else {})}.values())


def _tell(person: User, request: Request, reasons: list[str]) -> None:
    context = {
        "reference": request.reference,
        "service": request.service.name,
        "sent_at": timezone.localtime(request.created_at),
        **{reason: reason in reasons for reason in REASONS},
        "link": f"{settings.ENVIRONMENT.origin('staff')}/workplace/requests/{request.reference}/",
    }
    whose: dict[str, Any] = {
        "owner_type": OWNER_TYPE,
        "owner_id": str(request.id),
        "subject": "request.urgent",
    }
    notices.send_email(recipient=person.email or "", context=context, secret=False, language="en", **whose)
    notices.send_sms(recipient=person.mobile or "", context=context, secret=False, language="en", **whose)
