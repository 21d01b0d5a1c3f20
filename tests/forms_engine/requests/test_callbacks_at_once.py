"""Two messages about one case at the same moment."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.delivery.arriving import take_over
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Outcome
from forms_engine.delivery.sending import record
from forms_engine.journeys.services import submit
from forms_engine.requests import callbacks, tasks
from forms_engine.requests.models import Inbound, Request
from tests.at_once import at_once
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.signing import back_office, sent_to


def told(report):
    return list(report.timeline.filter(shown_to_customer=True).values_list("kind", "state", "message"))[1:]


@pytest.fixture
def case(committing_db):
    open_council()
    report = submit(started().id)
    destination = back_office()
    sent_to(report, destination)
    return report, destination


def test_the_same_message_twice_is_one(case, monkeypatch):
    report, destination = case
    say = partial(callbacks.record_status, destination, "m1", "T-1", "OPEN", timezone.now(), "We began.")
    one, other = at_once(monkeypatch, "forms_engine.requests.callbacks.move", say, say)
    assert {one.repeated, other.repeated} == {True, False}
    assert one.outcome == other.outcome == "applied"
    assert told(report) == [("state", "in-progress", "We began.")]


def test_the_older_of_two_does_not_reopen(case, monkeypatch):
    report, destination = case
    now = timezone.now()
    # Noting the first sign of life would keep them apart as well.
    Delivery.objects.update(acknowledged_at=now)
    older = partial(callbacks.record_status, destination, "m1", "T-1", "OPEN", now - timedelta(hours=1))
    # The one names it by their number, the other by ours.
    newer = partial(callbacks.record_status, destination, "m2", "", "CLOSED", now, about=report.reference)
    # The older one has found itself the newest so far, and has not moved the request yet.
    at_once(monkeypatch, "forms_engine.requests.callbacks.move", older, newer)
    assert Request.objects.get(id=report.id).state == "closed"
    assert [state for _, state, _ in told(report)] == ["in-progress", "closed"]


def test_a_message_and_the_number_of_what_had_arrived_do_not_wait_for_each_other(case, monkeypatch):
    report, _ = case
    destination = back_office("pulls")
    delivery = sent_to(report, destination, case="")
    say = partial(
        callbacks.record_status, destination, "m1", "T-7", "FIXED", timezone.now(), about=report.reference
    )
    arrive = partial(take_over, delivery.id, case="T-7", how="Acknowledged.")
    # It holds the case; the other holds the delivery and wants the case.
    said, _ = at_once(monkeypatch, "forms_engine.requests.callbacks.note_heard", say, arrive)
    assert said.outcome == "applied"
    delivery.refresh_from_db()
    assert delivery.remote_id == "T-7" and delivery.acknowledged_at is not None


def test_the_number_comes_while_a_message_about_it_is_written_down(case, monkeypatch):
    report, _ = case
    destination = back_office("late")
    delivery = sent_to(report, destination, case="", state=Delivery.State.READY)
    delivery.attempts.create(number=1, started_at=timezone.now())
    Delivery.objects.filter(id=delivery.id).update(attempts_made=1)
    say = partial(callbacks.record_status, destination, "m1", "T-7", "FIXED", timezone.now())
    arrive = partial(record, delivery.id, 1, Outcome(None, remote_id="T-7"))
    # It has looked for its case, found none, and not written that down yet.
    at_once(monkeypatch, "forms_engine.requests.callbacks._settle", say, arrive)
    for job in ProcrastinateJob.objects.filter(task_name=tasks.apply_waiting.name):
        tasks.apply_waiting(**job.args)
    assert Inbound.objects.get(destination=destination).outcome == "applied"
    assert Request.objects.get(id=report.id).state == "resolved"
