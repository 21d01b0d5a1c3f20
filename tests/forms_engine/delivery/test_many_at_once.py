"""Many workers at once: no failure goes uncounted, nobody is claimed twice, and of two words about one delivery the better
one stands. Each is shown to need its lock."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from forms_engine.delivery import breaker
from forms_engine.delivery.claiming import LEASE, claim
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.sending import record
from tests.forms_engine.delivery.test_claiming import destination, told

WORKERS = 8
FAILED = Outcome(Fault.PASSING, "Answered 503.", status_code=503)


def together(*acts):
    """All of these at the same moment, each over a connection of its own."""
    gate = threading.Barrier(len(acts))

    def one(act):
        gate.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def without_locks(monkeypatch, model):
    real = QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet,
        "select_for_update",
        lambda self, *args, **kwargs: self if self.model is model else real(self, *args, **kwargs),
    )


def failures_counted():
    where = destination(f"office-{timezone.now().timestamp()}".replace(".", "-"))
    together(*[lambda: breaker.note(where.id, FAILED)] * WORKERS)
    where.refresh_from_db()
    return where.failures_in_row, where.shut_until


def test_no_failure_goes_uncounted(committing_db):
    for _ in range(5):
        counted, shut_until = failures_counted()
        assert counted == WORKERS and shut_until is not None


def test_without_its_lock_some_would(committing_db, monkeypatch):
    without_locks(monkeypatch, Destination)
    assert min(failures_counted()[0] for _ in range(20)) < WORKERS


def claimed_by_all():
    where = destination(f"busy-{timezone.now().timestamp()}".replace(".", "-"), concurrency=100)
    for number in range(20):
        told(where, owner=str(number))
    found = []
    together(*[lambda: found.extend(one.delivery.id for one in claim(24))] * WORKERS)
    return Counter(found), where


def test_nobody_is_claimed_by_two(committing_db):
    for _ in range(3):
        found, where = claimed_by_all()
        # Whoever finds the destination locked leaves what there is to whoever has it.
        assert found and set(found.values()) == {1}
        assert Delivery.objects.filter(destination=where, attempts_made__gt=1).count() == 0


@pytest.mark.parametrize("first_says", ["arrived", "failed"])
def test_of_two_words_about_one_delivery_the_better_stands(committing_db, first_says):
    """The lease ran out while the first was at it; both end in the same moment."""
    for number in range(5):
        told(destination(f"slow-{number}"), owner=f"{first_says}-{number}")
        (first,) = claim(1)
        with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
            (second,) = claim(1)
        words = [Outcome(None), FAILED] if first_says == "arrived" else [FAILED, Outcome(None)]
        together(
            *[
                lambda one=one, outcome=outcome: record(one.delivery.id, one.attempt.number, outcome)
                for one, outcome in zip((first, second), words, strict=True)
            ]
        )
        ended = Delivery.objects.get(id=first.delivery.id)
        assert ended.state == "delivered" and ended.next_at is None
