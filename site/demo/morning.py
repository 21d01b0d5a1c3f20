"""A believable morning: requests that wait, are worked on, wait for an answer, are overdue, and two that few may see. Sent
and answered by the same doors as anybody's."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.admission import admit
from audiences.keys import PUBLIC, STAFF
from audiences.principal import Principal
from demo.fixtures import read
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services as journeys
from forms_engine.requests import assigning, messages
from forms_engine.requests.models import Clock, Customer, Request
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.services import set_state
from forms_engine.requests.working_days import council_days


def load_morning() -> int:
    """Send them where none of them was ever sent; answers how many were."""
    wanted = read("morning.json")
    if Customer.objects.filter(email__in=[row["email"] for row in wanted["known"]]).exists():
        return 0
    with transaction.atomic():
        for row in wanted["known"]:
            Customer.objects.create(**row)
    return sum(_send(row) for row in wanted["requests"])


@transaction.atomic
def _send(row: dict[str, Any]) -> bool:
    sender = _principal(row.get("from", ""), row.get("audience", PUBLIC))
    version = live_version(sender, row["journey"]) if sender else None
    if sender is None or version is None or not Queue.objects.filter(slug=row["queue"]).exists():
        return False  # somebody has changed the house since
    language = row.get("language", "en")
    submission, _token = journeys.start_submission(sender, version, language=language)
    submission.answers = {**submission.answers, **row["answers"]}
    submission.save(update_fields=["answers"])
    request = journeys.submit(submission.pk)
    if customer := row.get("of"):
        _belongs_to(request, customer)
    place_in_queue(str(request.pk), row["queue"])
    if days := row.get("days_old"):
        _age(request, days)
    _work_on(request, row)
    return True


def _belongs_to(request: Request, email: str) -> None:
    """Whom an officer would have recognised."""
    known = Customer.objects.filter(email=email, user=None).first()
    if known is not None:
        Request.objects.filter(pk=request.pk).update(customer=known)


def _age(request: Request, days: int) -> None:
    """Let its clocks have run for so many days: what it was promised is over, or nearly."""
    began = timezone.now() - timedelta(days=days)
    counted_from, calendar = timezone.localdate(began), council_days()
    due = []
    for clock in Clock.objects.filter(request=request, stopped_at=None, paused_at=None):
        clock.started_at, clock.counted_from = began, counted_from
        clock.due_on = calendar.after(counted_from, clock.days_left)
        clock.warn_on = calendar.before(clock.due_on, clock.warn_days)
        clock.save()
        due.append(clock.due_on)
    Request.objects.filter(pk=request.pk).update(due_on=min(due, default=None))


def _work_on(request: Request, row: dict[str, Any]) -> None:
    officer = _principal(row.get("worked_on_by", ""), STAFF)
    if officer is None:
        return
    if officer.user is not None:
        assigning.take(officer, request.pk, "")
    for to, said, *outcome in row.get("set", []):
        request.refresh_from_db()
        set_state(officer, request.pk, to=to, message=said, seen=request.state, outcome="".join(outcome))
    if said := row.get("then_wrote"):
        messages.write_as_customer(request.pk, said, user=None)


def _principal(email: str, audience: str) -> Principal | None:
    if not email:
        return Principal.public() if audience == PUBLIC else None
    user = User.objects.filter(email=email, is_demo=True).first()
    return admit(user, audience) if user is not None else None
