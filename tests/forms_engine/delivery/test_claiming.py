"""What is sent next: in order for each owner, within each destination's limits, and nobody starves."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.delivery import by_hand, claiming, services
from forms_engine.delivery.arriving import turn_back
from forms_engine.delivery.claiming import LEASE, claim
from forms_engine.delivery.integrity import problems
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.sending import record
from tests.examples import examples
from tests.factories import make_staff

NOON = "2026-11-23T12:00:00Z"


def destination(name="highways", **limits):
    return Destination.objects.create(
        slug=name, name=name, kind="webhook", settings={"url": f"https://{name}.example/"}, **limits
    )


def told(where, owner="one", sequence=1, subject="request.received"):
    return services.tell(
        owner_type="test",
        owner_id=owner,
        destination=where,
        sequence=sequence,
        message=Message(subject, timezone.now(), {}),
    )


def owners(claimed):
    return [one.delivery.owner_id for one in claimed]


def finish(claimed, outcome=None):
    for one in claimed:
        record(one.delivery.id, one.attempt.number, outcome or Outcome(None))


def test_that_it_arrived_counts_though_it_was_taken_for_lost_and_their_refusal_counts_more(db):
    where = destination(concurrency=9)
    lost, refused = told(where), told(where, owner="two")
    claimed = claim(9)
    turn_back(refused.id, reason="Refused by the back office: not ours")
    finish([one for one in claimed if one.delivery.id == lost.id], Outcome(Fault.PASSING, "Broke off."))
    finish(claimed, Outcome(None, remote_id="77"))
    lost.refresh_from_db(), refused.refresh_from_db()
    assert (lost.state, lost.remote_id, refused.state) == ("delivered", "77", "dead")
    assert lost.attempts.get().succeeded and not list(problems())


def test_what_an_owner_tells_a_destination_goes_out_in_its_sequence(db):
    where, elsewhere = destination(concurrency=10), destination("elsewhere", concurrency=10)
    later, first = told(where, sequence=7), told(where, sequence=2)
    other, beside = told(where, owner="two", sequence=7), told(elsewhere, sequence=7)
    claimed = claim(10)
    assert {one.delivery.id for one in claimed} == {first.id, other.id, beside.id}
    assert not claim(10), "the later one waits while the first is on its way"
    finish(claimed)
    assert [one.delivery.id for one in claim(10)] == [later.id]


@pytest.mark.parametrize(
    ("state", "goes_on"), [("dead", False), ("held", False), ("handled", True), ("cancelled", True)]
)
def test_what_is_not_settled_holds_back_what_follows(db, state, goes_on):
    where = destination(concurrency=10)
    first, later = told(where, sequence=1), told(where, sequence=2)
    Delivery.objects.filter(id=first.id).update(
        state=state, dead_at=timezone.now(), handled_by=make_staff(), handled_note="Rang them."
    )
    assert [one.delivery.id for one in claim(10)] == ([later.id] if goes_on else [])


def test_what_waited_behind_one_that_came_late_is_tried_for_as_long_as_any(db):
    where = destination()
    told(where)
    later = told(where, sequence=2)
    with time_machine.travel(timezone.now() + timedelta(hours=71)):
        finish(claim(5))
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        finish(claim(5), Outcome(Fault.PASSING, "Answered 503."))
        later.refresh_from_db()
        assert (later.state, later.attempts_made) == ("ready", 1)


def test_no_more_at_once_than_a_destination_can_take(db):
    where = destination(concurrency=3)
    for number in range(10):
        told(where, owner=str(number))
    first = claim(20)
    assert len(first) == 3 and not claim(20)
    finish(first[:2])
    assert len(claim(20)) == 2
    assert len(claim(20)) == 0


def test_a_destination_that_takes_its_time_leaves_room_for_the_others(db):
    slow, quick = destination("slow", concurrency=2), destination("quick", concurrency=2)
    for number in range(50):
        told(slow, owner=str(number))
    mine = told(quick, owner="mine")
    assert mine.id in {one.delivery.id for one in claim(24)}


def test_those_that_have_waited_longest_go_first(db):
    where = destination(concurrency=2)
    with time_machine.travel(NOON, tick=False) as clock:
        for name in ("first", "second", "third"):
            told(where, owner=name)
            clock.shift(1)
        assert owners(claim(2)) == ["first", "second"]


def test_no_more_in_a_minute_than_it_said(db):
    """Over a minute and a half of every second asking for all there is."""
    where = destination(per_minute=30, concurrency=4)
    for number in range(80):
        told(where, owner=str(number))
    sent = []
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False) as clock:
        for second in range(90):
            claimed = claim(100)
            finish(claimed)
            sent += [second] * len(claimed)
            clock.shift(1)
    for start in range(30):
        assert sum(1 for second in sent if start <= second < start + 60) <= 30 + 3, "but for one burst"
    assert 45 <= len(sent) <= 49


def test_a_dead_workers_lease_runs_out_and_counts_no_longer(db):
    where = destination(concurrency=1)
    told(where)
    told(where, owner="two")
    (first,) = claim(5)
    assert not claim(5)
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        (again,) = claim(5)
    assert again.delivery.id == first.delivery.id and again.attempt.number == 2


def test_the_word_of_whoever_was_taken_over_counts_only_if_it_is_better(db):
    told(destination())
    (first,) = claim(5)
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        (again,) = claim(5)
        finish([first], Outcome(Fault.THIS_ONE, "Answered 422."))
        assert Delivery.objects.get().state == "ready", "the second is still at it"
    with time_machine.travel(timezone.now() + 2 * (LEASE + timedelta(seconds=1))):
        (third,) = claim(5)
        finish([again])
        assert Delivery.objects.get().state == "delivered"
        finish([third], Outcome(Fault.PASSING, "Answered 500."))
        assert Delivery.objects.get().state == "delivered"


def test_no_claim_holds_up_whoever_submits(committing_db):
    """A delivery's row locks its destination's key, at the commit."""
    where = destination()
    told(where)
    written = threading.Event()

    def submit():
        try:
            told(where, owner="two")
            written.set()
        finally:
            connection.close()

    submitting = threading.Thread(target=submit)
    with transaction.atomic():
        assert claim(5)
        submitting.start()
        assert written.wait(10), "the claim is not over yet"
    submitting.join(10)


def test_what_is_wrong_with_one_destination_stops_no_other(db, monkeypatch, caplog):
    broken, sound = destination("broken"), destination("sound")
    told(broken)
    mine = told(sound)
    real = claiming._slots

    def slots(where, now):
        if where.slug == "broken":
            raise ValueError("Ann " + "Archer")
        return real(where, now)

    monkeypatch.setattr(claiming, "_slots", slots)
    assert [one.delivery.id for one in claim(5)] == [mine.id]
    assert str(broken.id) in caplog.text and "Ann Archer" not in caplog.text


def test_a_limit_that_is_no_limit_stops_nobody(db):
    told(destination(per_minute=2**31 - 1, concurrency=2))
    assert len(claim(5)) == 1


@pytest.mark.parametrize("stopped", ["paused_at", "shut_until", "next_slot_at"])
def test_what_is_stopped_is_not_tried(db, stopped):
    where = destination()
    told(where)
    soon = timezone.now() + timedelta(minutes=5)
    Destination.objects.filter(id=where.id).update(**{stopped: soon})
    assert not claim(5)
    by_hand.resume(where.id, by=make_staff())
    assert len(claim(5)) == 1


def test_eight_workers_together_keep_to_the_limit(committing_db):
    """The destination's lock is what does it: see the next test."""
    assert in_flight_with_eight_workers() == 2


