"""A back office that fails again and again is left alone for a while; one that cannot be reached at all, until a person
has looked."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from forms_engine.delivery import breaker, by_hand, services
from forms_engine.delivery.claiming import claim
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from tests.factories import make_staff
from tests.forms_engine.delivery.test_claiming import destination, finish, told

AWAY = Outcome(Fault.PASSING, "Answered 503.")
REFUSED = Outcome(Fault.THIS_ONE, "Answered 422.")
WRONG = Outcome(Fault.SETTING, "Answered 401.")
WELL = Outcome(None)


def noted(where, *outcomes):
    for outcome in outcomes:
        breaker.note(where.id, outcome)
    where.refresh_from_db()
    return where


def test_five_failures_in_a_row_shut_it_and_one_success_between_them_does_not(db):
    assert noted(destination("a"), *[AWAY] * 4).shut_until is None
    assert noted(destination("b"), *[AWAY] * 4, WELL, *[AWAY] * 4).shut_until is None
    assert noted(destination("c"), *[AWAY] * 5).shut_until > timezone.now() + timedelta(seconds=20)


def test_the_refusal_of_one_delivery_says_that_it_is_there(db):
    assert noted(destination(), *[AWAY] * 4, REFUSED, *[AWAY] * 4).shut_until is None


def test_after_its_rest_one_at_a_time_tries_it_and_the_first_that_arrives_opens_it(db):
    where = noted(destination(concurrency=5), *[AWAY] * 5)
    for number in range(10):
        told(where, owner=str(number))
    assert not claim(10)
    with time_machine.travel(where.shut_until + timedelta(seconds=1), tick=False):
        probe = claim(10)
        assert len(probe) == 1 and not claim(10)
        finish(probe)
        noted(where, WELL)
        assert (where.shut_until, where.failures_in_row) == (None, 0)
        assert len(claim(10)) == 5


def test_a_probe_that_fails_doubles_the_rest_up_to_ten_minutes(db):
    where = destination()
    rests = []
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(14):
            noted(where, AWAY)
            if where.shut_until:
                rests.append((where.shut_until - timezone.now()).total_seconds())
    expected = [30, 60, 120, 240, 480, 600, 600, 600, 600, 600]
    assert len(rests) == len(expected)
    assert all(0.8 * want <= rest <= 1.2 * want for rest, want in zip(rests, expected, strict=True))


def test_while_it_is_shut_nothing_that_waits_uses_up_its_tries(db):
    where = noted(destination(), *[AWAY] * 5)
    told(where)
    assert not claim(5)
    assert Delivery.objects.get().attempts_made == 0


def test_it_is_not_tried_before_it_asked_to_be(db):
    where = noted(destination(), Outcome(Fault.PASSING, "Answered 429.", retry_after=120))
    told(where)
    assert not claim(5)
    with time_machine.travel(timezone.now() + timedelta(seconds=121)):
        assert len(claim(5)) == 1


def test_a_wrong_address_pauses_it_until_a_person_resumes_it(db):
    where = noted(destination(), *[WRONG] * 5)
    assert where.paused_at and where.paused_because == "Answered 401."
    told(where)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert not claim(5)
        by_hand.resume(where.id, by=make_staff())
        assert len(claim(5)) == 1


def test_what_waits_behind_it_for_three_days_is_put_before_a_person(db):
    where = noted(destination(), *[AWAY] * 5)
    told(where)
    paused = destination("paused")
    told(paused)
    Destination.objects.filter(id=paused.id).update(paused_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(hours=71)):
        assert services.give_up_overdue() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert services.give_up_overdue() == 1
    waiting = Delivery.objects.get(destination=where)
    assert waiting.state == "dead" and waiting.body and "72 hours" in waiting.last_error
