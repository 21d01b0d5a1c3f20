"""What people do about deliveries: once, by one of them, written down, and never to two back offices."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from forms_engine.delivery import by_hand, services
from forms_engine.delivery.claiming import claim
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.models import Delivery, DeliveryAction, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.delivery.test_claiming import destination, finish, told

REFUSED = Outcome(Fault.THIS_ONE, "Answered 422.", status_code=422)


def dead(where, **fields):
    delivery = told(where, **fields)
    finish([one for one in claim(50) if one.delivery.id == delivery.id], REFUSED)
    delivery.refresh_from_db()
    assert delivery.state == "dead"
    return delivery


def kinds():
    return list(DeliveryAction.objects.values_list("kind", flat=True))


@pytest.fixture
def person(db):
    return make_staff(name="Lena Lead")


def test_what_is_redirected_goes_to_the_one_and_never_to_the_other(db, person):
    first, other = destination("first", concurrency=9), destination("other", concurrency=9)
    delivery = dead(first)
    behind, beside = told(first, sequence=3), told(first, owner="two")
    made = by_hand.redirect(delivery.id, to=other, by=person, note="Theirs is closed.")
    assert {(one.delivery.destination.slug, one.delivery.owner_id) for one in claim(9)} == {
        ("other", "one"),
        ("first", "two"),
    }
    assert made.redirected_from == delivery and made.body == delivery.body and made.id != delivery.id
    delivery.refresh_from_db()
    behind.refresh_from_db()
    beside.refresh_from_db()
    assert [delivery.state, behind.state, beside.state] == ["handled", "handled", "ready"]
    assert (delivery.handled_by, delivery.handled_note) == (
        person,
        "Sent to other instead. Theirs is closed.",
    )
    assert set(Delivery.objects.filter(destination=other).values_list("sequence", flat=True)) == {1, 3}
    assert kinds() == ["redirected"] * 4
    assert by_hand.redirect(delivery.id, to=other, by=person) is None, "it needs no attention any more"


def test_a_redirect_that_cannot_be_changes_nothing(db, person, monkeypatch):
    first, other = destination("first"), destination("other")
    delivery = dead(first)
    told(other)
    for to in (other, first):
        with pytest.raises(by_hand.CannotRedirect):
            by_hand.redirect(delivery.id, to=to, by=person)
    third = destination("third")

    def cannot(where, message):
        raise CannotRender("It has no place for a photo.")

    monkeypatch.setitem(CONNECTORS, "webhook", with_render(cannot))
    with pytest.raises(by_hand.CannotRedirect, match="no place for a photo"):
        by_hand.redirect(delivery.id, to=third, by=person)
    delivery.refresh_from_db()
    assert (
        delivery.state == "dead" and not kinds() and not Delivery.objects.filter(destination=third).exists()
    )


def with_render(render):
    from dataclasses import replace

    return replace(CONNECTORS["webhook"], render=render)


def test_it_is_rendered_anew_from_its_message_for_whom_it_is_redirected_to(db, person, monkeypatch):
    first, other = destination("first"), destination("other")
    monkeypatch.setitem(
        CONNECTORS, "webhook", with_render(lambda where, message: f"<{where.slug} {message.subject}>")
    )
    delivery = dead(first)
    assert delivery.body == "<first request.received>"
    assert by_hand.redirect(delivery.id, to=other, by=person).body == "<other request.received>"


def test_what_never_could_be_rendered_is_rendered_when_it_is_sent_again(db, person, monkeypatch):
    where = destination()

    def cannot(where, message):
        raise CannotRender("No mapping.")

    with monkeypatch.context() as patch:
        patch.setitem(CONNECTORS, "webhook", with_render(cannot))
        delivery = told(where)
        assert (delivery.state, delivery.sha256) == ("dead", "")
        by_hand.resend([delivery.id], by=person)
        delivery.refresh_from_db()
        assert delivery.state == "dead", "and it is not sent as it is"
    monkeypatch.setitem(CONNECTORS, "webhook", with_render(lambda where, message: "their words"))
    by_hand.resend([delivery.id], by=person)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.body) == ("ready", "their words") and delivery.sha256
    assert json.loads(delivery.message)["type"] == "request.received"


def test_what_is_not_acknowledged_in_time_can_be_sent_again_or_said_to_have_arrived(db, person):
    where = destination(acknowledges_within_hours=4, concurrency=9)
    for owner in ("lost", "there", "young"):
        told(where, owner=owner)
    finish(claim(9))
    lost, there, young = Delivery.objects.order_by("owner_id")
    Delivery.objects.exclude(id=young.id).update(delivered_at=timezone.now() - timedelta(hours=4, seconds=1))
    assert set(Delivery.objects.filter(by_hand.silent())) == {lost, there}
    assert by_hand.say_acknowledged(there.id, by=person, note="Sam has it.", remote_id="4711")
    assert by_hand.resend([lost.id, there.id, young.id], by=person) == 1
    assert [one.delivery.id for one in claim(9)] == [lost.id]
    there.refresh_from_db()
    assert there.acknowledged_at and there.remote_id == "4711"
    assert kinds() == ["acknowledged", "resent"]


def test_a_pause_keeps_everything_and_the_72_hours_begin_again_after_it(db, person):
    where = destination()
    delivery = told(where)
    assert by_hand.pause(where.id, by=person, because="Their weekend of works.")
    assert not by_hand.pause(where.id, by=person, because="Again.")
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert not claim(5)
        assert by_hand.resume(where.id, by=person)
        assert services.give_up_overdue() == 0, "it has not been tried at all"
        assert [one.delivery.id for one in claim(5)] == [delivery.id]
        assert not by_hand.resume(where.id, by=person), "it runs"
    Destination.objects.filter(id=where.id).update(retired_at=timezone.now(), failures_in_row=3)
    assert not by_hand.resume(where.id, by=person) and not by_hand.pause(where.id, by=person, because="x")
    assert kinds() == ["paused", "resumed"]


def test_what_waits_behind_another_is_not_given_up_for_waiting(db, person):
    where = destination()
    first, behind = dead(where), told(where, sequence=2)
    with time_machine.travel(timezone.now() + timedelta(hours=80)):
        assert services.give_up_overdue() == 0
        by_hand.mark_handled([first.id], by=person, note="Rang them.")
        assert services.give_up_overdue() == 0
        assert [one.delivery.id for one in claim(5)] == [behind.id]


def test_what_people_did_is_not_changed_afterwards(db, person):
    by_hand.mark_handled([dead(destination()).id], by=person, note="Rang them.")
    with pytest.raises(DatabaseError, match="not changed afterwards"), transaction.atomic():
        DeliveryAction.objects.update(note="Nothing.")
    with pytest.raises(ValueError, match="Say what you did"):
        by_hand.mark_handled([], by=person, note=" ")


@pytest.mark.parametrize("locked", [True, False])
def test_two_people_at_once_and_one_of_them_does_it(committing_db, monkeypatch, locked):
    """The one redirects, the other says that it is seen to: with the row's lock one of them is told that it was not
    needed any more. Without it both did it, and it went out although somebody had taken it there by hand."""
    first, other = destination("first"), destination("other")
    delivery, lena, omar = dead(first), make_staff(), make_staff()
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **how: self)
    made, handled = at_once(
        monkeypatch,
        "forms_engine.delivery.by_hand.give_words",
        lambda: by_hand.redirect(delivery.id, to=other, by=lena),
        lambda: by_hand.mark_handled([delivery.id], by=omar, note="Drove it there."),
    )
    assert (made is not None, handled) == (True, 0 if locked else 1)


def test_a_worker_and_a_person_at_once(committing_db, monkeypatch):
    """A late success arrives while somebody redirects: the one who was first under the lock wins, the other does
    nothing."""
    first, other = destination("first"), destination("other")
    delivery = told(first)
    [claimed] = claim(5)
    Delivery.objects.filter(id=delivery.id).update(
        state="dead", dead_at=timezone.now(), next_at=None, leased_until=None, last_error="Given up."
    )
    person = make_staff()
    made, _ = at_once(
        monkeypatch,
        "forms_engine.delivery.by_hand.give_words",
        lambda: by_hand.redirect(delivery.id, to=other, by=person),
        lambda: finish([claimed]),
    )
    delivery.refresh_from_db()
    assert made is not None and delivery.state == "handled"
    assert delivery.attempts.get().succeeded, "what really happened is written down, for a person to find"
    assert connection.is_usable()