def test_without_the_destinations_lock_they_would_not(committing_db, monkeypatch):
    from django.db.models.query import QuerySet

    real = QuerySet.select_for_update

    def no_lock_on_destinations(self, *args, **kwargs):
        return self if self.model is Destination else real(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock_on_destinations)
    assert max(in_flight_with_eight_workers() for _ in range(5)) > 2


def in_flight_with_eight_workers() -> int:
    where = destination(f"busy-{timezone.now().timestamp()}".replace(".", "-"), concurrency=2)
    for number in range(40):
        told(where, owner=str(number))
    gate = threading.Barrier(8)

    def work():
        gate.wait()
        try:
            claim(24)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Delivery.objects.filter(destination=where, leased_until__isnull=False).count()


@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    plan=st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(["ok", "again", "never"]), st.integers(0, 4)),
        min_size=1,
        max_size=25,
    )
)
def test_whatever_comes_back_the_order_holds_and_nothing_is_lost(db, plan):
    """A walk over claims, outcomes and time: each owner's deliveries settle in their sequence, and each is delivered or
    waits for a person in the end."""
    with transaction.atomic():
        walk(plan)
        transaction.set_rollback(True)


def walk(plan):
    where, person = destination(concurrency=3), make_staff()
    for owner in "ab":
        for sequence in range(1, 5):
            told(where, owner=owner, sequence=sequence)
    outcomes = {
        "ok": Outcome(None),
        "again": Outcome(Fault.PASSING, "Answered 503."),
        "never": Outcome(Fault.THIS_ONE, "Answered 422."),
    }
    settled: dict[str, list[int]] = {"a": [], "b": []}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _, what, minutes in [*plan, *[("a", "ok", 5 * 60)] * 12]:
            for one in claim(3):
                finish([one], outcomes[what])
                if what == "ok":
                    settled[one.delivery.owner_id].append(one.delivery.sequence)
            for dead in Delivery.objects.filter(state="dead"):
                assert dead.last_error == "Answered 422."
                by_hand.resend([dead.id], by=person)
            clock.shift(minutes * 60 + 1)
    assert settled == {"a": [1, 2, 3, 4], "b": [1, 2, 3, 4]}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
