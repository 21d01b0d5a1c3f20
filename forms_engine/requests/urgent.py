"""Requests that cannot wait: who is alerted when nobody has seen one in time, and what its customer is told.

An urgent request is seen when an officer of its team has opened it and every back office of its has it. Until then
there is an alert after each of the service's ``minutes``: the named person, whoever is next, everybody in the team. One
that is held back as spam is alerted about as any other: a person decides, and soon.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.addresses import read_mobile
from accounts.models import User
from forms_engine.catalogue.selectors import who_sees_to
from forms_engine.delivery.models import Delivery
from forms_engine.notices import services as notices
from forms_engine.requests.models import Request, TimelineEntry, Urgency, UrgentAlert
from forms_engine.requests.models.promises import in_language
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.telling import tell_customer, write_entry

Step = UrgentAlert.Step
UNDELIVERED = (Delivery.State.HELD, Delivery.State.READY, Delivery.State.DEAD)
NOT_LOOKED_AT = frozenset({RequestState.AWAITING_PAYMENT, *FINISHED})
# Older ones have been alerted about to everybody there is; what they need now is on the operations page.
LOOKED_FOR = timedelta(days=14)
AT_MOST = 200


def urgent_words(service_id: int, language: str) -> str:
    """Whom to ring about a request of this service, in a language; "" where it is not urgent. One query."""
    urgency = Urgency.objects.filter(service=service_id).first()
    return f"{in_language(urgency.words, language)} {urgency.phone}" if urgency else ""


def urgency_of(request: Request) -> Urgency | None:
    """What its service says about urgency, with the person named; None where it is not urgent. One query."""
    return Urgency.objects.select_related("person").filter(service=request.service_id).first()


def waits_for(request: Request) -> list[str]:
    """Why an urgent request does not count as seen yet: "unread", "undelivered", both or neither."""
    undelivered = Delivery.objects.filter(
        owner_type=OWNER_TYPE, owner_id=str(request.id), state__in=UNDELIVERED
    )
    # Whoever moved it on, in a back office of their own or here, has seen it.
    is_untouched = request.state in {RequestState.RECEIVED, RequestState.SUSPECTED}
    found = ["unread"] if is_untouched and not request.first_read_at else []
    return [*found, "undelivered"] if undelivered.exists() else found


def alert_about_unseen(now: datetime) -> int:
    """Alert about every urgent request that it is time for; answers how many alerts there were. Safe to call at any
    time, any number of times: each step of each request is taken once."""
    sent = 0
    for urgency in Urgency.objects.select_related("service__team__lead", "person", "then"):
        since = now - timedelta(minutes=urgency.minutes)
        late = (
            Request.objects.filter(service=urgency.service, created_at__lte=since)
            .filter(created_at__gt=now - LOOKED_FOR)
            .exclude(state__in=NOT_LOOKED_AT)
            .exclude(urgent_alerts__step=Step.TEAM)
            .order_by("created_at")
        )
        for request_id in list(late.values_list("id", flat=True)[:AT_MOST]):
            sent += _alert(request_id, urgency, now)
    return sent


@transaction.atomic
def _alert(request_id: UUID, urgency: Urgency, now: datetime) -> bool:
    """Take the next step about a request, if there is one to take now."""
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    taken = request.urgent_alerts.count()
    since = request.received_at or request.created_at
    if request.state in NOT_LOOKED_AT or taken >= len(Step):
        return False
    reasons = waits_for(request)
    if not reasons or now < since + timedelta(minutes=urgency.minutes) * (taken + 1):
        return False
    step = Step(taken + 1)
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
        words = urgent_words(request.service_id, request.language)
        write_entry(request, TimelineEntry.Kind.RING_US, shown=True, message=words)
        if request.state != RequestState.SUSPECTED:  # then nobody has been written to yet
            tell_customer(request, "request.ring-us", {"urgent": words})
            if mobile := read_mobile(request.mobile):
                notices.send_sms(
                    owner_type=OWNER_TYPE,
                    owner_id=str(request.id),
                    subject="request.ring-us",
                    recipient=mobile.value,
                    language=request.language,
                    context={"reference": request.reference, "urgent": words},
                )
    return True


def _why(reasons: Iterable[str]) -> str:
    said = {
        "unread": "No officer of the team has opened it.",
        "undelivered": "A back office has not got it.",
    }
    return " ".join(said[reason] for reason in reasons)


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
        "unread": "unread" in reasons,
        "undelivered": "undelivered" in reasons,
        "link": f"{settings.ENVIRONMENT.origin('staff')}/workplace/requests/{request.reference}/",
    }
    whose = {"owner_type": OWNER_TYPE, "owner_id": str(request.id), "subject": "request.urgent"}
    notices.send_email(recipient=person.email or "", context=context, secret=False, language="en", **whose)
    notices.send_sms(recipient=person.mobile or "", context=context, secret=False, language="en", **whose)
