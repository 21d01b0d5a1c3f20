"""The loop of the worker: it hears, it looks anyway, it ends when told, and it does not pretend when the database is
gone."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import Error, connection
from django.utils import timezone

from forms_engine.delivery import dispatcher, sending
from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings, render_json
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.reasons import reason_of, with_why
from tests.forms_engine.delivering import deliver_due
from tests.forms_engine.delivery.test_claiming import destination, told


@contextmanager
def dispatching():
    """A dispatcher in a thread of its own; what ended it is raised where it failed."""
    stop, failed = threading.Event(), []

    def run():
        try:
            dispatcher.run(stop)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test wants to see it
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield thread, failed
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive(), "it ends when it is told to"


def wait_for(what, seconds=10.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def connector(monkeypatch):
    """A back office in this process: ``answer`` is called for each delivery, from as many threads as there are."""

    class BackOffice:
        def __init__(self):
            self.got, self.answer = [], lambda delivery: Outcome(None)

        def send(self, delivery):
            self.got.append(delivery.id)
            return self.answer(delivery)

    office = BackOffice()
    made = Connector("webhook", "Here", ConnectorSettings, render_json, office.send)
    monkeypatch.setitem(sending.CONNECTORS, "webhook", made)
    return office


def delivered():
    return Delivery.objects.filter(state="delivered").count()


def test_it_hears_of_what_is_due_and_sends_it_once(committing_db, connector, monkeypatch):
    monkeypatch.setattr(dispatcher, "LOOK_EVERY", 60.0)
    where = destination(concurrency=4)
    with dispatching():
        assert wait_for(lambda: threading.active_count() > 1)
        time.sleep(0.5)  # the first look is over, the next is a minute away: only the notification is left
        for number in range(20):
            told(where, owner=str(number))
        assert wait_for(lambda: delivered() == 20)
        dispatcher_stops_at_once(monkeypatch)
    assert len(connector.got) == len(set(connector.got)) == 20


def dispatcher_stops_at_once(monkeypatch):
    from forms_engine.delivery.notify import say_due

    monkeypatch.setattr(dispatcher, "LOOK_EVERY", 0.1)
    say_due()


def test_without_any_word_it_looks_by_itself(committing_db, connector, monkeypatch):
    monkeypatch.setattr("forms_engine.delivery.services.say_due", lambda: None)
    where = destination()
    with dispatching():
        told(where)
        assert wait_for(lambda: delivered() == 1)


def test_two_dispatchers_and_a_back_office_that_stalls_starve_nobody(committing_db, connector):
    slow, quick = destination("slow", concurrency=3), destination("quick", concurrency=3)
    let_go = threading.Event()

    def answer(delivery):
        if delivery.destination.slug == "slow":
            let_go.wait(15)
        return Outcome(None)

    connector.answer = answer
    for number in range(30):
        told(slow, owner=str(number))
        told(quick, owner=str(number))
    with dispatching(), dispatching():
        assert wait_for(lambda: delivered() == 30), "the quick one's have all arrived"
        assert Delivery.objects.filter(destination=slow, attempts_made__gt=0).count() == 3
        let_go.set()
        assert wait_for(lambda: delivered() == 60, 20)
    assert len(connector.got) == len(set(connector.got)) == 60


def test_one_that_takes_many_at_once_and_its_time_leaves_room(committing_db, connector):
    greedy, quick = destination("greedy", concurrency=100), destination("quick")
    let_go = threading.Event()

    def answer(delivery):
        if delivery.destination_id == greedy.id:
            let_go.wait(15)
        return Outcome(None)

    connector.answer = answer
    for number in range(dispatcher.THREADS + 6):
        told(greedy, owner=str(number))
    mine = told(quick)
    with dispatching():
        assert wait_for(lambda: Delivery.objects.filter(id=mine.id, state="delivered").exists())
        assert wait_for(lambda: len(connector.got) == 1 + dispatcher.MOST_OF_ONE)
        let_go.set()
        assert wait_for(lambda: delivered() == dispatcher.THREADS + 7)


def test_many_that_stall_together_and_have_failed_leave_room(committing_db, connector):
    stalled = [destination(f"stalled-{n}", failures_in_row=1) for n in range(dispatcher.THREADS // 2)]
    quick = destination("quick")
    let_go = threading.Event()

    def answer(delivery):
        if delivery.destination_id != quick.id:
            let_go.wait(15)
        return Outcome(None)

    connector.answer = answer
    for where in stalled:
        told(where, owner="one"), told(where, owner="two")
    mine = told(quick)
    with dispatching():
        assert wait_for(lambda: Delivery.objects.filter(id=mine.id, state="delivered").exists())
        let_go.set()
        assert wait_for(lambda: delivered() == dispatcher.THREADS + 1)


def test_a_connector_that_raises_is_a_failed_attempt_and_its_words_are_not_logged(
    committing_db, connector, caplog
):
    told_to = "Ann " + "Archer, 1 High Street"

    def answer(delivery):
        raise RuntimeError(told_to)

    connector.answer = answer
    with dispatching() as (_, failed):
        told(destination())
        assert wait_for(lambda: Delivery.objects.filter(last_error__contains="RuntimeError").exists())
        assert not failed
    waiting = Delivery.objects.get()
    assert waiting.state == "ready" and waiting.next_at > timezone.now()
    assert "RuntimeError" in caplog.text and "Ann Archer" not in caplog.text


def test_one_whose_answer_cannot_be_recorded_does_not_end_the_worker(
    committing_db, connector, monkeypatch, caplog
):
    where = destination()
    bad = told(where)

    def number_known(delivery):
        if delivery.id == bad.id:
            raise RuntimeError("Ann " + "Archer")

    connector.answer = lambda delivery: Outcome(None, remote_id="77")

    monkeypatch.setattr(sending, "number_known", number_known)
    with dispatching() as (_, failed):
        assert wait_for(lambda: connector.got)
        mine = told(where, owner="mine")
        assert wait_for(lambda: Delivery.objects.filter(id=mine.id, state="delivered").exists())
        assert not failed
    assert f"{bad.id} cannot be recorded" in caplog.text and "Ann Archer" not in caplog.text
    found = with_why(Delivery.objects.select_related("destination")).get(id=bad.id)
    assert found.state == "dead", "it arrived: it is not sent again at the end of every lease"
    assert "it arrived, where it is 77, and that could not be recorded" in reason_of(found).what


def test_what_failed_and_could_not_be_recorded_is_tried_again_later_and_later(db, connector, monkeypatch):
    delivery = told(destination())
    connector.answer = lambda delivery: Outcome(Fault.PASSING, "Answered 503.")
    monkeypatch.setattr(sending, "record", lambda *said: 1 / 0)
    monkeypatch.setattr("random.uniform", lambda least, most: 1.0)
    waits = []
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as clock:
        Delivery.objects.update(next_at=timezone.now(), give_up_at=timezone.now() + timedelta(hours=72))
        for _ in range(3):
            assert deliver_due() == 1
            delivery.refresh_from_db()
            waits.append((delivery.next_at - timezone.now()).total_seconds())
            clock.move_to(delivery.next_at)
        assert waits == [5, 30, 120]
        Delivery.objects.update(give_up_at=timezone.now())
        deliver_due()
        delivery.refresh_from_db()
        assert delivery.state == "dead" and delivery.attempts.filter(succeeded=False).count() == 4


def test_what_is_being_sent_comes_to_its_end_when_it_is_told_to_stop(committing_db, connector):
    begun = threading.Event()

    def answer(delivery):
        begun.set()
        time.sleep(1)
        return Outcome(None)

    connector.answer = answer
    with dispatching():
        told(destination())
        assert begun.wait(10)
    assert delivered() == 1


def test_when_the_database_is_gone_it_ends_with_its_error(committing_db, connector):
    others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"

    def asked(what):
        with connection.cursor() as cursor:
            cursor.execute(f"select {what} {others}")
            return cursor.fetchall()

    with dispatching() as (thread, failed):
        assert wait_for(lambda: asked("count(*)")[0][0] >= 2), "the one that looks, and the one that listens"
        asked("pg_terminate_backend(pid)")
        assert wait_for(lambda: not thread.is_alive())
        assert isinstance(failed[0], Error)
